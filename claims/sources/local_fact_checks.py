"""Fact-checks that are at home: the imported collection of ClaimReviews and our own reviewed claims, without any network.

Whoever runs it brings a JSON list of those that come nearest, each with how surely it is of the claim. What our own desk
reviewed is one claim, of one figure: it comes with that claim's reading, and says nothing of its sentence's other figures.
"""

from collections.abc import Mapping
from typing import Any

from claims.model import Claim
from claims.sources.fact_checks import Checked, asked_words, evidence_of
from claims.sources.model import (
    Answer,
    Asking,
    NotReadable,
    Question,
    Source,
    address,
    day,
    number,
    read_json,
    rows,
    table,
    words,
)
from claims.tracking.gist import gist_of


def ask(asking: Asking) -> Question | None:
    """Look for the claim's own words, of its own day."""
    looked_for = asked_words(asking)
    if asking.claim.kind == "quote" or not looked_for:
        return None
    on = asking.claim.time_last or asking.on
    return Question(
        SOURCE.name, looked_for, f"earlier fact-checks of “{looked_for}”", {"on": on.isoformat() if on else ""}
    )


def read(asking: Asking, question: Question, body: bytes) -> Answer:  # noqa: ARG001 - every source reads so
    """Return those that are surely of the claim; its own reviews are none of an earlier one, nor are those of other readings."""
    answer = read_json(body)
    if not isinstance(answer, list):
        raise NotReadable("its answer is no list of fact-checks")
    found = [each for row in rows(answer, 50) if _may_be_of(asking, each := table(row))]
    checked = [
        Checked(
            claim=words(each.get("claim")) or "",
            url=address(each.get("url")),
            title=words(each.get("title")),
            publisher=words(each.get("publisher"), 120),
            rating=words(each.get("rating"), 120),
            verdict=words(each.get("verdict"), 20),
            on=day(each.get("on")),
            quote=words(table(each.get("reading")).get("quote"), 120),
        )
        for each in found
    ]
    return evidence_of(
        asking, checked, [number(each.get("sure")) or 0.0 for each in found], "our collection of fact-checks"
    )


def _may_be_of(asking: Asking, row: Mapping[str, Any]) -> bool:
    """Tell whether a row may be held against the claim: a review of our own only where it is of an equal claim."""
    if row.get("claim_id") is None:
        return True
    return row["claim_id"] != asking.claim.claim_id and reads_alike(asking.claim, table(row.get("reading")))


def reads_alike(claim: Claim, reviewed: Mapping[str, Any]) -> bool:
    """Tell whether a claim is read as the reviewed one was: the same value, unit, time and thing measured.

    Where there is no value, its words are the reading.
    """
    if any(getattr(claim, name) != reviewed.get(name) for name in _READ):
        return False
    times = ((claim.time_first, reviewed.get("time_first")), (claim.time_last, reviewed.get("time_last")))
    if any(ours and theirs and ours != day(theirs) for ours, theirs in times):
        return False
    if claim.value_low is None and claim.value_high is None:
        return _plain(claim.quote) == _plain(reviewed.get("quote"))
    return _measures_alike(claim, reviewed)


_READ = ("kind", "value_low", "value_high", "unit", "modifier", "change")


def _measures_alike(claim: Claim, reviewed: Mapping[str, Any]) -> bool:
    """Tell whether two equal figures measure one thing: within one sentence in the same words, else with a word in common."""
    ours, theirs = claim.measured or "", words(reviewed.get("measured")) or ""
    if _plain(ours) == _plain(theirs):
        return True
    is_one_sentence = _plain(claim.sentence) == _plain(reviewed.get("sentence"))
    return not is_one_sentence and not set(gist_of(ours).stems).isdisjoint(gist_of(theirs).stems)


def _plain(text: Any) -> str:
    return " ".join(str(text or "").casefold().split())


SOURCE = Source(name="local_fact_checks", title="Fact-checks at home", ask=ask, read=read, rhythm_days=1, cost=0)
