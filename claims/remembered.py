"""The claims of texts that were read a moment ago: an agency's story stands word for word on many pages, and is read once.

What an article's claims say depends on its text and on the days that its dates count from; their ids on the article.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from claims.ids import claim_id_of
from claims.model import Article, Claim

MOST_TEXTS, MOST_CHARACTERS = 512, 4_000_000

Find = Callable[[Article], list[Claim]]
_Key = tuple[str, date | None, date | None]


class ClaimMemory:
    """Remembers the claims of the texts that were read last, within bounds that no archive makes grow."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, list[Claim]] = OrderedDict()
        self._characters = 0

    def find(self, article: Article, find: Find) -> list[Claim]:
        """Return the article's claims: those of the same text as remembered, else what `find` finds."""
        key = (article.text, article.published_on, article.seen_on)
        if key in self._kept:
            self._kept.move_to_end(key)
            return claims_in(self._kept[key], article)
        claims = find(article)
        self._keep(key, claims)
        return claims

    def _keep(self, key: _Key, claims: list[Claim]) -> None:
        self._kept[key] = claims
        self._characters += len(key[0])
        while len(self._kept) > MOST_TEXTS or (self._characters > MOST_CHARACTERS and len(self._kept) > 1):
            (text, *_), _claims = self._kept.popitem(last=False)
            self._characters -= len(text)


def claims_in(claims: list[Claim], article: Article) -> list[Claim]:
    """Return the claims of another article of the same text as this article's own."""
    ids = {
        claim.claim_id: claim_id_of(article.article_id, claim.kind, claim.start_char, claim.end_char)
        for claim in claims
    }
    return [
        replace(
            claim,
            claim_id=ids[claim.claim_id],
            article_id=article.article_id,
            part_of=ids.get(claim.part_of) if claim.part_of else None,
        )
        for claim in claims
    ]
