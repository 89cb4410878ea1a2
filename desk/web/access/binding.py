"""Where the desk may listen, and how its server is told to: nobody is let in by an oversight."""

from typing import Any

from desk.web.access.connections import BoundedProtocol
from desk.web.access.hosts import is_loopback
from desk.web.access.limits import ACCEPTED_AT_ONCE, MOST_HEADER_BYTES
from desk.web.access.users import Accounts
from flows.server import CannotStart
from flows.settings import Settings

_NEXT = "add a user (`factdesk user add NAME --role admin`), or set [desk] trusted_header and trusted_proxies"


def refuse_open_desk(settings: Settings, accounts: Accounts) -> None:
    """Raise `CannotStart` if the settings would let strangers in, or believe a header of anybody."""
    desk = settings.desk
    if desk.trusted_header and not desk.trusted_proxies:
        raise CannotStart(
            f"[desk] trusted_header = {desk.trusted_header} is set without trusted_proxies: anybody could send it; "
            "name the addresses of the proxies"
        )
    if desk.trusted_header or any(each.password_hash for each in accounts.values()):
        return
    if accounts:
        raise CannotStart(
            f"{settings.users_file}: no user has a password and no trusted header is set, so nobody could sign in; "
            "`factdesk user password NAME` sets one"
        )
    if not is_loopback(desk.host):
        raise CannotStart(f"[desk] host = {desk.host} opens the desk to others and nobody has to sign in: {_NEXT}")
    if strangers := [each for each in desk.allowed_hosts if not is_loopback(each)]:
        raise CannotStart(
            f"[desk] allowed_hosts = {strangers[0]} opens the desk to others and nobody has to sign in: {_NEXT}"
        )


def server_options(settings: Settings) -> dict[str, Any]:
    """Return what `uvicorn.Config` must be told besides the application.

    Its own reading of X-Forwarded-* is off: it would believe whoever is on this machine, and hide from the access layer
    who asks.
    """
    return {
        "host": settings.desk.host,
        "port": settings.desk.port,
        "proxy_headers": False,
        "server_header": False,
        "access_log": False,
        "log_config": None,
        "workers": 1,
        "http": BoundedProtocol,  # on h11, the one of its parsers that bounds headers while they arrive
        "ws": "none",
        "backlog": ACCEPTED_AT_ONCE,
        "h11_max_incomplete_event_size": 2 * MOST_HEADER_BYTES,
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": 5,
    }
