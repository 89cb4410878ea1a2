"""What is known of an article besides its words, and the reading of moments and addresses that pages and records share.

What two readings fit, or none, is None: 03/04/2025 is no date here.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal
from urllib.parse import urljoin, urlsplit, urlunsplit

PublishedBasis = Literal["json-ld", "meta", "record"]

SAME_DAY = timedelta(hours=36)  # two dates within it may be one day, told in two zones or without a time
LONGEST_VALUE = 1000  # characters of a title, byline or outlet; what is longer is no such thing

_FORMATS = (
    "%Y/%m/%d", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S %Z", "%d-%b-%Y", "%d-%b-%Y %H:%M:%S",
    "%d-%b-%Y %H:%M:%S.%f", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%d %B %Y %H:%M",
    "%B %d, %Y %H:%M", "%B %d, %Y %I:%M %p", "%b %d, %Y %I:%M %p", "%A, %B %d, %Y", "%A, %d %B %Y", "%d.%m.%Y",
    "%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%S %z", "%Y-%m-%d %H:%M:%S %z",
)  # fmt: skip
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
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
    """Return the moment as aware UTC, or None when it cannot be read or reads in two ways.

    A day without a time is its midnight UTC, a time without a zone is taken as UTC. Numbers are seconds (or, above
    1e11, milliseconds) since 1970.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _moment_of_number(value)
    words = one_line(value)
    if not words or len(words) > 80:
        return None
    for read in (_read_iso, _read_mail, _read_formats, _read_slashed, _read_leading_day):
        moment = read(words)
        if moment is not None:
            return _as_utc(moment)
    return None


def _moment_of_number(value: float) -> datetime | None:
    """Read seconds or milliseconds since 1970."""
    try:
        return datetime.fromtimestamp(value / 1000 if abs(value) > 1e11 else value, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def _as_utc(moment: datetime) -> datetime | None:
    """Return the moment in UTC; None at the very ends of the calendar, where it has none."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None


def _read_iso(words: str) -> datetime | None:
    """Read ISO 8601, with or without a time."""
    try:
        return datetime.fromisoformat(words) if not re.fullmatch(r"\d{1,7}", words) else None
    except ValueError:
        return None


def _read_mail(words: str) -> datetime | None:
    """Read the form of mail and feeds: "Wed, 29 Oct 2025 08:00:00 GMT"."""
    try:
        return parsedate_to_datetime(words) if ":" in words else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _read_formats(words: str) -> datetime | None:
    """Read the other forms that leave no doubt."""
    for form in _FORMATS:
        try:
            return datetime.strptime(words.replace(" a.m.", " AM").replace(" p.m.", " PM"), form)  # noqa: DTZ007  # zone: _as_utc
        except ValueError:
            continue
    return None


def _read_slashed(words: str) -> datetime | None:
    """Read "10/29/2025" where only one order of day and month is possible."""
    match = _SLASHED.fullmatch(words)
    if not match:
        return None
    first, second, year = (int(part) for part in match.groups())
    readings = {_day_or_none(year, first, second), _day_or_none(year, second, first)} - {None}
    day = readings.pop() if len(readings) == 1 else None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


def _day_or_none(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_leading_day(words: str) -> datetime | None:
    """Read the day in front of a time that cannot be read ("2025-10-29T25:61")."""
    match = _LEADING_DAY.match(words)
    return _read_iso(match.group()) if match else None


_BYLINE_LABEL = re.compile(
    r"^(?:(?:article|written|posted|reported|story|text|words)\s+)?by\b:?\s*|^authors?\b:?\s*", re.IGNORECASE
)
_NO_BYLINE = frozenset(
    {"", "follow", "no author", "unknown", "anonymous", "admin", "administrator", "editor", "guest", "none"}
)


def bare_byline(printed: str | None) -> str | None:
    """Return who wrote an article without the label before the name; None where the page's template fills the place."""
    bare = _BYLINE_LABEL.sub("", printed or "").strip(" ,;:|-")
    return None if bare.lower() in _NO_BYLINE else bare
