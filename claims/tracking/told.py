"""From the claims of an article to what is compared of them, and how the encoder read them."""

from collections.abc import Sequence
from dataclasses import replace

from claims.model import Article, Claim
from claims.tracking.traits import Told
from claims.tracking.vectors import Place, packed, read_vectors, unpacked

_SAME = (
    "claim_id", "article_id", "kind", "quote", "sentence", "statement", "value_low", "value_high", "modifier", "change", "unit", "measured", "tense",
    "assertion", "time_first", "time_last", "claimant",
)  # fmt: skip


def told_of(article: Article, claims: Sequence[Claim]) -> list[Told]:
    """Return what is compared of an article's claims, one each, without how they were read."""
    return [
        Told(
            **{name: getattr(claim, name) for name in _SAME},
            page_id=article.page_id,
            place=claim.start_char - claim.sentence_start,
            told_on=article.published_on or article.seen_on,
            told_at=article.published_at,
        )
        for claim in claims
    ]


def vectors_of(told: Sequence[Told]) -> list[int]:
    """Return how the encoder reads claims, as it is kept; nothing where it cannot load."""
    places = [Place(each.sentence, each.place, each.place + len(each.quote)) for each in told]
    return packed(read_vectors(places)) if places else []


def read(told: Sequence[Told]) -> list[Told]:
    """Return the claims with how the encoder reads them."""
    vectors = unpacked(vectors_of(told))
    return (
        list(told)
        if vectors is None
        else [replace(each, vector=vector) for each, vector in zip(told, vectors, strict=True)]
    )
