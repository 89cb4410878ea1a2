"""What is asked of every request before a page sees it, one question after the other; each refuses or lets pass."""

from collections.abc import Callable
from urllib.parse import quote

from markupsafe import escape
from starlette.responses import HTMLResponse, RedirectResponse

from desk.web.access.csrf import FIELD, HEADER, is_own_origin
from desk.web.access.hosts import name_of_host, parse_address
from desk.web.access.limits import MOST_ADDRESS_BYTES, MOST_HEADER_BYTES, MOST_HEADERS
from desk.web.access.refusals import Answered, Refused
from desk.web.access.sessions import new_session
from desk.web.access.users import Accounts, User, UserFault, clean_name
from desk.web.access.visit import Visit

_METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
_FRAMES = {"embed", "fencedframe", "frame", "iframe", "object"}
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
_FROM_ELSEWHERE = {"cross-site", "same-site"}
_AGAIN = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={0}">'
    '<title>factdesk</title><p><a href="{0}">To the page</a></p></html>'
)


def refuse_oversized(visit: Visit) -> None:
    """Refuse methods that nobody knows, endless addresses and heaps of headers."""
    if visit.method not in _METHODS:
        raise Refused(405, "The desk does not know this method.", "Use the pages.")
    raw = visit.scope.get("raw_path") or b""
    if len(raw) + len(visit.scope.get("query_string", b"")) > MOST_ADDRESS_BYTES:
        raise Refused(414, f"An address may have {MOST_ADDRESS_BYTES:,} bytes.", "Ask for less at once.")
    headers = visit.scope["headers"]
    if len(headers) > MOST_HEADERS or sum(len(name) + len(value) for name, value in headers) > MOST_HEADER_BYTES:
        raise Refused(431, f"All headers may have {MOST_HEADER_BYTES:,} bytes.", "Remove the cookies of this site.")


def believe_proxies(visit: Visit) -> None:
    """Take client and scheme from a proxy that is believed; refuse a user named by anybody else."""
    if visit.access.proxies.has(visit.peer):
        visit.address = visit.access.proxies.client_behind(visit.peer, visit.headers("x-forwarded-for"))
        scheme = visit.header("x-forwarded-proto")
        visit.scheme = scheme if scheme in {"http", "https"} else visit.scheme
        visit.scope["scheme"], visit.scope["client"] = visit.scheme, (visit.address, 0)
    elif visit.trusted_header and visit.headers(visit.trusted_header):
        raise Refused(
            403,
            "The header that names the user was not sent by a proxy that is believed.",
            "Come through the proxy; its address must be among [desk] trusted_proxies.",
            "header_refused",
        )


def refuse_host(visit: Visit) -> None:
    """Refuse to answer under a name that is not the desk's: a page elsewhere may have pointed its own name here."""
    name = name_of_host(visit.header("host") or "")
    if name is None or name not in visit.access.hosts:
        raise Refused(
            421,
            "The desk does not answer under this name.",
            "Ask under the name that it was opened with, or put this one among [desk] allowed_hosts.",
            "host_refused",
        )


def refuse_use_elsewhere(visit: Visit) -> None:
    """Refuse to be a part of somebody else's page; links from elsewhere stay welcome."""
    if (visit.header("sec-fetch-dest") or "") in _FRAMES:
        raise Refused(403, "The desk is not shown inside of other pages.", "Open it by itself.", "foreign_refused")
    is_foreign = (visit.header("sec-fetch-site") or "") in _FROM_ELSEWHERE
    if is_foreign and not visit.is_unsafe and (visit.header("sec-fetch-mode") or "") != "navigate":
        raise Refused(403, "Another site asked for this in the background.", "Open the page itself.", "foreign_refused")


def find_user(visit: Visit) -> None:
    """Find out whose request it is: who signed in, whom the proxy names, or whoever is on this machine."""
    accounts = _accounts(visit)
    cookie = visit.cookies.get(cookie_name(visit))
    visit.had_cookie = cookie is not None
    known = visit.access.sessions.read(cookie, accounts, visit.now) if cookie else None
    visit.known_cookie, visit.session_ended = known, visit.had_cookie and known is None
    visit.session = known or visit.session
    if visit.trusted_header and visit.access.proxies.has(visit.peer) and visit.header(visit.trusted_header):
        _let_in_by_header(visit)
    elif visit.access.asks_for_users():
        if visit.session.kind == "password":
            account = accounts[visit.session.name]
            visit.user = User(account.name, account.role, signed_in=True)
    else:
        _let_in_locally(visit)
    visit.session = visit.access.sessions.seen(visit.session, visit.now)
    visit.is_ready = True


def _accounts(visit: Visit) -> Accounts:
    try:
        return visit.access.users.accounts()
    except UserFault as error:
        visit.note("users_unusable", why=str(error))
        raise Refused(
            503, "The list of users cannot be read.", "Whoever keeps the desk sees why in its audit."
        ) from error


def _let_in_by_header(visit: Visit) -> None:
    """Let in whom the proxy names: with the role of the users file, else as a reader."""
    assert visit.trusted_header
    try:
        name = clean_name((visit.header(visit.trusted_header) or "").encode("latin-1").decode())
    except (UserFault, UnicodeDecodeError) as error:
        raise Refused(
            403, "The proxy named a user whose name cannot be one.", "Mend the proxy's settings.", "header_refused"
        ) from error
    account = visit.access.users.find(name)
    name = account.name if account else name
    if (visit.session.kind, visit.session.name) != ("header", name):
        visit.session = new_session(visit.now, "header", name)
    visit.user = User(name, account.role if account else "reader")


