"""One request as the access layer sees it: what it says of itself, and what was found out so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Scope

from desk.web.access.csrf import origin
from desk.web.access.gate import Access
from desk.web.access.refusals import Fields, Refused
from desk.web.access.sessions import Session
from desk.web.access.users import User

_SAFE = {"GET", "HEAD", "OPTIONS"}
_ONCE = {"host", "origin", "content-length", "content-type", "x-csrf-token", "x-forwarded-proto"}


@dataclass(slots=True)
class Visit:
    """A request on its way to a page; the steps of the layer fill it in, in their order."""

    access: Access
    scope: Scope
    address: str  # of the client, as far as it can be believed
    peer: str  # who speaks to us: the client, or a proxy
    scheme: str
    now: float
    session: Session
    user: User | None = None
    had_cookie: bool = False
    session_ended: bool = False
    keeps_session: bool = True  # whether the answer sets the cookie, if the session is another one
    known_cookie: Session | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)
    fields: Fields = ()
    is_ready: bool = False  # session and user are known, so that a whole page can be made
    _headers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def method(self) -> str:
        """The method, in capitals."""
        return str(self.scope["method"])

    @property
    def is_unsafe(self) -> bool:
        """Tell whether the method may change something."""
        return self.method not in _SAFE

    @property
    def path(self) -> str:
        """The path, as the pages are found by."""
        return str(self.scope["path"])

    @property
    def here(self) -> str:
        """The path with what is asked, as the browser sent it; never an address elsewhere."""
        raw = self.scope.get("raw_path") or self.path.encode()
        query = self.scope.get("query_string", b"")
        whole = (raw.partition(b"?")[0] + (b"?" + query if query else b"")).decode("ascii", "replace")
        return whole if whole.startswith("/") and not whole.startswith(("//", "/\\")) else "/"

    @property
    def own_origin(self) -> str:
        """Scheme and host under which the browser knows the desk."""
        return origin(self.scheme, self.header("host") or "")

    @property
    def is_open(self) -> bool:
        """Tell whether the address is for everybody."""
        return self.path in {"/health", "/login"} or self.is_static

    @property
    def is_static(self) -> bool:
        """Tell whether the address is of a file that is the same for everybody."""
        return self.path.startswith("/static/")

    def header(self, name: str) -> str | None:
        """Return a header, None where there is none. Raises `Refused` if one that may stand once stands twice."""
        values = self.headers(name)
        if len(values) > 1 and (name in _ONCE or name == self.trusted_header):
            raise Refused(400, f"The header {name} came twice.", "Send it once.", "header_refused")
        return ", ".join(values) if values else None

    def headers(self, name: str) -> list[str]:
        """Return all that was sent under the name of a header, given in small letters."""
        if not self._headers:
            for key, value in self.scope["headers"]:
                self._headers.setdefault(key.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        return self._headers.get(name, [])

    @property
    def trusted_header(self) -> str | None:
        """The name of the header in which a proxy names the user, in small letters."""
        name = self.access.settings.desk.trusted_header
        return name.lower() if name else None

    def field(self, name: str) -> str:
        """Return a field of the form that was sent, empty where there is none."""
        return next((value for key, value in self.fields if key == name), "")

    def token(self) -> str:
        """Return a token for a form on the page that answers."""
        return self.access.tokens.token_of(self.session)

    def note(self, event: str, *, name: str | None = None, **said: str | None) -> None:
        """Append a line to the audit, with who it was and where."""
        name = name or (self.user.name if self.user else None)
        self.access.audit.note(event, name=name, address=self.address, **said)
