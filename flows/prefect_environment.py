"""How Prefect is set before it is imported: quiet, telling nobody, and at home in the data folder."""

import os
from collections.abc import Mapping
from pathlib import Path

from flows.settings import Settings


def prefect_environment(settings: Settings, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Say how Prefect must be set before it is imported: quiet, telemetry off, at home in the data folder.

    What the operator set in the environment stays, except that nothing may report to the outside.
    """
    environ = os.environ if environ is None else environ
    wanted = {
        "PREFECT_HOME": str(settings.prefect_home.absolute()),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",  # the default of 20 is too short for slow machines
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        "PREFECT_CLI_PROMPT": "false",
    }
    kept = {name: environ.get(name, value) for name, value in wanted.items()}
    return kept | {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


def set_prefect_environment(settings: Settings, api_url: str | None = None) -> None:
    """Put `prefect_environment` in force for this process and its children, and the server's address if there is one.

    Prefect makes its home only where the folder above it is there, and then tries for minutes without it: so we do.
    """
    os.environ.update(prefect_environment(settings))
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    if api_url:
        os.environ["PREFECT_API_URL"] = api_url


def configured_api_url() -> str | None:
    """Return the address of the Prefect server that the operator named in PREFECT_API_URL."""
    return os.environ.get("PREFECT_API_URL") or None
