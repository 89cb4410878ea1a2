"""Earlier fact-checks as evidence: which of those that were found are of the claim, and what their ratings mean for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose

from claims.sources.model import MOST_EVIDENCE, Asking, Evidence, Outcome
from claims.tracking.agreement import NEAR
from claims.tracking.gist import gist_of
from claims.tracking.matching import SURE, Asked, FactCheck, rank
from schemas.ratings import verdict_of

_OUTCOMES: dict[str, Outcome] = {
    "true": "supports", "mostly_true": "supports", "half_true": "near", "mostly_false": "contradicts", "false": "contradicts",
    "outdated": "near",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """One earlier fact-check, as far as its source tells it."""

    claim: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    rating: str | None = None
    verdict: str | None = None  # ours, where the source tells it
    on: date | None = None
    quote: str | None = None  # which words of the claim's sentence were checked, where it is one of ours

    @property
    def what(self) -> str:
        """Return what was checked, in words."""
        return f"“{self.quote}” in “{self.claim}”" if self.quote else f"“{self.claim}”"


def asked_words(asking: Asking) -> str:
    """Return the claim in words that can be looked for: its statement, without the brackets of what was resolved."""
    return " ".join(asking.claim.statement.replace("[", "").replace("]", "").split())[:300]


def evidence_of(asking: Asking, checked: Sequence[Checked], sure: Sequence[float], who: str) -> list[Evidence]:
    """Return evidence of the fact-checks that are surely of the claim, the surest first; silence where none is.

    How sure a match is, is learned from a large collection; in a small one every word is rare, so what the two have in
    common is counted as well.
    """
    sure = [how if alike(asked_words(asking), each.claim) else 0.0 for each, how in zip(checked, sure, strict=True)]
    found = [each for each, how in sorted(zip(checked, sure, strict=True), key=lambda pair: -pair[1]) if how >= SURE]
    if not found:
        return [Evidence("silent", f"{who} holds no fact-check of this claim.", publisher=who)]
    return [_evidence(each, who, asking.claim.quote) for each in found[:MOST_EVIDENCE]]


def alike(claim: str, checked: str) -> bool:
    """Tell whether two claims have enough words in common to be of one thing: a third of the shorter one's, and three."""
    one, other = set(gist_of(claim).stems), set(gist_of(checked).stems)
    both = len(one & other)
    return both >= _LEAST_SHARED and both >= min(len(one), len(other)) / 3


_LEAST_SHARED = 3


def names_other_figures(quote: str, checked: str) -> bool:
    """Tell whether a checked claim has figures, and none that is near the one in the quote: it is of another figure then."""
    ours, theirs = gist_of(quote).numbers, gist_of(checked).numbers
    return bool(ours and theirs) and not any(isclose(one, other, rel_tol=NEAR) for one in ours for other in theirs)


def _evidence(checked: Checked, who: str, quote: str) -> Evidence:
    verdict = checked.verdict or verdict_of(checked.rating, None, None, None)
    checkers = checked.publisher or who
    rated = f"rated it “{checked.rating}”" if checked.rating else "gave no rating in words"
    is_other = names_other_figures(quote, checked.claim)
    of_others = f" That is of other figures than “{quote}”." if is_other else ""
    return Evidence(
        outcome="silent" if is_other else _OUTCOMES.get(verdict or "", "not_understood"),
        says=f"{checkers} checked {checked.what} and {rated}{f' on {checked.on}' if checked.on else ''}.{of_others}",
        title=checked.title or checked.claim,
        url=checked.url,
        publisher=checkers,
        rating=checked.rating,
        as_of=checked.on,
    )


def likeness(asking: Asking, checked: Sequence[Checked]) -> list[float]:
    """Return for each fact-check of a short list how surely it is of the claim."""
    facts = [FactCheck(str(at), each.claim, each.title or "", each.on) for at, each in enumerate(checked)]
    if not facts:
        return []
    day = asking.claim.time_last or asking.on
    matches = rank([Asked(asked_words(asking), day)], facts, len(facts))[0]
    by_key = {match.key: match.sure for match in matches}
    words = asked_words(asking)
    return [by_key.get(str(at), 0.0) if alike(words, each.claim) else 0.0 for at, each in enumerate(checked)]