def _let_in_locally(visit: Visit) -> None:
    """Let in whoever is on this machine; what came through a proxy came from somewhere else."""
    peer = parse_address(visit.peer)
    if peer is None or not peer.is_loopback or _came_through_proxy(visit):
        raise Refused(
            403,
            "This desk has no users, so it is for this machine alone, and the request came from elsewhere.",
            "Add users (`factdesk user add NAME`); docs/access.md has the whole set-up.",
            "local_refused",
        )
    named = visit.session.name if visit.session.kind == "named" else ""
    visit.user = User(named or usual_name(visit), "admin", says_who=True, is_unnamed=not named)


def usual_name(visit: Visit) -> str:
    """Return the name of who most likely sits at a desk without users: the settings' reviewer, else who is logged in."""
    return visit.access.settings.reviewer or "local"


def _came_through_proxy(visit: Visit) -> bool:
    """Tell whether a proxy stands between, by all that betrays one, also one that nobody told to say so."""
    if visit.scope.get("http_version") == "1.0" or any(visit.headers(name) for name in _FORWARDED):
        return True
    referer = visit.header("referer")
    says_own = visit.header("sec-fetch-site") == "same-origin" and referer is not None
    return says_own and not is_own_origin({"referer": referer or ""}, visit.own_origin)


def keep_session(visit: Visit) -> None:
    """Ask again from our own page when a link elsewhere led here: only then does the browser send a strict cookie.

    Without this, a link in a mail would show the page to sign in to people who are signed in, and replace their session.
    """
    is_foreign = (visit.header("sec-fetch-site") or "") in _FROM_ELSEWHERE
    if is_foreign and not visit.had_cookie:
        visit.keeps_session = False
        if visit.method == "GET" and not visit.is_static and visit.path != "/health":
            raise Answered(HTMLResponse(_AGAIN.format(escape(visit.here))))


def refuse_foreign_forms(visit: Visit) -> None:
    """Refuse what would change something, unless the browser says that a page of ours sent it."""
    told = {
        name: value for name in ("sec-fetch-site", "origin", "referer") if (value := visit.header(name)) is not None
    }
    if visit.is_unsafe and not is_own_origin(told, visit.own_origin):
        raise Refused(
            403,
            "The form was not sent from a page of this desk.",
            "Open the page here and send it again.",
            "origin_refused",
        )


def ask_for_user(visit: Visit) -> None:
    """Send to the page to sign in whoever has not, and keep what was typed."""
    if visit.user is not None or visit.is_open:
        return
    if visit.is_unsafe:
        raise Refused(
            401,
            "You are not signed in any more, so nothing was changed. What you typed is kept below.",
            "Sign in again in another tab, then come back here and send it again.",
            "not_signed_in",
            sends_again=True,
        )
    if not visit.access.users.ever():
        raise Refused(
            401, "Nobody said who you are.", "Come through the proxy that asks for your name.", "not_signed_in"
        )
    why = "&why=ended" if visit.session_ended else ""
    raise Answered(RedirectResponse(f"/login?next={quote(visit.here[:2000], safe='')}{why}", status_code=303))


def ask_for_name(visit: Visit) -> None:
    """Ask, once in each browser, who sits at a desk without users: two people there are two reviewers.

    Programs may read without a name; nothing is signed without one.
    """
    if visit.user is None or not visit.user.is_unnamed or visit.is_open or visit.path == "/name":
        return
    if visit.is_unsafe:
        raise Refused(
            401,
            "Nobody said yet who you are, so nothing was changed. What you typed is kept below.",
            "Say your name in another tab, then come back here and send it again.",
            "not_named",
            sends_again=True,
        )
    if visit.method == "GET" and visit.header("sec-fetch-mode") == "navigate":
        raise Answered(RedirectResponse(f"/name?next={quote(visit.here[:2000], safe='')}", status_code=303))


def ask_for_token(visit: Visit) -> None:
    """Refuse a form that was not made for this session."""
    if not visit.is_unsafe:
        return
    sent = [value for name, value in visit.fields if name == FIELD] or [visit.header(HEADER) or ""]
    if len(sent) != 1 or not visit.access.tokens.fits(sent[0], visit.session):
        raise Refused(
            403,
            "The form was made for another session, so nothing was changed.",
            "Look at it once more, and send it again.",
            "csrf_refused",
            sends_again=True,
        )


def cookie_name(visit: Visit) -> str:
    """Return the name of the session's cookie; over TLS the browser holds it to this very host."""
    return f"__Host-{visit.access.cookie_name}" if visit.scheme == "https" else visit.access.cookie_name


BEFORE_BODY: tuple[Callable[[Visit], None], ...] = (
    refuse_oversized,
    believe_proxies,
    refuse_host,
    refuse_use_elsewhere,
    find_user,
    keep_session,
    refuse_foreign_forms,
)
AFTER_BODY: tuple[Callable[[Visit], None], ...] = (ask_for_user, ask_for_token, ask_for_name)
