"""What the access layer knows: the settings, the users, the sessions, and everything that counts or is written down."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

from desk.web.access.audit import Audit
from desk.web.access.binding import refuse_open_desk
from desk.web.access.csrf import Tokens
from desk.web.access.hashing import Hashing
from desk.web.access.hosts import Proxies, known_hosts
from desk.web.access.limits import LoginLimits
from desk.web.access.passwords import Passwords
from desk.web.access.private_files import Exposed
from desk.web.access.secret import open_secret
from desk.web.access.sessions import SessionBook
from desk.web.access.users import UserBook, UserFault
from flows.server import CannotStart
from flows.settings import Settings

AUDIT_NAME = "audit.jsonl"
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Access:
    """Everything that is decided or remembered of access, shared by all requests."""

    settings: Settings
    users: UserBook
    sessions: SessionBook
    tokens: Tokens
    limits: LoginLimits
    hashing: Hashing
    audit: Audit
    proxies: Proxies
    hosts: frozenset[str]
    cookie_name: str
    clock: Clock = field(repr=False)

    def asks_for_users(self) -> bool:
        """Tell whether people must say who they are; else whoever is on this machine is let in."""
        return bool(self.settings.desk.trusted_header) or self.users.ever()


def open_access(settings: Settings, *, clock: Clock = time.time, hasher: PasswordHasher | None = None) -> Access:
    """Return the access of a desk. Raises `CannotStart` where the settings would let strangers in."""
    try:
        users = UserBook(settings.users_file)
        refuse_open_desk(settings, users.accounts())
        return _opened(settings, users, clock, Passwords(hasher))
    except (UserFault, Exposed) as error:
        raise CannotStart(str(error)) from error


def _opened(settings: Settings, users: UserBook, clock: Clock, passwords: Passwords) -> Access:
    folder = settings.desk_folder
    secret = open_secret(folder / "secret")
    return Access(
        settings=settings,
        users=users,
        sessions=SessionBook(secret, folder / "ended-sessions.json", settings.desk.session_hours),
        tokens=Tokens(secret),
        limits=LoginLimits(),
        hashing=Hashing(passwords),
        audit=open_audit(folder, clock),
        proxies=Proxies.of(settings.desk.trusted_proxies),
        hosts=known_hosts(settings.desk),
        cookie_name=f"factdesk_{secret.mark}",
        clock=clock,
    )


def open_audit(desk_folder: Path, clock: Clock = time.time) -> Audit:
    """Return the audit of a desk."""
    return Audit(desk_folder / AUDIT_NAME, clock)
