"""Who may come in, and what they may do: users, sessions, tokens of forms, bounds, headers and the audit."""

from typing import TYPE_CHECKING

from desk.web.access.binding import server_options
from desk.web.access.csrf import csrf_field, csrf_token
from desk.web.access.users import Role, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI, Request

    from desk.web.access.gate import Access
    from desk.web.access.roles import RoleName
    from flows.settings import Settings

__all__ = ["Role", "User", "add_access", "csrf_field", "csrf_token", "needs", "server_options"]


def add_access(app: "FastAPI", settings: "Settings", access: "Access | None" = None) -> None:
    """Put the layer around an application, as the last of its middlewares, and add the pages to sign in and out.

    Raises `CannotStart` where the settings would let strangers in.
    """
    from desk.web.access import login, naming  # noqa: PLC0415
    from desk.web.access.gate import open_access  # noqa: PLC0415 - the command line needs the users alone
    from desk.web.access.layer import AccessLayer  # noqa: PLC0415

    access = access or open_access(settings)
    app.include_router(login.router)
    app.include_router(naming.router)
    app.add_middleware(AccessLayer, access=access)


def needs(role: "RoleName") -> "Callable[[Request], None]":
    """Return what `Depends` takes to let pass whoever has the role or one above it."""
    from desk.web.access import roles  # noqa: PLC0415 - the command line needs the users alone

    return roles.needs(role)
