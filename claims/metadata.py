"""What is known of an article besides its words, and the reading of moments and addresses that pages and records share.

What two readings fit, or none, is None: 03/04/2025 is no date here.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

from claims.printed_moments import read_printed

PublishedBasis = Literal["json-ld", "meta", "url", "record", "text"]

SAME_DAY = timedelta(hours=36)  # two dates within it may be one day, told in two zones or without a time
FIRST_YEAR, LAST_YEAR = 1990, 2099  # of publication; a day still to come is for those to refuse who know today's
LONGEST_VALUE = 1000  # characters of a title, byline or outlet; what is longer is no such thing

_LEADING_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=T|\s|$)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its words; what is not known is None."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None  # the primary subtag in lower case: "en"
    published_at: datetime | None = None
    published_basis: PublishedBasis | None = None
    published_conflicts: tuple[str, ...] = ()  # other dates that were stated, as "basis: date, why not"


def one_line(value: object, depth: int = 3) -> str | None:
    """Return the value as words on one line: a string, a thing with a name, or a list of these; None when empty.

    Lists in lists are followed no deeper than `depth`.
    """
    if isinstance(value, dict):
        value = value.get("name") or value.get("#text")
    if isinstance(value, list):
        named = (one_line(each, depth - 1) for each in value[:20]) if depth else ()
        value = ", ".join(words for words in named if words)
    if not isinstance(value, str):
        return None
    words = " ".join(value.encode("utf-8", "replace").decode().replace("\x00", "").split())
    return words if 0 < len(words) <= LONGEST_VALUE else None


def language_of(value: object) -> str | None:
    """Return the primary subtag of a language tag ("en-GB": "en"), or None when it is none."""
    tag = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", one_line(value) or "")
    return tag.group(1).lower() if tag else None


def web_address(value: object, base: str | None = None) -> str | None:
    """Return the http(s) address without its fragment, host in lower case; a relative one is joined to the base."""
    words = one_line(value)
    if not words or " " in words:
        return None
    try:
        parts = urlsplit(urljoin(base or "", words))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None  # "http://[", a port that is no number: not an address
    if parts.scheme not in {"http", "https"} or not host:
        return None
    host = f"[{host}]" if ":" in host else host
    default = port is None or (parts.scheme, port) in {("http", 80), ("https", 443)}
    return urlunsplit((parts.scheme, host if default else f"{host}:{port}", parts.path or "/", parts.query, ""))


def day_in_words(moment: datetime) -> str:
    """Return a moment as conflicts tell it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def moment_of(value: object) -> datetime | None:
    """Return the moment as aware UTC, or None when it cannot be read, reads in two ways, or is no year of publication.

    A day without a time is its midnight UTC, a time without a zone is taken as UTC. Numbers are seconds (or, above
    1e11, milliseconds) since 1970.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _moment_of_number(value)
    words = one_line(value)
    if not words or len(words) > 80:
        return None
    for read in (_read_iso, read_printed, _read_leading_day):
        moment = read(words)
        if moment is not None:
            return _as_utc(moment)
    return None


def _moment_of_number(value: float) -> datetime | None:
    """Read seconds or milliseconds since 1970."""
    try:
        return _as_utc(datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, UTC))
    except (OverflowError, ValueError, OSError):
        return None


def _as_utc(moment: datetime) -> datetime | None:
    """Return the moment in UTC; None in a year that no article was published in, such as a template's 0001."""
    try:
        utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None  # the very ends of the calendar
    return utc if FIRST_YEAR <= utc.year <= LAST_YEAR else None


def _read_iso(words: str) -> datetime | None:
    """Read ISO 8601, with or without a time."""
    try:
        return datetime.fromisoformat(words) if not re.fullmatch(r"\d{1,7}", words) else None
    except ValueError:
        return None


def _read_leading_day(words: str) -> datetime | None:
    """Read the day in front of a time that cannot be read ("2025-10-29T25:61")."""
    match = _LEADING_DAY.match(words)
    return _read_iso(match.group()) if match else None
