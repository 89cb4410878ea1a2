"""What the report says of one claim, one flag and one refused input, in words and ready to be laid out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.flag_titles import flag_family, flag_title
from reports.reasons import detail_of, plain_value, reason_says
from reports.visible import on_one_line, shorten
from reports.words import (
    Row,
    claimant_of,
    manner_of,
    notes_of,
    period_of,
    reading_of,
    stakes_words,
)

_CONTEXT_LENGTH = 320
_LISTED_CLAIMS = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim is flagged, what would clear it, on which inputs the flag fired, and what it says of this very claim."""

    flag: str
    why: str
    clears: str
    weight: float | None = None
    inputs: tuple[tuple[str, str], ...] = ()
    says: str = ""

    @property
    def title(self) -> str:
        """The flag's name for people."""
        return flag_title(self.flag)

    @property
    def family(self) -> str:
        """The flag's family, which gives it its colour."""
        return flag_family(self.flag)


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as the report shows it; `number` is its item's place in the table, 0 for one that needs no verifying.

    `entry` is the anchor of its row, `place` that of its words in the article (None where these are not shown).
    """

    row: Row
    number: int
    article_id: str
    entry: str
    place: str | None
    before: str
    quote: str
    after: str
    reasons: tuple[Reason, ...]

    @property
    def claim_id(self) -> str:
        """The claim's key."""
        return str(self.row["claim_id"])

    @property
    def leads(self) -> bool:
        """Whether its item is told by it, so that the item's number stands behind its words in the text."""
        return self.row.get("item") in {None, self.claim_id} or bool(self.row.get("leads_here"))

    @property
    def claimant(self) -> str:
        """Who asserts it."""
        return claimant_of(self.row)

    @property
    def manner(self) -> str:
        """How it is put forward."""
        return manner_of(self.row)

    @property
    def reading(self) -> str:
        """Its value in words."""
        return reading_of(self.row)

    @property
    def period(self) -> str:
        """The days that it speaks of."""
        return period_of(self.row)

    @property
    def family(self) -> str:
        """The family of its first reason, which colours its words in the article."""
        return self.reasons[0].family if self.reasons else "other"

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What only a second look asks for, as (label, words)."""
        return [(label, words) for label, words in _facts(self.row) if words]


@dataclass(frozen=True, slots=True)
class FlagView:
    """A flag with the items on which it fired, each by a claim of it: `listed` are the first, `further` the rest of them."""

    reason: Reason
    entry: str
    total: int
    listed: tuple[ClaimView, ...]
    further: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class RefusedView:
    """An input that could not be read: which, by what rule, and what to do."""

    name: str
    rule: str
    value: str
    next_step: str


def view_claims(items: Sequence[Sequence[Row]], claims: Sequence[Row], articles: Sequence[Row]) -> dict[str, ClaimView]:
    """Return every claim by its id: those of the items first, with the number of each, then the others as they stand."""
    known = {str(row["claim_id"]): row for row in claims}
    texts = {str(row["article_id"]): str(row.get("text") or "") for row in articles}
    rows: dict[str, tuple[int, Row]] = {}
    for number, of_item in enumerate(items, start=1):
        leaders = {str(row.get("article_id")): row["claim_id"] for row in reversed(of_item)}
        for row in of_item:
            claim_id = str(row["claim_id"])
            leads = {"leads_here": leaders[str(row.get("article_id"))] == row["claim_id"]}
            rows[claim_id] = (number, {**known.get(claim_id, {}), **row, **leads})
    for claim_id, row in known.items():
        rows.setdefault(claim_id, (0, row))
    return {claim_id: _view_claim(row, number, texts) for claim_id, (number, row) in rows.items()}


def _view_claim(row: Row, number: int, texts: Mapping[str, str]) -> ClaimView:
    """Return one claim as the report shows it."""
    claim_id, article_id = str(row["claim_id"]), str(row.get("article_id"))
    start, end = row.get("start_char") or 0, row.get("end_char") or 0
    shown = texts.get(article_id, "")[max(start, 0) : end].strip()
    before, quote, after = context_of(row)
    return ClaimView(
        row=row,
        number=number,
        article_id=article_id,
        entry=f"claim-{claim_id}",
        place=f"words-{claim_id}" if shown else None,
        before=before,
        quote=quote,
        after=after,
        reasons=tuple(view_reasons(row)),
    )


def context_of(row: Row) -> tuple[str, str, str]:
    """Return what stands before the claim's words in its sentence, the words, and what stands after, shortened."""
    quote, sentence = str(row.get("quote") or ""), str(row.get("sentence") or "")
    at = (row.get("start_char") or 0) - (row.get("sentence_start") or 0)
    if sentence[at : at + len(quote)] != quote or at < 0:
        at = sentence.find(quote)
    if at < 0 or not quote:
        return "", quote, ""
    before, after = sentence[:at], sentence[at + len(quote) :]
    if len(before) > _CONTEXT_LENGTH:
        before = f"…{before[-_CONTEXT_LENGTH:].partition(' ')[2] or before[-_CONTEXT_LENGTH:]}"
    return before, quote, shorten(after, _CONTEXT_LENGTH)


