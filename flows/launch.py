"""From the command line to Prefect: which server to use, the environment it needs, and what is being waited for."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from flows.listed import listed
from flows.outcome import RunSummary
from flows.prefect_environment import configured_api_url, set_prefect_environment
from flows.settings import Settings

Say = Callable[[str], None]
HEALTH_TIMEOUT_SECONDS = 5


class ServerUnreachable(Exception):  # noqa: N818 - named by what is the case
    """The Prefect server that the operator named does not answer."""


@dataclass(frozen=True, slots=True)
class Address:
    """How to reach the server of a running `factdesk up`: the process that started it, and its API."""

    pid: int
    api_url: str


def run_through_prefect(inputs: Sequence[str], settings: Settings, say: Say) -> RunSummary:
    """Run the flow on a running Prefect server, else on one started for this run alone; `say` tells what is awaited.

    Raises `ServerUnreachable`, or whatever the flow raises.
    """
    api_url = find_server(settings)
    set_prefect_environment(settings, api_url)
    say(f"using the Prefect server at {api_url} ..." if api_url else "starting Prefect for this run, about 30 s ...")
    from flows.fact_check import fact_check  # noqa: PLC0415 - Prefect takes seconds to import

    config = str(settings.config_file) if settings.config_file else None
    with listed(inputs, settings.data_folder) as named:
        return fact_check(named, config=config, data_folder=str(settings.data_folder))


def find_server(settings: Settings) -> str | None:
    """Return the API of the server to use: the one in PREFECT_API_URL, else that of `factdesk up`, else None."""
    if named := configured_api_url():
        if not is_healthy(named):
            raise ServerUnreachable(
                f"PREFECT_API_URL names {named}, and no Prefect server answers there: "
                "start it, or unset PREFECT_API_URL to use one that is started for this run"
            )
        return named
    address = read_address(settings.address_file)
    return address.api_url if address and is_healthy(address.api_url) else None


def is_healthy(api_url: str) -> bool:
    """Tell whether a Prefect server answers at the address; one that asks for a login answers too."""
    if not api_url.startswith(("http://", "https://")):
        return False
    try:
        with urlopen(f"{api_url.rstrip('/')}/health", timeout=HEALTH_TIMEOUT_SECONDS) as answer:  # noqa: S310 - checked
            return bool(answer.status == 200)
    except HTTPError as error:
        return error.code in {401, 403}
    except (OSError, HTTPException, ValueError):
        return False


def write_address(path: Path, address: Address) -> None:
    """Say in the data folder how the server can be reached."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(address)), encoding="utf-8")


def read_address(path: Path) -> Address | None:
    """Return the address of a `factdesk up` whose process is alive, else None."""
    try:
        address = Address(**json.loads(path.read_text(encoding="utf-8")))
        os.kill(address.pid, 0)
    except (OSError, ValueError, TypeError):
        return None
    return address
