"""What the warehouse knows of the articles that come in, asked for many at a time, before any of them is read in depth.

Articles that these very finders have read drop out here, which makes a second run over the same archive cheap; the
others learn what they are copies of, and which version of their page came before them.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from typing import TypeVar

import polars as pl

from claims.copies import SKETCHED_BY, Sketch, origins_of, pairs_within, sketch_from, sketch_of
from claims.model import Article
from claims.read import Unreadable
from flows.same_pages import with_known_pages
from warehouse.connection import registered
from warehouse.store import Warehouse, read_rows

Opener = Callable[[], AbstractContextManager[Warehouse]]
"""Opens the warehouse for one short while; the live file must not be held between batches."""

_MOST_RETURNS = 5  # pages that go back to an old text at once, unless they are few among those met

AHEAD_ARTICLES, AHEAD_CHARACTERS, AHEAD_SECONDS = 1_000, 5_000_000, 5.0
"""How far is looked ahead: that many articles, fewer long ones, or what came in that time: pages of the web come slowly."""

KEPT_FOR_A_BATCH, MOST_BATCHES = 20_000, 20
"""Beside so many articles kept, that many batches go as one: a transaction looks at keys of all that is kept."""

_KNOWN = "SELECT article_id, found_with FROM articles SEMI JOIN asked USING (article_id)"
_FORGOTTEN = "SELECT page_id FROM forgotten WHERE page_id IN (SELECT unnest(?::VARCHAR[]))"
_FORMER = """
SELECT asked.article_id AS newer_id, older.article_id AS older_id
FROM asked
JOIN articles AS older ON older.page_id = asked.page_id AND older.article_id <> asked.article_id
LEFT JOIN articles AS own ON own.article_id = asked.article_id
WHERE older.text_kept IS NULL AND (own.fetched_at IS NULL OR older.fetched_at < own.fetched_at)
QUALIFY row_number() OVER (PARTITION BY asked.article_id ORDER BY older.fetched_at DESC, older.article_id) = 1
"""
_NEWEST = """
SELECT articles.page_id, arg_max(articles.article_id, (coalesce(last_returned_at, fetched_at), last_returned_at IS NOT NULL, articles.rowid)) AS newest_id
FROM articles
LEFT JOIN (SELECT article_id, max(returned_at) AS last_returned_at FROM returns GROUP BY article_id) AS returned
    USING (article_id)
