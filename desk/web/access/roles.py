"""What a page needs of its user: `dependencies=[Depends(needs("reviewer"))]`."""

from collections.abc import Callable
from typing import Literal

from fastapi import Request

from desk.web.access.refusals import Refused

RoleName = Literal["reader", "reviewer", "admin"]
_ARTICLES = {"reader": "a", "reviewer": "a", "admin": "an"}


def needs(role: RoleName) -> Callable[[Request], None]:
    """Return a dependency that lets pass whoever has the role or one above it, and refuses all others with a page."""

    def ask(request: Request) -> None:
        user = request.state.user
        if user is None or not user.may(role):
            raise Refused(
                403,
                f"This needs the role {role}, and you are {_named(user.role) if user else 'nobody that is known'}.",
                "Ask whoever keeps the users for the role, or sign in as somebody else.",
                "role_refused",
                gives_back=True,
            )

    return ask


def _named(role: str) -> str:
    return f"{_ARTICLES[role]} {role}"
