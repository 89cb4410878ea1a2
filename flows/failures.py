"""From errors and statuses to the five classes of failure, each with its rule and the next step for people."""

import sqlite3
from datetime import datetime
from http import HTTPStatus
from http.client import HTTPException
from ipaddress import ip_address
from socket import gaierror
from types import UnionType
from urllib.parse import urlsplit

import requests
from requests import exceptions
from urllib3.exceptions import HTTPError, ReadTimeoutError

from flows.addresses import AddressRefused, why_refused
from flows.fetched import NotFetched
from flows.limits import WebLimits
from flows.sessions import TooLarge, WrongType, type_of
from schemas.fetch import FetchOutcome

FAILURES = (requests.RequestException, HTTPError, HTTPException, OSError, sqlite3.Error, UnicodeError, ValueError)
"""What asking may raise; `requests` wraps most of it, and hostile servers find the rest."""

_LATER = "It is asked again with the next run"
_LOOK = "Look at it in a browser"
_NO_ADDRESS = exceptions.InvalidURL | exceptions.MissingSchema | exceptions.InvalidSchema | UnicodeError


def failure_of_status(status: int, not_before: datetime | None = None) -> NotFetched:
    """Return what a status means that gives nothing to read."""
    said = f"the site answers {status} {_phrase(status)}".rstrip()
    if status in {404, 410}:
        return NotFetched("gone", said, "Take it out, or name its new address", status=status)
    if status == 429 or (status == 503 and not_before):
        rule = f"{said}: it wants fewer requests"
        return NotFetched("blocked", rule, _when(not_before), status=status, not_before=not_before, passes=True)
    if status in {401, 402, 403, 407, 451}:
        return NotFetched(
            "blocked", f"{said}: it keeps us out", "Ask the outlet for access, or leave it out", status=status
        )
    if status >= 500:
        return NotFetched("broken", said, _LATER, status=status, passes=status in {500, 502, 503, 504})
    return NotFetched("broken", said, _LOOK, status=status)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


def _when(moment: datetime | None) -> str:
    return f"It may be asked again after {moment:%Y-%m-%d %H:%M} UTC" if moment else _LATER


def failure_of_error(error: Exception, limits: WebLimits, *, is_late: bool) -> NotFetched:
    """Return what an error means that was met while asking; `is_late` tells that the deadline has passed."""
    causes = _causes(error)
    if isinstance(error, AddressRefused):
        return _failure_of_address(error)
    if isinstance(error, TooLarge):
        rule = f"it has more than {limits.most_bytes / 1e6:,.0f} MB, unpacked"
        return NotFetched("broken", rule, "Raise web.most_megabytes, or download it and name the file", status=200)
    if isinstance(error, WrongType) and error.response is not None:
        rule = f"it is {type_of(error.response)}, and neither a page nor a feed"
        return NotFetched("broken", rule, "Name the page that tells the story", status=200)
    if is_late or any(isinstance(cause, TimeoutError | exceptions.Timeout | ReadTimeoutError) for cause in causes):
        return _failure_of_time(error, limits, is_late=is_late)
    return _failure_of_connection(error, causes)


def _causes(error: BaseException) -> list[BaseException]:
    """Return the error and all that is behind it: causes, contexts, and errors that were handed on as arguments."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting and len(found) < 20:
        each = waiting.pop()
        if each is not None and each not in found:
            found.append(each)
            waiting += [
                each.__cause__,
                each.__context__,
                getattr(each, "reason", None) if isinstance(getattr(each, "reason", None), BaseException) else None,
            ]
            waiting += [part for part in each.args if isinstance(part, BaseException)]
    return found


def _failure_of_address(error: AddressRefused) -> NotFetched:
    rule = f"its host is at {error.address}, {error.reason}"
    step = (
        "Set web.allow_loopback to allow this machine itself" if error.address.is_loopback else "Name a public address"
    )
    return NotFetched("blocked", rule, step)


def refusal_of_number(url: str, *, allow_loopback: bool) -> NotFetched | None:
    """Return why an address is not asked whose host is a number, or this machine's own name; None for names and public ones."""
    try:
        host = urlsplit(url).hostname or ""
        number = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        return None
    reason = why_refused(number, allow_loopback=allow_loopback)
    return _failure_of_address(AddressRefused(number, reason)) if reason else None


def _failure_of_time(error: Exception, limits: WebLimits, *, is_late: bool) -> NotFetched:
    if is_late:
        rule = f"it is not complete after {limits.timeout_seconds:g} s"
    elif isinstance(error, exceptions.ConnectTimeout):
        rule = f"its host lets nobody in within {limits.connect_seconds:g} s"
    else:
        rule = f"its host falls silent for {limits.silence_seconds:g} s"
    return NotFetched("slow", rule, _LATER)


# What was met while asking, the nearest to the root of it first: errors, outcome, rule, next step, whether to try again.
_BY_ERROR: tuple[tuple[type[BaseException] | UnionType, FetchOutcome, str, str, bool], ...] = (
    (
        sqlite3.Error,
        "broken",
        "what is kept of the web cannot be used",
        "Delete web-cache.sqlite in the data folder",
        False,
    ),
    (gaierror, "broken", "its host is not known", "Check the spelling, and that this machine is online", False),
    (exceptions.SSLError, "broken", "its certificate is not accepted", _LOOK, False),
    (exceptions.ContentDecodingError, "broken", "its packing is damaged", _LOOK, False),
    (exceptions.ChunkedEncodingError, "broken", "its answer breaks off before its end", _LATER, True),
    (_NO_ADDRESS, "broken", "it is no web address", "Write it as https://host/path", False),
    (ConnectionRefusedError, "broken", "nothing answers at its host and port", _LATER, True),
    (exceptions.ConnectionError, "broken", "the connection breaks off", _LATER, True),
)


def _failure_of_connection(error: Exception, causes: list[BaseException]) -> NotFetched:
    for kinds, outcome, rule, next_step, passes in _BY_ERROR:
        if any(isinstance(cause, kinds) for cause in causes):
            return NotFetched(outcome, rule, next_step, passes=passes)
    return NotFetched("broken", f"its answer makes no sense ({type(error).__name__})", _LOOK)
