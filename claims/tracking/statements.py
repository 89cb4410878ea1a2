"""When two statements, quotes, events or agreements are one: like sentences with the same names, whoever tells them."""

from claims.tracking.likeness import shared, weighed
from claims.tracking.traits import Told

SAID = frozenset(("event", "agreement", "identity", "promise", "quote", "statement"))
"""Kinds without a figure; a claim of one may be the same as a claim of another."""

_LIKE = 0.72  # cosine of two sentences, from which they may say the same
_NAMES = 0.5  # of the names of the sentence with fewer
_WORDS = 0.35  # of the words near the claims


def same_statement(one: Told, other: Told, sentence: float) -> tuple[float, str] | None:
    """Return how surely two claims say the same, and by what; None where they do not.

    Denied by one and asserted by the other they are still of one thing; which says what is the reader's to see.
    """
    if one.article_id == other.article_id and one.sentence == other.sentence:
        return None
    a, b = one.traits, other.traits
    names, words = shared(a.names, b.names), weighed(a.around, b.around)
    if one.quote == other.quote and len(one.quote.split()) > 3:
        return 1.0, "the same words"
    is_read = one.vector is not None and other.vector is not None
    like = sentence >= _LIKE if is_read else words >= 0.6
    if like and names >= _NAMES and words >= _WORDS:
        return round(
            min(1.0, (sentence if is_read else words) * 0.6 + names * 0.2 + words * 0.3), 3
        ), "like sentences, the same names"
    return None
