"""Sessions: a signed cookie names them, and those that were ended are remembered on this side."""

import hashlib
import json
import secrets
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer

from desk.web.access.private_files import Exposed, read_private, write_private
from desk.web.access.secret import Secret
from desk.web.access.users import Account, Accounts

Kind = Literal["anonymous", "header", "named", "password"]
IDLE_HOURS = 4.0  # without a request, after which one signs in again
_UNSIGNED_HOURS = 24.0 * 30  # sessions that let nobody in, and only tie forms to a browser
NAMED_HOURS = 24.0 * 365  # the name that somebody gave at a desk without users
_SEEN_AGAIN_SECONDS = 300  # how exactly the last request is kept
_MOST_COOKIE = 2048


@dataclass(frozen=True, slots=True)
class Session:
    """One browser's session. `name` is the user of every kind but anonymous; moments are seconds of the epoch."""

    session_id: str
    kind: Kind
    name: str
    account_sessions: str  # the account's `sessions` at the time of signing in
    started_at: int
    seen_at: int

    @property
    def tied_to(self) -> str:
        """What a token of this session is bound to."""
        return json.dumps([self.session_id, self.kind, self.name])


def new_session(now: float, kind: Kind = "anonymous", name: str = "", account_sessions: str = "") -> Session:
    """Return a session with an id that nobody has had."""
    return Session(secrets.token_urlsafe(24), kind, name, account_sessions, int(now), int(now))


class SessionBook:
    """Reads and writes the cookies of sessions, and knows which have ended."""

    def __init__(self, secret: Secret, ended_file: Path, session_hours: float) -> None:
        """Begin with the ended sessions that the file remembers."""
        self._serializer = URLSafeSerializer(
            secret.key_for("session"),
            salt="factdesk.session",
            signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
        )
        self._seconds = session_hours * 3600
        self._ended = EndedSessions(ended_file, self._seconds)

    def cookie_of(self, session: Session) -> str:
        """Return the signed text of a cookie."""
        return str(self._serializer.dumps([getattr(session, each) for each in Session.__slots__]))

    def read(self, cookie: str, accounts: Accounts, now: float) -> Session | None:
        """Return the session of a cookie if it is ours, has not ended, and its user is still the same."""
        session = self._unsigned(cookie)
        if session is None or self._is_over(session, now) or self._ended.has(session):
            return None
        if session.kind == "password" and not _is_still(session, accounts.get(session.name)):
            return None
        return session

    def seen(self, session: Session, now: float) -> Session:
        """Return the session as of this request; the same object if it was seen a moment ago."""
        return session if now - session.seen_at < _SEEN_AGAIN_SECONDS else replace(session, seen_at=int(now))

    def end(self, session: Session, now: float) -> None:
        """End a session for good, also for whoever has a copy of its cookie."""
        self._ended.add(session, now)

    def _unsigned(self, cookie: str) -> Session | None:
        if len(cookie) > _MOST_COOKIE:
            return None
        try:
            return Session(*self._serializer.loads(cookie))
        except (BadData, TypeError, ValueError):
            return None

    def _is_over(self, session: Session, now: float) -> bool:
        if session.started_at > now + 60:  # the clock was set back: nothing that follows could be believed
            return True
        if session.kind != "password":
            return now - session.started_at > (NAMED_HOURS if session.kind == "named" else _UNSIGNED_HOURS) * 3600
        return now - session.started_at > self._seconds or now - session.seen_at > IDLE_HOURS * 3600


def _is_still(session: Session, account: Account | None) -> bool:
    return account is not None and secrets.compare_digest(account.sessions, session.account_sessions)


class EndedSessions:
    """The sessions that were ended before their time, kept in a file until they would have ended by themselves."""

    def __init__(self, file: Path, lifetime_seconds: float) -> None:
        """Begin with what the file remembers. Raises `Exposed` if others can change it."""
        self._file, self._lifetime = file, lifetime_seconds
        self._lock = threading.Lock()
        self._until: dict[str, float] = _read(file)

    def has(self, session: Session) -> bool:
        """Tell whether the session was ended."""
        return _print_of(session) in self._until

    def add(self, session: Session, now: float) -> None:
        """Remember that the session was ended, and forget those that are over anyway."""
        with self._lock:
            until = {each: moment for each, moment in self._until.items() if moment > now}
            until[_print_of(session)] = session.started_at + self._lifetime
            self._until = until
            write_private(self._file, json.dumps(until).encode())


def _read(file: Path) -> dict[str, float]:
    try:
        table = json.loads(read_private(file))
        return {str(each): float(moment) for each, moment in table.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError, TypeError) as error:
        raise Exposed(
            f"{file}: cannot be read; remove it and {file.with_name('secret')}, and everybody signs in again"
        ) from error


def _print_of(session: Session) -> str:
    """Return what tells a session and lets nobody into it."""
    return hashlib.sha256(session.session_id.encode()).hexdigest()[:32]
