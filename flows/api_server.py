"""The Prefect server that `run` and `up` start, in a process of its own: Prefect's application behind our guard.

`uvicorn --factory flows.api_server:application` serves it; `flows.server` says how, and sets the environment.
"""

import logging

from flows.api_guard import Application, guarded

_LOGGERS = ("", "prefect", "prefect.server", "uvicorn", "uvicorn.error")


class BusyInOneLine(logging.Filter):
    """Tells in a line that Prefect's database was busy, which on a loaded machine it is now and then; who asked asks again."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take off the traceback, by which nobody can mend anything."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and "database is locked" in str(error):
            words = f"{record.getMessage()}: Prefect's database was busy, and is asked again"
            record.msg, record.args, record.exc_info, record.exc_text = words, (), None, None
        return True


def application() -> Application:
    """Return the application; Prefect's settings come from the environment."""
    from prefect.server.api.server import create_app  # noqa: PLC0415 - Prefect takes seconds to import

    ours = guarded(create_app())
    for handler in {handler for name in _LOGGERS for handler in logging.getLogger(name).handlers}:
        handler.addFilter(BusyInOneLine())
    return ours
