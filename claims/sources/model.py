"""What asking outside is made of: a question of a source, its answer as evidence, and the source as a pure pair of functions.

Nothing here fetches: whoever runs a source brings it the bytes that its question led to. What stands in those bytes is as
hostile as a page; the readers below take nothing of them but plain words, web addresses, days and finite numbers.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any, Literal

from claims.metadata import web_address
from claims.model import Claim

Outcome = Literal["supports", "contradicts", "near", "silent", "not_understood"]

LONGEST_WORDS = 400
"""Characters that any words of a source may have in evidence."""

MOST_EVIDENCE = 5
"""Pieces of evidence that one answer may give."""

MOST_POINTS = 200
"""Points of a series that one piece of evidence keeps."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_DEEPEST = 60  # brackets within brackets of JSON
_LARGEST = 1e18


class NotReadable(ValueError):  # noqa: N818 - named by what is the case
    """An answer cannot be read; the message says in words what is the matter with it.

    It `passes` where the source only refuses for now, and may answer later.
    """

    def __init__(self, fault: str, *, passes: bool = False) -> None:
        super().__init__(fault)
        self.passes = passes


@dataclass(frozen=True, slots=True)
class Asking:
    """What a source is asked about: the claim, when its article was published, and what day it is.

    `mentions` are the words of the claims that tell the same thing, of which one may name what the claim's own do not.
    """

    claim: Claim
    on: date | None
    today: date
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a source: the path and query behind its address, or what is looked up at home.

    Two claims with the same question are answered by one answer. `kept` is what an earlier step found out, by name.
    """

    source: str
    query: str
    about: str  # in words, for people
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source said of one claim; `says` is a sentence that a person can check at `url`."""

    outcome: Outcome
    says: str
    found_value: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    rating: str | None = None
    as_of: date | None = None
    apart: float | None = None  # how far the value lies off, as a share of the claim's
    series: tuple[tuple[date, float], ...] = ()


Answer = Sequence[Evidence] | Question
"""Evidence, or the next question, where one answer leads to another."""


@dataclass(frozen=True, slots=True)
class Source:
    """One outside authority: what to ask it about a claim (None for nothing), and what its answer says."""

    name: str
    title: str  # for people
    ask: Callable[[Asking], Question | None]
    read: Callable[[Asking, Question, bytes], Answer]
    address: str = ""  # of the web; "" for what is looked up at home
    rhythm_days: int = 30  # how old evidence may be before it is asked for again
    cost: int = 1  # in what order sources are asked: the cheap ones first
    key: str | None = None  # the variable of the environment that holds the key it needs
    key_header: str | None = None  # the header in which the key is sent, so that it stands in no address


def read_json(body: bytes) -> Any:
    """Return a body as JSON; raises NotReadable where it is none, is cut off, or is nested without end."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotReadable("its answer is no UTF-8 text") from None
    depth = 0
    for mark in re.finditer(r"[\[{]|[\]}]", text):
        depth += 1 if mark[0] in "[{" else -1
        if depth > _DEEPEST:
            raise NotReadable("its answer is nested without end")
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise NotReadable("its answer is no JSON, or breaks off") from None


def table(value: Any) -> Mapping[str, Any]:
    """Return a JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def rows(value: Any, most: int = 1_000) -> Iterator[Any]:
    """Yield the first entries of a JSON list; none of anything else."""
    yield from (value if isinstance(value, list) else ())[:most]


def words(value: Any, most: int = LONGEST_WORDS) -> str | None:
    """Return text of a source on one line, without what does not show, cut at a length; None for no text."""
    if not isinstance(value, str):
        return None
    shown = " ".join(_UNSEEN.sub(" ", value[: 20 * most]).split())
    return (shown if len(shown) <= most else shown[: most - 1] + "…") or None


def address(value: Any) -> str | None:
    """Return a web address of a source; None for what leads elsewhere than to the web."""
    found = web_address(value) if isinstance(value, str) and len(value) <= 2_000 else None
    return found if found and not _UNSEEN.search(found) else None


def number(value: Any) -> float | None:
    """Return a number, printed or not; None for what is none, or is larger than anything that is counted."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and (
        len(value) > 40 or not re.fullmatch(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,2})?", value)
    ):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if isfinite(found) and abs(found) <= _LARGEST else None


def day(value: Any) -> date | None:
    """Return the day that a source's text begins with ("2025-10-28T..."); None for what is no day."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def printed(value: float) -> str:
    """Return a number as people read it: "1,234,567", "4.2"."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"
