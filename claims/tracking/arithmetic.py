"""What an article says against itself: the rules of sums, asked in turn, each finding with the claims that take part."""

from collections.abc import Callable, Iterable
from datetime import date

from claims.dates import find_dates
from claims.figures import find_figures
from claims.model import Claim, Span
from claims.reading import Reading, numbers_in
from claims.spans.tables import find_tables
from claims.text.sentences import read_lines, split_sentences
from claims.tracking.sums import (
    ages,
    changes,
    conversions,
    durations,
    fractions,
    headline,
    levels,
    lives,
    means,
    parts,
    rests,
    shares,
    stays,
    totals,
)
from claims.tracking.sums.told import Miscount, Told

RULES: tuple[Callable[[Told], Iterable[Miscount]], ...] = (
    parts.find,
    rests.find,
    changes.find,
    levels.find,
    shares.find,
    fractions.find,
    totals.find,
    means.find,
    conversions.find,
    ages.find,
    lives.find,
    durations.find,
    stays.find,
    headline.find,
)
"""A rule is one file in `claims/tracking/sums` and one line here. Each is silent unless all its terms are certain."""


def find_miscounts(told: Told) -> list[Miscount]:
    """Return where the numbers of an article contradict one another, in the order of the text; none is told twice."""
    found: dict[frozenset[tuple[int, int]], Miscount] = {}
    for miscount in (each for rule in RULES for each in rule(told)):
        terms = frozenset((term.start, term.end) for term in miscount.terms)
        is_told = any(len(terms & other) > 1 and each.rule == miscount.rule for other, each in found.items())
        if not is_told:
            found.setdefault(terms, miscount)
    return sorted(found.values(), key=_first_term)


def claims_in(miscount: Miscount, claims: Iterable[Claim]) -> list[str]:
    """Return the ids of the claims whose figures take part, in their order."""
    spans = [Span(term.start, term.end) for term in miscount.terms if not term.in_title]
    return [
        claim.claim_id
        for claim in claims
        if claim.value_low is not None and any(span.overlaps(Span(claim.start_char, claim.end_char)) for span in spans)
    ]


def _first_term(miscount: Miscount) -> int:
    return min((term.start for term in miscount.terms if not term.in_title), default=0)


def told_of(reading: Reading) -> Told:
    """Return what a reading tells in numbers."""
    title = reading.article.title
    return Told(
        reading.text, title, reading.article.published_on, reading.sentences, reading.figures, reading.dates,
        tuple(find_figures(title)) if title else (),
    )  # fmt: skip


def told_of_text(text: str, title: str | None, on: date | None) -> Told:
    """Return what a text tells in numbers, without all that a reading holds besides."""
    lines = read_lines(text)
    body = [line for line in lines if line.kind == "body"]
    sentences = [sentence for line in body for sentence in split_sentences(text, line.start, line.end)]
    figures = tuple(numbers_in(lines, text, find_tables(lines, text))[0])
    return Told(text, title, on, sentences, figures, find_dates(text, on), tuple(find_figures(title)) if title else ())
