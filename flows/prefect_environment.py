"""How Prefect is set before it is imported: quiet, telling nobody, and at home in the data folder."""

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from flows.settings import Settings

PASSWORD = "PREFECT_API_AUTH_STRING"  # noqa: S105 - the variable's name
_DATABASE = "PREFECT_API_DATABASE_CONNECTION_URL"
_KEPT_SECONDS = 7 * 86_400
_EVENTS_KEPT = "P1D"  # most of what a run leaves there, and nobody asks for it
_LOOPBACK = ("127.0.0.1", "localhost")


def prefect_environment(settings: Settings, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Say how Prefect must be set before it is imported: quiet, telemetry off, at home in the data folder.

    What the operator set in the environment stays, except that nothing may report to the outside, that Prefect starts
    no server by itself (it would ask for no password), and that what goes to this machine goes through no proxy.
    """
    environ = os.environ if environ is None else environ
    wanted = {
        "PREFECT_HOME": str(settings.prefect_home.absolute()),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_CLI_PROMPT": "false",
    }
    kept = {name: environ.get(name, value) for name, value in wanted.items()}
    silent = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
    direct = {name: _with_loopback(environ.get(name, "")) for name in ("NO_PROXY", "no_proxy")}
    return kept | silent | direct | {"PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false"}


def _with_loopback(hosts: str) -> str:
    """Return a list of hosts that no proxy stands before, this machine among them."""
    named = [host for host in (each.strip() for each in hosts.split(",")) if host]
    return ",".join(dict.fromkeys([*named, *_LOOPBACK]))


def server_environment(api_url: str, password: str, *, is_alone: bool) -> dict[str, str]:
    """Return the environment of a server of our own: this process's, with the password that it asks for.

    Its pages may be asked for from itself alone. One that `is_alone` has no pages and leaves the schedules alone.
    """
    port = urlsplit(api_url).port
    ours = {
        "PREFECT_API_URL": api_url,
        "PREFECT_UI_API_URL": api_url,
        "PREFECT_SERVER_API_AUTH_STRING": password,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(f"http://{name}:{port}" for name in _LOOPBACK),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT__SERVER_FINAL": "1",  # what a server that is not made twice may do: it saves memory
        # Its SQLite waits for a busy disk rather than fail; what a run came to is in the warehouse, so Prefect forgets it.
        "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
        "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT": "60",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(_KEPT_SECONDS),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": _EVENTS_KEPT,
    }
    alone = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"} if is_alone else {}
    return {**os.environ, **ours, **alone, PASSWORD: password}


def set_prefect_environment(settings: Settings, api_url: str | None = None, password: str | None = None) -> None:
    """Put `prefect_environment` in force for this process and its children, and how to reach the server if there is one."""
    os.environ.update(prefect_environment(settings))
    if api_url:
        os.environ["PREFECT_API_URL"] = api_url
    if password:
        os.environ[PASSWORD] = password


def without_password(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment for processes that need not reach Prefect."""
    return {name: value for name, value in environ.items() if name != PASSWORD}


def has_own_database() -> bool:
    """Tell whether a server of ours keeps its records in the data folder, rather than where the operator says and others do too."""
    return _DATABASE not in os.environ


def configured_api_url() -> str | None:
    """Return the address of the Prefect server that the operator named in PREFECT_API_URL."""
    return os.environ.get("PREFECT_API_URL") or None
