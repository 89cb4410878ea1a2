"""What texts say that were read a moment ago: an agency's story stands word for word on many pages, and is read once.

What an article's claims say depends on its text and headline, on the days that its dates count from and on whose money
its outlet counts in; their ids on the article.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from claims.find import Findings
from claims.home import Origin, origin_of
from claims.ids import claim_id_of
from claims.model import Article, Claim

MOST_TEXTS, MOST_CHARACTERS = 512, 4_000_000

Find = Callable[[Article], Findings]
_Key = tuple[str, str | None, date | None, date | None, Origin]


class ClaimMemory:
    """Remembers the claims of the texts that were read last, within bounds that no archive makes grow."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, Findings] = OrderedDict()
        self._characters = 0

    def find(self, article: Article, find: Find) -> Findings:
        """Return what the article says: what is remembered of the same text, else what `find` finds."""
        key = (article.text, article.title, article.published_on, article.seen_on, origin_of(article))
        if key in self._kept:
            self._kept.move_to_end(key)
            kept = self._kept[key]
            return replace(kept, claims=claims_in(kept.claims, article))
        found = find(article)
        self._keep(key, found)
        return found

    def _keep(self, key: _Key, found: Findings) -> None:
        self._kept[key] = found
        self._characters += len(key[0])
        while len(self._kept) > MOST_TEXTS or (self._characters > MOST_CHARACTERS and len(self._kept) > 1):
            (text, *_), _found = self._kept.popitem(last=False)
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