def view_reasons(row: Row) -> list[Reason]:
    """Return why a claim is flagged; a row with only the names of its flags gives reasons without words."""
    reasons = row.get("reasons")
    if reasons is None:
        return [Reason(str(flag), "", "") for flag in row.get("flags") or ()]
    return [
        Reason(
            flag=str(reason.get("flag")),
            why=str(reason.get("why") or ""),
            clears=str(reason.get("clears") or ""),
            weight=reason.get("weight"),
            inputs=tuple(inputs_of(reason.get("detail"))),
            says=reason_says(reason.get("says"), row, reason.get("detail")),
        )
        for reason in reasons
    ]


def inputs_of(detail: object) -> list[tuple[str, str]]:
    """Return the inputs of a flag (a JSON object, as text or parsed) as pairs of words."""
    if not detail:
        return []
    parsed = detail_of(detail)
    if not parsed:
        return [("input", str(detail))] if isinstance(detail, str) and not detail.startswith("{") else []
    return [(str(key).replace("_", " "), plain_value(value)) for key, value in parsed.items() if value is not None]


def _facts(row: Row) -> Iterable[tuple[str, str]]:
    """Yield the details of a claim; those without words are left out by the caller."""
    statement = str(row.get("statement") or "")
    yield "In full", "" if statement == row.get("quote") else statement
    yield "Kind", str(row.get("kind") or "")
    yield "Stands for", "; ".join(_resolutions(row.get("resolutions")))
    for label, notes in zip(("Settled by", "Not settled"), notes_of(row), strict=True):
        yield label, "; ".join(note.partition(": ")[2] or note for note in notes)
    yield "Stakes", stakes_words(row)
    status, verdict = row.get("status"), row.get("verdict")
    yield "Review", ", ".join(str(part).replace("_", " ") for part in (status, verdict) if part)
    start, end = row.get("start_char"), row.get("end_char")
    yield "Where", "" if start is None or end is None else f"characters {start} to {end} of the article"
    yield "Claim", str(row["claim_id"])


def _resolutions(value: object) -> list[str]:
    """Return which words stand for which others, as in `“eight” is “17 citizens”`."""
    try:
        entries = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return []
    if not isinstance(entries, Sequence):
        return []
    return [
        f"“{entry['anaphor']}” is “{entry['antecedent']}”"
        for entry in entries
        if isinstance(entry, Mapping) and entry.get("anaphor") and entry.get("antecedent")
    ]


def view_flags(flagged: Iterable[ClaimView]) -> list[FlagView]:
    """Return the flags that fired, the most frequent first, each with a claim of every item on which it did."""
    reasons: dict[str, Reason] = {}
    claims: dict[str, dict[int, ClaimView]] = {}
    for claim in flagged:
        for reason in claim.reasons:
            reasons.setdefault(reason.flag, reason)
            claims.setdefault(reason.flag, {}).setdefault(claim.number, claim)
    names = sorted(reasons, key=lambda name: (-len(claims[name]), name))
    return [
        FlagView(reasons[name], f"flag-{number}", len(told), told[:_LISTED_CLAIMS], told[_LISTED_CLAIMS:])
        for number, name in enumerate(names, start=1)
        for told in (tuple(claims[name].values()),)
    ]


def view_refused(rows: Iterable[Row]) -> list[RefusedView]:
    """Return the refused inputs, each with a next step."""
    return [
        RefusedView(
            name=str(row.get("name") or "an input without a name"),
            rule=str(row.get("rule") or "not said"),
            value=shorten(on_one_line(str(row.get("value") or "")), 200),
            next_step=str(row.get("next_step") or "Mend the input and give it again; it is kept in the table rejects."),
        )
        for row in rows
    ]


def plain_counts(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the counts of a run's row as (what, how many), in the order of its columns."""
    return [
        (name.replace("_", " "), f"{value:,}" if isinstance(value, int) else f"{value:,.1f}")
        for name, value in run.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
