"""The frozen things that reading an article yields: spans, lines, sentences, figures, dates, attributions, claims.

All offsets are Unicode code points of the text that was handed in, end exclusive: `text[start:end]` are the words.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from schemas.vocabulary import (
    Assertion,
    Authority,
    Change,
    ClaimantKind,
    Granularity,
    Kind,
    LineKind,
    Modifier,
    Tense,
    Voice,
)


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> "Span":
        """Return the same span in a text that has `by` more characters in front."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Tell whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Line:
    """One line (paragraph) of an article's text, without its line break."""

    start: int
    end: int
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a body line."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """Words that stand for others ("she", "eight"), and what they stand for, both by span and as printed."""

    anaphor: str
    anaphor_start: int
    anaphor_end: int
    antecedent: str
    antecedent_start: int
    antecedent_end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as printed, read as an interval with a unit.

    `start..end` covers the number with its unit or counted noun (or the ranking phrase); `number` the numeric words
    alone, modifier excluded ("$550-billion", "five", "40 percent to 70 percent"; for rankings the ranking word).
    `low`/`high` are after scaling; both equal for a point, None where that side is open, both None when vague.
    Percentages are given as printed (76 for 76%). A ranking's value is its place (1 for first, largest, only).
    `unit` is an ISO 4217 code, the currency sign where the text does not settle it, `person`, `%`, a UCUM code, or
    the counted noun in the singular. `kind` is one of `schemas.vocabulary.FIGURE_KINDS`.
    """

    start: int
    end: int
    low: float | None
    high: float | None
    modifier: Modifier
    unit: str | None
    kind: Kind
    number: Span
    noun: str | None = None  # the counted or measured noun phrase as printed
    noun_span: Span | None = None  # where it stands; outside start..end when it was carried ("eight are dead")
    change: Change | None = None
    base: tuple[float, float] | None = None  # what a change starts from, when stated ("from 5 to 7 percent": 5)
    measured: str | None = None  # self-contained, at most eight words
    per: str | None = None  # "share" in "$3.50 a share"
    family: str | None = None  # the currency word or sign that several countries share ("dollar" of "$")
    unit_basis: str | None = None  # what settled which of them it is, in words
    found_by: str = ""  # the form that read it, and where several numbers make it, the form that joined them


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A calendar expression, resolved to inclusive days; both None where it cannot be, and `note` says why.

    The days are those that are meant: "since 1990" runs to the anchor, "mid-November" has ten days. `named` holds the
    calendar's own dates among the words, each whole (1990, November), where they are not just the same.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    granularity: Granularity
    note: str | None = None
    stands_for: tuple[int, int] | None = None  # the span of the period that "that period" means
    named: "tuple[DateSpan, ...]" = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: each role a tuple of spans, since content may break off and go on; source and cue may be empty.

    `speaker` is the fullest earlier name of the source in the same text (None where two fit, then `note` says so);
    `resolutions` records how it was found. `outer` is the index of the attribution that holds this one, if nested.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    voice: Voice = "reported"
    speaker: str | None = None
    speaker_span: Span | None = None
    speaker_kind: ClaimantKind | None = None
    resolutions: tuple[Resolution, ...] = ()
    outer: int | None = None
    note: str | None = None
    sure: float = 1.0  # how sure the reader is that the source is one; 1.0 where a rule says so


@dataclass(frozen=True, slots=True)
class Article:
    """One version of a page: its text and what is known of it. What is not known is None, never guessed."""

    page_id: str
    article_id: str
    text: str
    name: str  # the input's name for people: file name, record id or URL
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    published_basis: str | None = None  # feed, json-ld, meta, record, text
    seen_on: date | None = None  # the day it came in: no date that is inferred from the text may lie after it
    read_by: str = "text"
    published_conflicts: tuple[str, ...] = ()  # dates that were stated and not believed, as "basis: date, why"

    @property
    def published_on(self) -> date | None:
        """The day of publication, which anchors relative dates."""
        return self.published_at.date() if self.published_at else None


@dataclass(frozen=True, slots=True)
class Claim:
    """Words in an article that assert something checkable; atomic: one figure, one ranking or one statement."""

    claim_id: str
    article_id: str
    kind: Kind
    quote: str
    start_char: int
    end_char: int
    sentence: str
    sentence_start: int
    sentence_end: int
    statement: str
    found_by: str
    voice: Voice = "narrated"
    tense: Tense = "past_present"
    resolutions: tuple[Resolution, ...] = ()
    claimant: str | None = None
    claimant_start: int | None = None
    claimant_end: int | None = None
    claimant_kind: ClaimantKind | None = None
    cue: str | None = None
    value_low: float | None = None
    value_high: float | None = None
    modifier: Modifier | None = None
    change: Change | None = None
    unit: str | None = None
    measured: str | None = None
    time_text: str | None = None
    time_first: date | None = None
    time_last: date | None = None
    part_of: str | None = None  # the claim_id of the whole that this figure is a part of
    checkworthiness: float | None = None
    stakes: float | None = None  # 0 no, 1 optional, 2 worth checking, 3 must check
    assertion: Assertion = "asserted"
    question: str | None = None  # what to ask of it outside; it leaves open whether the claim is so
    authority: Authority | None = None  # what kind of authority would settle it
    settled_by: str | None = None  # which one that is, for people
    notes: tuple[str, ...] = field(default=())  # what the reading could not settle, in words
