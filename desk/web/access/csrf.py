"""Tokens that tie a form to the session of its reader, and the question where a request came from."""

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from desk.web.access.secret import Secret
from desk.web.access.sessions import Session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request

FIELD = "csrf_token"
HEADER = "x-csrf-token"
_BYTES = hashlib.sha256().digest_size


class Tokens:
    """Makes and checks the tokens of sessions."""

    def __init__(self, secret: Secret) -> None:
        """Use a key of their own."""
        self._key = secret.key_for("csrf")

    def token_of(self, session: Session) -> str:
        """Return a token for a form; it looks different each time, so that a compressed page betrays nothing."""
        pad = secrets.token_bytes(_BYTES)
        return base64.urlsafe_b64encode(pad + _xor(pad, self._digest(session))).decode()

    def fits(self, token: str, session: Session) -> bool:
        """Tell whether the token was made for this session."""
        try:
            both = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        except ValueError:
            return False
        if len(both) != 2 * _BYTES:
            return False
        return hmac.compare_digest(_xor(both[:_BYTES], both[_BYTES:]), self._digest(session))

    def _digest(self, session: Session) -> bytes:
        return hmac.new(self._key, session.tied_to.encode(), hashlib.sha256).digest()


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def csrf_token(request: "Request") -> str:
    """Return a token for a form of this request's session, for a script that sends it as X-CSRF-Token."""
    return str(request.state.visit.token())


def csrf_field(request: "Request") -> Markup:
    """Return the hidden field that every form with method post needs."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token(request))


def is_own_origin(headers: "Mapping[str, str]", own: str) -> bool:
    """Tell whether a request was sent by a page of ours, by all that the browser says of where it came from.

    `own` is scheme and host as the browser knows them. At least one header must say so, and none may say otherwise.
    """
    told = []
    if (site := headers.get("sec-fetch-site", "none")) != "none":  # none: the person asked for it, as by loading again
        told.append(site == "same-origin")
    if (origin := headers.get("origin")) is not None:
        told.append(_origin_of(origin) == own)
    elif (referer := headers.get("referer")) is not None:
        told.append(_origin_of(referer) == own)
    return bool(told) and all(told)


def _origin_of(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return origin(parts.scheme, parts.netloc)


def origin(scheme: str, host: str) -> str:
    """Return scheme and host as browsers write them: in small letters, without the port that the scheme implies."""
    host = host.lower()
    usual = {"http": ":80", "https": ":443"}.get(scheme, "")
    return f"{scheme}://{host.removesuffix(usual) if usual else host}"
