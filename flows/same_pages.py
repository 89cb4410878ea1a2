"""One story is one page, though its address follows its headline: pages are known by the id in their path, or by their text.

What shares an id with a known page of its host is that page where its text is like it; what has the very text of one is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from claims.addresses import host_of, story_key
from claims.furniture import without_furniture
from claims.ids import article_id_of, id_of
from claims.model import Article
from claims.read import Unreadable
from claims.versions import is_same_story
from flows.rows import Row
from warehouse.connection import registered
from warehouse.store import Warehouse, read_rows

_LEAST_WORDS = 60  # of a text that is no stub, which many pages share
_KNOWN_PAGES = "SELECT page_id FROM pages SEMI JOIN asked USING (page_id)"
_HOLDERS = "SELECT page_key, page_id FROM page_keys SEMI JOIN asked USING (page_key)"
_LATEST = """
SELECT page_id, arg_max(text, (fetched_at, rowid)) AS text
FROM articles
WHERE page_id IN (SELECT unnest(?::VARCHAR[]))
GROUP BY page_id
"""


def page_keys(article: Article) -> list[str]:
    """Return by what the page of an article is known under other addresses: its text first, then the id in its path."""
    if not article.url:
        return []
    keys = []
    told = without_furniture(article.text)
    if len(told.split()) >= _LEAST_WORDS:
        keys.append(f"{host_of(article.url)}#text:{id_of(' '.join(told.split()))}")
    return keys + [key for key in [story_key(article.url)] if key]


def page_key_rows(articles: Sequence[Article]) -> list[Row]:
    """Return the rows by which the pages of articles are found again."""
    pairs = dict.fromkeys((key, article.page_id) for article in articles for key in page_keys(article))
    return [{"page_key": key, "page_id": page_id} for key, page_id in pairs]


@dataclass(slots=True)
class _Pages:
    """The pages that hold a key, with the newest text of each; grows with the items."""

    holders: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def page_of(self, article: Article) -> str:
        """Return the page that an article is a version of: its own where that is known, else one that shares a key with it."""
        if article.page_id in self.known:
            return article.page_id
        for key in page_keys(article):
            for page_id in self.holders.get(key, ()):
                if "#text:" in key or is_same_story(self.texts.get(page_id, ""), article.text):
                    return page_id
        return article.page_id

    def add(self, article: Article) -> None:
        """Let later items be versions of this one's page."""
        self.known.add(article.page_id)
        self.texts[article.page_id] = article.text
        for key in page_keys(article):
            self.holders.setdefault(key, []).append(article.page_id)


def with_known_pages(warehouse: Warehouse, items: Sequence[Article | Unreadable]) -> list[Article | Unreadable]:
    """Return the items with the articles of pages that are known under another address as versions of these."""
    pages = _pages(warehouse, [each for each in items if isinstance(each, Article)])
    return list(_settled(items, pages))


def _settled(items: Sequence[Article | Unreadable], pages: _Pages) -> Iterator[Article | Unreadable]:
    for item in items:
        if isinstance(item, Unreadable):
            yield item
            continue
        page_id = pages.page_of(item)
        article = item
        if page_id != item.page_id:
            article = replace(item, page_id=page_id, article_id=article_id_of(page_id, item.text))
        pages.add(article)
        yield article


def _pages(warehouse: Warehouse, articles: Sequence[Article]) -> _Pages:
    """Return what the warehouse knows of the articles' pages, and of those that share a key with them."""
    with_url = [article for article in articles if article.url]
    if not with_url:
        return _Pages()
    asked = sorted({article.page_id for article in with_url})
    with registered(warehouse, "asked", pl.DataFrame({"page_id": asked}, schema={"page_id": pl.String})):
        known = set(read_rows(warehouse, _KNOWN_PAGES)["page_id"])
    keys = sorted({key for article in with_url if article.page_id not in known for key in page_keys(article)})
    holders: dict[str, list[str]] = {}
    if keys:
        with registered(warehouse, "asked", pl.DataFrame({"page_key": keys}, schema={"page_key": pl.String})):
            for key, page_id in read_rows(warehouse, _HOLDERS).rows():
                holders.setdefault(key, []).append(page_id)
    return _Pages(holders, _texts(warehouse, holders), known)


def _texts(warehouse: Warehouse, holders: Mapping[str, Sequence[str]]) -> dict[str, str]:
    pages = sorted({page_id for held in holders.values() for page_id in held})
    return dict(read_rows(warehouse, _LATEST, [pages]).iter_rows()) if pages else {}
