"""Pairs of figures of articles on different stories, which are of two things though they share names: what threads must not join.

Articles that the warehouse would compare, since they share keys, but that lie weeks apart are taken for different stories. Two
that tell one figure of several digits may be of one thing all the same, and are left out.
"""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.clusters import told_of_record
from claims.tracking.bonds import bond_between, tells_of
from claims.tracking.keys import article_keys
from claims.tracking.likeness import NAMES
from claims.tracking.pairs import Compared, compare
from claims.tracking.traits import Told
from schemas.vocabulary import FIGURE_KINDS

LEAST_DAYS = 21
LEAST_KEYS, LEAST_SHARE, MOST_HOLDERS = 2, 0.2, 200  # as `related_articles.sql` has them
MOST_ARTICLES = 2_000
EQUAL = 0.5  # weight of a pair with one figure, beside one whose figures differ

_DIGITS = NAMES.index("digits")


class Apart(NamedTuple):
    """An article as it is compared: its figures, and the keys by which it is found."""

    told: Sequence[Told]
    keys: frozenset[int]


def articles_in(path: Path) -> Iterator[Apart]:
    """Yield the dated articles of a file of JSON lines (`doc_id` or `id`, `text`, `date`), as the product reads them."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for _, line in zip(range(MOST_ARTICLES), lines, strict=False):
            record: dict[str, Any] = json.loads(line)
            if record.get("date"):
                told = told_of_record({"doc_id": record.get("id"), **record})
                yield Apart(told, frozenset(article_keys(record["text"], told)))


def pairs_apart(articles: Sequence[Apart]) -> Iterator[tuple[Compared, NDArray[np.floating]]]:
    """Yield the figures of one dimension of two articles that are compared, and how much each pair counts, (pairs,)."""
    tells = [tells_of(each.told) for each in articles]
    for one, other in _related(articles):
        bond = bond_between(tells[one], tells[other])
        if bond.days is not None and bond.days >= LEAST_DAYS:
            ones, others = (_by_dimension(articles[each].told) for each in (one, other))
            for dimension in sorted(ones.keys() & others.keys()):
                compared = compare(ones[dimension], others[dimension], bond)
                if len(compared.rows):
                    telling = compared.is_equal & (compared.numbers[:, _DIGITS] >= LEAST_KEYS)
                    yield compared, np.where(telling, 0.0, np.where(compared.is_equal, EQUAL, 1.0))


def _related(articles: Sequence[Apart]) -> Iterator[tuple[int, int]]:
    """Yield each two articles, by their places, that share keys enough."""
    holders: dict[int, list[int]] = defaultdict(list)
    for place, article in enumerate(articles):
        for key in article.keys:
            holders[key].append(place)
    rare = (places for places in holders.values() if len(places) <= MOST_HOLDERS)
    shared = Counter(pair for places in rare for pair in combinations(places, 2))
    for (one, other), keys in sorted(shared.items()):
        fewer = min(len(articles[one].keys), len(articles[other].keys))
        if keys >= max(LEAST_KEYS, LEAST_SHARE * fewer):
            yield one, other


def _by_dimension(claims: Sequence[Told]) -> Mapping[str, list[Told]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for told in claims:
        if told.kind in FIGURE_KINDS:
            found[told.dimension].append(told)
    return found
