"""From the claims of an article to what is compared of them."""

from collections.abc import Sequence

from claims.model import Article, Claim
from claims.tracking.traits import Told
from claims.tracking.vectors import Place, packed, read_vectors, unpacked


def told_of(article: Article, claims: Sequence[Claim]) -> list[Told]:
    """Return what is compared of an article's claims, one each; with how the encoder read them where it can load."""
    vectors = unpacked(vectors_of(claims))
    return [_told(article, claim, None if vectors is None else vectors[i]) for i, claim in enumerate(claims)]


def vectors_of(claims: Sequence[Claim]) -> list[int]:
    """Return how the encoder reads claims, as it is kept; nothing where it cannot load."""
    places = [
        Place(claim.sentence, claim.start_char - claim.sentence_start, claim.end_char - claim.sentence_start)
        for claim in claims
    ]
    return packed(read_vectors(places)) if places else []


_SAME = (
    "claim_id", "article_id", "kind", "quote", "sentence", "statement", "value_low", "value_high", "modifier", "change", "unit", "measured", "tense",
    "assertion", "time_first", "time_last", "claimant",
)  # fmt: skip


def _told(article: Article, claim: Claim, vector: object) -> Told:
    return Told(
        **{name: getattr(claim, name) for name in _SAME},
        page_id=article.page_id,
        place=claim.start_char - claim.sentence_start,
        told_on=article.published_on or article.seen_on,
        told_at=article.published_at,
        vector=vector,  # type: ignore[arg-type]
    )
