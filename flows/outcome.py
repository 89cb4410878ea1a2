"""What a batch and a run came to: counts that add up, and the lines that people must read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeVar

from claims.read import Unreadable

SHOWN_NOTES, NAMED_IN_RUN = 20, 5
MOST_KEPT = 1_000  # refusals, and notes of each sort: memory does not grow with the archive
_ALL_REFUSED = "factdesk sql \"SELECT row_json, rule FROM rejects WHERE table_name = 'inputs'\""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each thing a batch or a run met, named as in the table `runs`; refused inputs were not read."""

    articles_read: int = 0
    articles_new: int = 0
    articles_unchanged: int = 0
    articles_refused: int = 0
    claims_found: int = 0
    claims_new: int = 0
    claims_flagged: int = 0
    items_flagged: int = 0
    flags_set: int = 0
    rows_rejected: int = 0
    numbers_unread: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Add each count to its like."""
        sums = {each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)}
        return replace(self, **sums)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts with what must be said aloud: refused inputs, articles without a claim, and metadata that is missing."""

    counts: Counts = field(default_factory=Counts)
    refused: tuple[Unreadable, ...] = ()
    without_claims: tuple[str, ...] = ()  # names of articles that could be read
    untold: tuple[str, ...] = ()  # "ferry.txt: no URL, headline, byline, date"
    unread: tuple[str, ...] = ()  # "fähre.txt: de", articles in a language in which no claims are found
    inputs_failed: int = 0  # of the refusals, those of what the operator named; links that a feed lists are not his
    unfollowed: tuple[str, ...] = ()  # what of the rules of marking has changed without holding for older claims
    beyond: tuple[int, int, int, int] = (0, 0, 0, 0)  # how many more there were of the four, in their order

    def __add__(self, other: "Outcome") -> "Outcome":
        """Join two outcomes in order; of refusals and notes the first are kept, and the others counted."""
        refused, more_refused = _first(self.refused, other.refused)
        silent, more_silent = _first(self.without_claims, other.without_claims)
        untold, more_untold = _first(self.untold, other.untold)
        unread, more_unread = _first(self.unread, other.unread)
        cut = (more_refused, more_silent, more_untold, more_unread)
        a, b, c, d = (sum(each) for each in zip(self.beyond, other.beyond, cut, strict=True))
        failed = self.inputs_failed + other.inputs_failed
        rules = tuple(dict.fromkeys(self.unfollowed + other.unfollowed))
        return Outcome(self.counts + other.counts, refused, silent, untold, unread, failed, rules, (a, b, c, d))


def _first(ours: tuple[T, ...], theirs: tuple[T, ...]) -> tuple[tuple[T, ...], int]:
    """Return the first of both, as many as are kept, and how many are not."""
    kept = ours + theirs[: max(0, MOST_KEPT - len(ours))]
    return kept, len(ours) + len(theirs) - len(kept)


@dataclass(frozen=True, slots=True)
class RunSummary:
    """One finished run: its outcome, how long it took, and where people find what it made."""

    run_id: str
    outcome: Outcome
    seconds: float
    items_to_verify: int  # sentences of the whole warehouse, not of this run alone
    needs_verification: int  # and the claims in them
    published: Path
    report: Path
    faults: tuple[str, ...] = ()  # what could not be told to whom
    troubles: tuple[str, ...] = ()  # what is wrong with the whole


def counts_in_words(counts: Counts, seconds: float, *, to_verify: bool = True) -> str:
    """Return the one line that a run ends with; what is `to_verify` was counted as each batch was marked, before later ones."""
    if counts.articles_read and counts.articles_unchanged == counts.articles_read:
        articles = f"Nothing new: {_number(counts.articles_read, 'article')} read, all known already"
        articles += f", {counts.articles_refused} refused" if counts.articles_refused else ""
        return f"{articles}; {seconds:.1f} s."
    return (
        f"{_number(counts.articles_read, 'article')} read: {counts.articles_new} new, "
        f"{counts.articles_unchanged} unchanged, {counts.articles_refused} refused; "
        f"{_number(counts.claims_new, 'new claim')}; {f'{to_verify_in_words(counts)}; ' if to_verify else ''}"
        f"{_number(counts.rows_rejected, 'rejected row')}; {seconds:.1f} s."
    )


def to_verify_in_words(counts: Counts) -> str:
    """Return what is to be verified: sentences, which people work on, and the claims in them."""
    sentences = _number(counts.items_flagged, "sentence")
    return f"{sentences} to verify ({_number(counts.claims_flagged, 'claim')})"


def lines_for_people(outcome: Outcome) -> list[str]:
    """Return what must be said aloud: the refused inputs, and the first notes of each sort with how many follow.

    Of a thousand refusals each is said; of more, where they can be read.
    """
    silent = [f"{name}: no claim found, though the article can be read" for name in outcome.without_claims]
    unread = [f"{each}, and claims are found in English only" for each in outcome.unread]
    return [
        *(f"refused: {refusal}" for refusal in outcome.refused),
        *(
            [f"refused: and {outcome.beyond[0]:,} more; a run keeps them all: {_ALL_REFUSED}"]
            if outcome.beyond[0]
            else ()
        ),
        *([f"note: {_unfollowed(outcome.unfollowed)}"] if outcome.unfollowed else ()),
        *_notes(silent, "articles without a claim", outcome.beyond[1]),
        *_notes(unread, "articles in other languages", outcome.beyond[3]),
        *_notes(outcome.untold, "articles that do not tell all of these", outcome.beyond[2]),
    ]


def note_of_run(outcome: Outcome) -> str | None:
    """Return what the run's own row says besides its counts: articles without a claim, rules that older claims lack."""
    notes, silent = [_unfollowed(outcome.unfollowed)] if outcome.unfollowed else [], outcome.without_claims
    if silent:
        number = _number(len(silent) + outcome.beyond[1], "readable article")
        notes.append(f"no claim found in {number}: {_named(silent)}")
    return "; ".join(notes) or None


def _unfollowed(rules: Sequence[str]) -> str:
    """Return the one line that says how older claims come to follow rules that have changed."""
    return (
        f"changed since the last marking: {_named(rules)}; claims marked before keep their flags until `factdesk remark` "
        "runs every flag over them again"
    )


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED_IN_RUN]) + (", ..." if len(names) > NAMED_IN_RUN else "")


def _notes(notes: Sequence[str], what: str, beyond: int) -> list[str]:
    lines = [f"note: {note}" for note in notes[:SHOWN_NOTES]]
    further = len(notes) + beyond - SHOWN_NOTES
    return [*lines, f"note: and {further} more {what}"] if further > 0 else lines


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
