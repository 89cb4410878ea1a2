"""From the command line to Prefect: which server to use, the environment it needs, and what is being waited for."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen

from flows.listed import listed
from flows.outcome import RunSummary
from flows.prefect_environment import configured_api_url, set_prefect_environment
from flows.server import answers, check_places, read_address, running_server
from flows.settings import Settings

Say = Callable[[str], None]
HEALTH_TIMEOUT_SECONDS = 5


class ServerUnreachable(Exception):  # noqa: N818 - named by what is the case
    """The Prefect server that the operator named does not answer."""


def run_through_prefect(inputs: Sequence[str], settings: Settings, say: Say) -> RunSummary:
    """Run the flow on a running Prefect server, else on one started for this run alone; `say` tells what is awaited.

    Raises `ServerUnreachable`, `CannotStart`, or whatever the flow raises.
    """
    with _server(settings, say):
        from flows.fact_check import fact_check, hand_over_log  # noqa: PLC0415 - Prefect takes seconds to import

        config = str(settings.config_file) if settings.config_file else None
        try:
            with listed(inputs, settings.data_folder) as named:
                return fact_check(named, config=config, data_folder=str(settings.data_folder))
        finally:
            hand_over_log()


@contextmanager
def _server(settings: Settings, say: Say) -> Iterator[None]:
    """Have Prefect in this process use a server that runs, else one of its own for the length of the block."""
    if api_url := find_server(settings):
        address = read_address(settings.address_file)
        is_ours = address is not None and address.api_url == api_url
        set_prefect_environment(settings, api_url, address.password if address and is_ours else None)
        check_places(settings)
        say(f"using the Prefect server at {api_url} ...")
        yield
        return
    say("starting Prefect for this run, about 30 s ...")
    with running_server(settings, is_alone=True):
        yield


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
    return address.api_url if address and answers(address) else None


def asks_for_a_password(api_url: str) -> bool:
    """Tell whether a server that answers refuses those who bring no password; one that does not, runs code for anybody."""
    try:
        with urlopen(f"{api_url.rstrip('/')}/version", timeout=HEALTH_TIMEOUT_SECONDS) as answer:  # noqa: S310 - it answered
            return bool(answer.status != 200)
    except (OSError, HTTPException, ValueError):
        return True


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
