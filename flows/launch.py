"""From the command line to Prefect: which server to use, the environment it needs, and what is being waited for."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.request import urlopen

from flows.listed import listed
from flows.outcome import RunSummary
from flows.prefect_environment import configured_api_url, set_prefect_environment
from flows.server import answers, check_places, read_address, running_server
from flows.settings import Settings

Say = Callable[[str], None]
T = TypeVar("T")
HEALTH_TIMEOUT_SECONDS = 5
DIRECTLY = "no Prefect server is up, so the steps run directly (--flow insists on Prefect, `factdesk up` keeps it up)"


class ServerUnreachable(Exception):  # noqa: N818 - named by what is the case
    """The Prefect server that the operator named does not answer."""


def launch_run(inputs: Sequence[str], settings: Settings, say: Say, *, insists: bool = False) -> RunSummary:
    """Do the steps of a run, as `launch` does. Raises what `launch` raises."""
    from flows.steps import run_steps  # noqa: PLC0415 - loads polars and DuckDB

    if settings.shard:
        say(f"reading the share {settings.shard} of the inputs; the others belong to runs elsewhere")
    with listed(inputs, settings.data_folder) as named:
        plainly = partial(run_steps, inputs, settings)
        return launch("fact_check", plainly, settings, say, insists=insists, says_so=True, inputs=named)


def launch(  # noqa: PLR0913 - two of them say what is told
    flow: str,
    plainly: Callable[[], T],
    settings: Settings,
    say: Say,
    *,
    insists: bool = False,
    says_so: bool = False,
    **parameters: Any,
) -> T:
    """Do a flow's work through a Prefect server where one is up, else `plainly`; `say` tells what is awaited.

    That it goes without is told where it `says_so`. Whoever `insists` has a server started for this one flow. Raises `ServerUnreachable`, `CannotStart`, or whatever the
    flow raises.
    """
    with _server(settings, say, insists=insists) as is_there, _ends_in_order():
        if not is_there:
            if says_so:
                say(DIRECTLY)
            return plainly()
        from flows import fact_check as flows  # noqa: PLC0415 - Prefect takes seconds to import
        from flows.cluster import on_cluster  # noqa: PLC0415

        config = str(settings.config_file) if settings.config_file else None
        try:
            done: T = on_cluster(getattr(flows, flow), settings)(
                config=config, data_folder=str(settings.data_folder), **parameters
            )
        finally:
            flows.hand_over_log()
        return done


@contextmanager
def _server(settings: Settings, say: Say, *, insists: bool) -> Iterator[bool]:
    """Have Prefect in this process use a server that runs, or one of its own where it is insisted on; tell whether it has one."""
    if api_url := find_server(settings):
        address = read_address(settings.address_file)
        is_ours = address is not None and address.api_url == api_url
        set_prefect_environment(settings, api_url, address.password if address and is_ours else None)
        check_places(settings)
        say(f"using the Prefect server at {api_url} ...")
        yield True
    elif insists:
        say("starting Prefect for this run, about 30 s ...")
        with running_server(settings, is_alone=True):
            yield True
    else:
        yield False


@contextmanager
def _ends_in_order() -> Iterator[None]:
    """Let the signals by which a terminal or a system ends a program end its block as Ctrl-C does: the row of a run says so."""

    def interrupt(_number: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    before = {}
    if threading.current_thread() is threading.main_thread():
        asked = [each for each in (signal.SIGTERM, signal.SIGHUP) if signal.getsignal(each) is signal.SIG_DFL]
        before = {each: signal.signal(each, interrupt) for each in asked}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


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
