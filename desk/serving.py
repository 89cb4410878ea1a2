"""`desk`: the review pages, served from this machine until Ctrl-C."""

import signal
import socket
import sys
import threading
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from desk.words import FINE, say, show
from flows.server import CannotStart
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import uvicorn


def desk(config: Path | None, data: Path | None, *, port: int | None = None, open_it: bool = False) -> int:
    """Serve the pages; returns when a signal asked for the end. Raises CannotStart when the address cannot be had."""
    settings = load_settings(config, data_folder=data)
    listening = _listen(settings.desk.host, settings.desk.port if port is None else port)
    address = f"http://{_shown(settings.desk.host)}:{listening.getsockname()[1]}/queue"
    with closing(listening), _opened(settings) as server:
        show(f"The desk is at {address}; Ctrl-C ends it.")
        if not settings.published.exists():
            say(f"{settings.published} is not there yet, so the pages are empty; `factdesk run INPUT...` publishes it")
        if open_it:
            import webbrowser  # noqa: PLC0415 - only where it was asked for

            threading.Timer(1.0, webbrowser.open, [address]).start()
        # uvicorn ends at either signal and then raises it again, which must not keep the last reviews unpublished.
        signal.signal(signal.SIGTERM, lambda _number, _frame: None)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    return FINE


def _listen(host: str, port: int) -> socket.socket:
    """Take the address before anything else is loaded, so that a taken one is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        reason = (error.strerror or str(error)).lower()
        raise CannotStart(
            f"the desk cannot listen at {host}, port {port} ({reason}): set another [desk] port, or --port 0 for a free one"
        ) from error
    return listening


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _opened(settings: Settings) -> "Iterator[uvicorn.Server]":
    """Open the desk; at the end, close its files and publish the last reviews. Raises CannotStart."""
    import uvicorn  # noqa: PLC0415 - only the desk pays for it

    from desk.web.access.binding import server_options  # noqa: PLC0415
    from desk.web.access.connections import take_files  # noqa: PLC0415
    from desk.web.app import make_app  # noqa: PLC0415
    from desk.web.desk import open_desk  # noqa: PLC0415
    from desk.web.keeper import Keeper  # noqa: PLC0415
    from desk.web.queue_filters import prepare_queue  # noqa: PLC0415

    take_files()
    with open_desk(settings, follows=False) as opened:
        server = uvicorn.Server(uvicorn.Config(make_app(opened), **server_options(settings)))
        keeper = Keeper(opened, publish_seconds=settings.desk.publish_seconds)
        if settings.published.exists():  # so that the first reader does not wait for what all will ask for
            prepare_queue(opened)
        keeper.start()
        try:
            yield server
        finally:
            keeper.stop()


def main(config: str, data: str, port: str) -> None:
    """Serve as `factdesk up` asks for it, by the settings' file (or nothing), the data folder and a port."""
    from desk.faults import foreseen  # noqa: PLC0415 - only where this is a program of its own

    with foreseen():
        desk(Path(config) if config else None, Path(data), port=int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
