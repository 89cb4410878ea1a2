"""The Prefect server that `run` and `up` start, in a process of its own: Prefect's application behind our guard.

`uvicorn --factory flows.api_server:application` serves it; `flows.server` says how, and sets the environment.
"""

from flows.api_guard import Application, guarded


def application() -> Application:
    """Return the application; Prefect's settings come from the environment."""
    from prefect.server.api.server import create_app  # noqa: PLC0415 - Prefect takes seconds to import

    return guarded(create_app())
