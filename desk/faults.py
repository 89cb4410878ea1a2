"""Mistakes that are foreseen end in one line and an exit status; all others show their traceback, for they are ours."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from desk.words import SOME_FAILED, WRONG_USAGE, say

INTERRUPTED = 130


class NothingPublished(Exception):  # noqa: N818 - named by what is the case
    """There is no published database to ask."""


class WrongUsage(Exception):  # noqa: N818
    """The command was called in a way that has no meaning."""


@contextmanager
def foreseen() -> Iterator[None]:
    """End the program with one line on stderr for every mistake that is foreseen."""
    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        say("stopped; what was finished is kept, and the same command does the rest")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # the reader of our output has gone, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(SOME_FAILED) from None
    except Exception as error:
        status = status_of(error)
        if status is None:
            raise
        say(_words(error))
        raise typer.Exit(status) from error


def status_of(error: Exception) -> int | None:
    """Return the exit status of a foreseen mistake, None for one that is not."""
    from flows.launch import ServerUnreachable  # noqa: PLC0415 - what raised it is loaded already
    from flows.restore import CannotRestore  # noqa: PLC0415
    from flows.reviews import ReviewConflict, ReviewRefused  # noqa: PLC0415
    from flows.server import CannotStart  # noqa: PLC0415
    from flows.settings import SettingsError  # noqa: PLC0415
    from warehouse.ask import QueryRefused  # noqa: PLC0415
    from warehouse.flag_files import BrokenFlag  # noqa: PLC0415
    from warehouse.store import WarehouseBusy, WarehouseUnusable  # noqa: PLC0415

    if isinstance(error, ReviewConflict):
        return SOME_FAILED
    if isinstance(error, SettingsError | WrongUsage | QueryRefused | BrokenFlag | ReviewRefused):
        return WRONG_USAGE
    if isinstance(
        error,
        WarehouseBusy
        | WarehouseUnusable
        | NothingPublished
        | ServerUnreachable
        | CannotStart
        | CannotRestore
        | OSError,
    ):
        return SOME_FAILED
    return None


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'the system'}: {error.strerror.lower()}; `factdesk doctor` says what this machine lacks"
    return str(error)
