"""Fact-checks that are at home: the imported collection of ClaimReviews and our own reviewed claims, without any network.

Whoever runs it brings a JSON list of those that come nearest, each with how surely it is of the claim.
"""

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
    """Return those that are surely of the claim; its own reviews are none of an earlier one."""
    answer = read_json(body)
    if not isinstance(answer, list):
        raise NotReadable("its answer is no list of fact-checks")
    found = [table(each) for each in rows(answer, 50) if table(each).get("claim_id") != asking.claim.claim_id]
    checked = [
        Checked(
            claim=words(each.get("claim")) or "",
            url=address(each.get("url")),
            title=words(each.get("title")),
            publisher=words(each.get("publisher"), 120),
            rating=words(each.get("rating"), 120),
            verdict=words(each.get("verdict"), 20),
            on=day(each.get("on")),
        )
        for each in found
    ]
    return evidence_of(
        asking, checked, [number(each.get("sure")) or 0.0 for each in found], "our collection of fact-checks"
    )


SOURCE = Source(name="local_fact_checks", title="Fact-checks at home", ask=ask, read=read, rhythm_days=1, cost=0)