WHERE page_id IN (SELECT page_id FROM asked)
GROUP BY articles.page_id
"""
_TEXTS = (
    "SELECT article_id, text, text_kept, text_sha256 FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
)
_ARTICLES = "SELECT * FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
_MET = """
SELECT new_id, held_id
FROM (
    SELECT asked.article_id AS new_id, held.article_id AS held_id, count(*) AS shared
    FROM asked
    JOIN (SELECT article_id, unnest(bands) AS band FROM sketches WHERE sketched_by = ?) AS held USING (band)
    WHERE asked.article_id <> held.article_id
    GROUP BY ALL
)
JOIN articles ON articles.article_id = held_id
QUALIFY row_number() OVER (PARTITION BY new_id, origin_id ORDER BY shared DESC, held_id) <= 3
ORDER BY ALL
"""
_HELD = """
SELECT article_id, shingles, minhash, origin_id
FROM sketches
JOIN articles USING (article_id)
WHERE article_id IN (SELECT unnest(?::VARCHAR[]))
"""


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A batch of what must be read, with what is known of it."""

    articles: tuple[Article, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    unchanged: tuple[Article, ...] = ()  # known word for word: only seen again
    repeated: int = 0  # how many were in the batch twice
    known: Mapping[str, str | None] = field(default_factory=dict)  # article_id -> the finders that read it
    origins: Mapping[str, str] = field(default_factory=dict)
    sketches: Mapping[str, Sketch] = field(default_factory=dict)
    former: Mapping[str, Article] = field(default_factory=dict)  # article_id -> the version of its page before
    returned: tuple[tuple[Article, Article], ...] = ()  # an old version that is the page's again, and what it replaces
    kept: int = 0  # articles in the warehouse, when it was asked
    done_bytes: int = 0  # of the inputs, when the last of it was read


T = TypeVar("T")
Items = Sequence[Article | Unreadable]


def survey(items: Items, opener: Opener, found_with: str) -> Surveyed:
    """Return what must be read among the items, with what the warehouse knows of it.

    `found_with` are the finders of today. May raise `WarehouseBusy`.
    """
    unreadable = tuple(each for each in items if isinstance(each, Unreadable))
    with opener() as warehouse:
        items = with_known_pages(warehouse, items)
        articles = {each.article_id: each for each in items if isinstance(each, Article)}
        known = known_articles(warehouse, articles)
        forgotten = _forgotten(warehouse, {each.page_id for each in articles.values()})
        newest = _newest_versions(warehouse, (each for key, each in articles.items() if key in known))
        kept = int(read_rows(warehouse, "SELECT count(*) FROM articles").item())
        is_in_memory = warehouse.is_in_memory
    gone = {key for key, each in articles.items() if each.page_id in forgotten}
    unreadable += tuple(_refused_for_good(articles.pop(key)) for key in sorted(gone))
    fresh = {key: each for key, each in articles.items() if known.get(key) != found_with}
    if known_here := [key for key in fresh if key in known]:
        as_kept = _as_kept(opener, {key: fresh[key] for key in known_here})
        fresh = {key: as_kept.get(key, each) for key, each in fresh.items() if key in as_kept or key not in known}
    # Sketching takes a second or two, in which others may have the file.
    sketches = _sketches(fresh, is_alone=is_in_memory and len(items) == 1)
    origins, former = _what_came_before(opener, sketches, fresh) if fresh else ({}, {})
    came = (each for key, each in fresh.items() if key not in known)
    returned = _returned(opener, items, came, newest)
    return Surveyed(
        articles=tuple(fresh.values()),
        unreadable=unreadable,
        unchanged=tuple(each for key, each in articles.items() if key not in fresh),
        repeated=len(items) - len(unreadable) - len(articles),
        known={key: finders for key, finders in known.items() if key in fresh},
        origins=origins,
        sketches=sketches,
        former=former,
        returned=returned,
        kept=kept,
    )


def _forgotten(warehouse: Warehouse, page_ids: set[str]) -> set[str]:
    """Return which of the pages were deleted on request."""
    return set(read_rows(warehouse, _FORGOTTEN, [sorted(page_ids)])["page_id"])


def _refused_for_good(article: Article) -> Unreadable:
    """Return the refusal of a page that was deleted on request, under its hash: its name may be what was to be forgotten."""
    return Unreadable(article.page_id, "it was deleted on request, and is not kept again", "Take it out of the inputs")


def _what_came_before(
    opener: Opener, sketches: Mapping[str, Sketch], fresh: Mapping[str, Article]
) -> tuple[dict[str, str], dict[str, Article]]:
    """Return what the articles are copies of, and the version of its page that came before each."""
    with opener() as warehouse:
        return _origins(warehouse, sketches), _former_versions(warehouse, fresh)


def survey_ahead(
    items: Iterable[Article | Unreadable], opener: Opener, found_with: str, batch_size: int, position: Callable[[], int]
) -> Iterator[Surveyed]:
    """Yield batches of what must be read, having asked the warehouse for many articles at once.

    What is known already comes with the first batch of each look ahead. `position` tells how far the inputs were read.
    """
    stream = iter(items)
    while batches := next_batches(stream, opener, found_with, batch_size, position):
        yield from batches


def next_batches(
    stream: Iterator[Article | Unreadable],
    opener: Opener,
    found_with: str,
    batch_size: int,
    position: Callable[[], int],
) -> list[Surveyed]:
    """Look ahead once, and return the batches of what came, as `survey_ahead` yields them; none at the end."""
    ahead, ends = _look_ahead(stream, position)
    if not ahead:
        return []
    all_of_it = survey(ahead, opener, found_with)
    return list(_cut(all_of_it, size_beside(all_of_it.kept, batch_size), ends))


def size_beside(kept: int, batch_size: int) -> int:
    """Return how many articles go into one transaction beside so many that are kept: more, where there are many.

    What a transaction costs grows by what is kept, and is shared by its articles: so the cost of one stays nearly flat.
    """
    return batch_size * min(max(1, kept // KEPT_FOR_A_BATCH), MOST_BATCHES)


def _look_ahead(
    stream: Iterator[Article | Unreadable], position: Callable[[], int]
) -> tuple[list[Article | Unreadable], dict[str, int]]:
    """Return the next items, and how far the inputs were read when each article came."""
    ahead: list[Article | Unreadable] = []
    ends: dict[str, int] = {}
    characters, until = 0, time.monotonic() + AHEAD_SECONDS
    for item in islice(stream, AHEAD_ARTICLES):
        ahead.append(item)
        if isinstance(item, Article):
            ends[item.article_id] = position()
            characters += len(item.text)
        if characters > AHEAD_CHARACTERS or time.monotonic() > until:
            break
    return ahead, ends


def _cut(all_of_it: Surveyed, size: int, ends: Mapping[str, int]) -> Iterator[Surveyed]:
    """Yield the batches of a survey: the first also has what needs no reading."""
    last = max(ends.values(), default=0)
    for at in range(0, max(len(all_of_it.articles), 1), size):
        batch = all_of_it.articles[at : at + size]
        ids = {article.article_id for article in batch}
        is_first, is_last = at == 0, at + size >= len(all_of_it.articles)
        yield Surveyed(
            articles=batch,
            unreadable=all_of_it.unreadable if is_first else (),
            unchanged=all_of_it.unchanged if is_first else (),
            repeated=all_of_it.repeated if is_first else 0,
            known=_of(all_of_it.known, ids),
            origins=_of(all_of_it.origins, ids),
            sketches=_of(all_of_it.sketches, ids),
            former=_of(all_of_it.former, ids),
            returned=all_of_it.returned if is_last else (),
            kept=all_of_it.kept,
            done_bytes=last if is_last else ends.get(batch[-1].article_id, last),
        )


def _of(whole: Mapping[str, T], ids: set[str]) -> dict[str, T]:
    return {key: value for key, value in whole.items() if key in ids}


def known_articles(warehouse: Warehouse, article_ids: Iterable[str]) -> dict[str, str | None]:
    """Return, for those of the articles that the warehouse knows, the versions of the finders that read them."""
    asked = pl.DataFrame({"article_id": list(article_ids)}, schema={"article_id": pl.String})
    with registered(warehouse, "asked", asked):
        return dict(read_rows(warehouse, _KNOWN).iter_rows())


def _sketches(fresh: Mapping[str, Article], *, is_alone: bool) -> dict[str, Sketch]:
    """Return the sketches of the texts that are long enough; none for one text that has nothing to be compared with."""
    if is_alone:
        return {}
    made = ((article_id, sketch_of(article.text)) for article_id, article in fresh.items())
    return {article_id: sketch for article_id, sketch in made if sketch}


def _origins(warehouse: Warehouse, sketches: Mapping[str, Sketch]) -> dict[str, str]:
    """Return what each of the sketched articles is a copy of: itself, if of none."""
    if not sketches:
        return {}
    rows = [(article_id, band) for article_id, sketch in sketches.items() for band in sketch.bands()]
    asked = pl.DataFrame(rows, schema={"article_id": pl.String, "band": pl.UInt32}, orient="row")
    with registered(warehouse, "asked", asked):
        met = read_rows(warehouse, _MET, [SKETCHED_BY]).rows()
    held = read_rows(warehouse, _HELD, [sorted({held_id for _, held_id in met})]) if met else pl.DataFrame()
    earlier = {
        article_id: (sketch_from(shingles, minhash), origin_id)
        for article_id, shingles, minhash, origin_id in held.iter_rows()
    }
    return origins_of(sketches, earlier, [*met, *pairs_within(sketches)])


def _former_versions(warehouse: Warehouse, fresh: Mapping[str, Article]) -> dict[str, Article]:
    """Return the version of its page that came before each article, from the warehouse or from among themselves."""
    rows = [(article_id, article.page_id) for article_id, article in fresh.items()]
    asked = pl.DataFrame(rows, schema={"article_id": pl.String, "page_id": pl.String}, orient="row")
    with registered(warehouse, "asked", asked):
        older = dict(read_rows(warehouse, _FORMER).iter_rows())
    found = read_rows(warehouse, _ARTICLES, [sorted(set(older.values()))]) if older else pl.DataFrame()
    kept = {row["article_id"]: kept_article(row) for row in found.iter_rows(named=True)}
    former = {newer: kept[older_id] for newer, older_id in older.items()}
    latest: dict[str, Article] = {}
    for article_id, article in fresh.items():
        if article.page_id in latest:
            former[article_id] = latest[article.page_id]
        latest[article.page_id] = article
    return former


def _as_kept(opener: Opener, known: Mapping[str, Article]) -> dict[str, Article]:
    """Return known articles with the text that is kept of them, in which offsets count: what is around it may differ.

    Of a text that was cut, what came in takes its place, where it is the very same; else the article is left as it is.
    """
    with opener() as warehouse:
        kept = {key: rest for key, *rest in read_rows(warehouse, _TEXTS, [sorted(known)]).iter_rows()}
    whole = {key: replace(each, text=kept[key][0]) for key, each in known.items() if kept[key][1] is None}
    same = {key: each for key, each in known.items() if sha256(each.text.encode()).hexdigest() == kept[key][2]}
    return same | whole


def _newest_versions(warehouse: Warehouse, articles: Iterable[Article]) -> dict[str, str]:
    """Return the newest version of each page of the articles, as far as the page is known."""
    pages = sorted({article.page_id for article in articles})
    if not pages:
        return {}
    with registered(warehouse, "asked", pl.DataFrame({"page_id": pages}, schema={"page_id": pl.String})):
        return dict(read_rows(warehouse, _NEWEST).iter_rows())


def _returned(
    opener: Opener, items: Items, came: Iterable[Article], newest: Mapping[str, str]
) -> tuple[tuple[Article, Article], ...]:
    """Return each article that ends the items of its page though another is the newest version, with that one.

    `came` are the new versions among the items in order, `newest` the newest versions before them.
    """
    last = {each.page_id: each for each in items if isinstance(each, Article)}
    latest = {article.page_id: article for article in came}
    behind = {
        page_id: article
        for page_id, article in last.items()
        if article.article_id
        != (latest[page_id].article_id if page_id in latest else newest.get(page_id, article.article_id))
    }
    if len(behind) > max(_MOST_RETURNS, len(last) // 2):
        return ()  # an archive of old versions that is read again
    asked = sorted({newest[page_id] for page_id in behind if page_id not in latest})
    if asked:
        with opener() as warehouse:
            found = read_rows(warehouse, _ARTICLES, [asked])
        latest |= {row["page_id"]: kept_article(row) for row in found.iter_rows(named=True)}
    return tuple((article, latest[page_id]) for page_id, article in behind.items())


def kept_article(row: Mapping[str, object]) -> Article:
    """Return an article of the warehouse as it was read, as far as its claims depend on it."""
    known: dict[str, object] = {name: row[name] for name in _KEPT}
    fetched_at = row["fetched_at"]
    return Article(**known, seen_on=fetched_at.date())  # type: ignore[arg-type, attr-defined]  # as the schema has them


_KEPT = (
    "page_id", "article_id", "text", "name", "title", "byline", "language", "published_at", "published_basis", "read_by",
)  # fmt: skip
