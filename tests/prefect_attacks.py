"""The attack on Prefect's API: list the deployments, have one run a script before its flow, and start it."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flows.server import Address, authorization

SCRIPT = {"pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": "true"}}]}


@dataclass(frozen=True)
class Attack:
    """Who asks, and the status with which each of the requests is refused."""

    who: str
    refused: int
    password: str | None = None  # None sends none; "" sends the right one
    host: str | None = None
    origin: str | None = None

    def __str__(self) -> str:
        """Name it by who asks."""
        return self.who

    def requests(self, deployment: str) -> list[tuple[str, str, dict[str, Any], int]]:
        """Return the requests: method, path, body, and the status that refuses it. Code may come by an entry point too."""
        of_it = f"/deployments/{deployment}"
        changed = {"entrypoint": "theirs.py:flow", "path": "/srv/theirs"}
        of_steps = 403 if self.refused == 401 else self.refused  # refused before anybody asks for a password
        return [
            ("POST", "/deployments/filter", {}, self.refused),
            ("PATCH", of_it, SCRIPT, of_steps),
            ("PATCH", of_it, changed, self.refused),
            ("POST", f"{of_it}/create_flow_run", {"parameters": {"inputs": ["/"]}}, self.refused),
            ("DELETE", of_it, {}, self.refused),
        ]


ATTACKS = [
    Attack("nobody", 401),
    Attack("a wrong password", 401, "factdesk:factdesk"),
    Attack("an empty password", 401, "factdesk:"),
    Attack("a page of another site", 403, origin="https://evil.example"),
    Attack("a page of another site with the password", 403, "", origin="https://evil.example"),
    Attack("a sandboxed page with the password", 403, "", origin="null"),
    Attack("a page of another program of this machine, with the password", 403, "", origin="http://127.0.0.1:9"),
    Attack("another name that points here", 421, host="evil.example"),
    Attack("another name that points here, with the password", 421, "", host="evil.example"),
    Attack("a name that begins like ours, with the password", 421, "", host="127.0.0.1.evil.example"),
    Attack("our name as a user, with the password", 421, "", host="127.0.0.1@evil.example"),
    Attack("no name at all, with the password", 421, "", host=""),
]


@dataclass(frozen=True)
class Answer:
    """What the server answers."""

    status: int
    body: str


def ask_api(address: Address, method: str, path: str, body: dict[str, Any], attack: Attack | None = None) -> Answer:
    """Ask the server as an attacker, or, without one, as its owner."""
    parts = urlsplit(address.api_url)
    headers = {"Content-Type": "application/json"}
    if attack is None or attack.password == "":
        headers["Authorization"] = authorization(address)
    elif attack.password:
        headers["Authorization"] = authorization(Address(0, address.api_url, attack.password))
    if attack and attack.host is not None:
        headers["Host"] = attack.host
    if attack and attack.origin:
        headers["Origin"] = attack.origin
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=120)
    try:
        connection.request(method, parts.path + path, json.dumps(body), headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode())
    finally:
        connection.close()
