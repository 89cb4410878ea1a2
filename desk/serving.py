"""`desk`: the review pages, served from this machine until Ctrl-C."""

import signal
import socket
import sys
import threading
from functools import partial
from pathlib import Path
from types import FrameType

from desk.words import FINE, say, show
from flows.settings import Settings, load_settings
from flows.up import CannotStart


def desk(config: Path | None, data: Path | None, *, port: int | None = None, open_it: bool = False) -> int:
    """Serve the pages; returns when a signal asked for the end. Raises CannotStart when the address cannot be had."""
    settings = load_settings(config, data_folder=data)
    from desk.web.access import refuse_unsafe_binding  # noqa: PLC0415 - loads FastAPI

    refuse_unsafe_binding(settings)
    listening = _listen(settings.desk.host, settings.desk.port if port is None else port)
    address = f"http://{_shown(settings.desk.host)}:{listening.getsockname()[1]}"
    show(f"The desk is at {address}/queue; Ctrl-C ends it.")
    if not settings.published.exists():
        say(f"{settings.published} is not there yet, so the pages are empty; `factdesk run INPUT...` publishes it")
    if open_it:
        import webbrowser  # noqa: PLC0415 - only where it was asked for

        threading.Timer(1.0, webbrowser.open, [f"{address}/queue"]).start()
    _serve(settings, listening)
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


def _serve(settings: Settings, listening: socket.socket) -> None:
    """Serve until a signal; then end what is being answered, close the files and publish the last reviews."""
    import uvicorn  # noqa: PLC0415 - only the desk pays for it
    from flows.review_writer import ReviewWriter  # noqa: PLC0415

    from desk.web.app import make_app  # noqa: PLC0415
    from desk.web.desk import Desk  # noqa: PLC0415
    from desk.web.keeper import Keeper  # noqa: PLC0415
    from warehouse.reader import Reader  # noqa: PLC0415
    from warehouse.store import open_warehouse  # noqa: PLC0415

    reader, writer = Reader(settings.published), ReviewWriter(partial(open_warehouse, settings.live))
    desk = Desk(settings, reader, writer)
    keeper = Keeper(desk, publish_seconds=settings.desk.publish_seconds)
    config = uvicorn.Config(
        make_app(desk), log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="off"
    )
    server = uvicorn.Server(config)
    signal.signal(signal.SIGTERM, _ending(server))
    keeper.start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        keeper.stop()
        writer.close()
        reader.close()


def _ending(server: "object") -> "signal._HANDLER":
    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        server.should_exit = True  # type: ignore[attr-defined]

    return end


def main(config: str, data: str, port: str) -> None:
    """Serve as `factdesk up` asks for it, by the settings' file (or nothing), the data folder and a port."""
    from desk.faults import foreseen  # noqa: PLC0415 - only where this is a program of its own

    with foreseen():
        desk(Path(config) if config else None, Path(data), port=int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
