"""Labelled clusters of articles of one event, with the claims that are found in them: what drift is learned and measured on."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.predict_gold import places_of, read_record, records_in
from claims.find import find_claims
from claims.model import Article
from claims.tracking.told import read, told_of
from claims.tracking.traits import Told
from schemas.vocabulary import FIGURE_KINDS

Row = dict[str, Any]
SEEN_ON = date(2026, 1, 1)  # of articles without a date


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim of a cluster, where it stands in the text as it was handed in, and the measures that it is labelled as."""

    doc_id: str
    start: int
    end: int
    told: Told
    measures: frozenset[str]

    def row(self) -> Row:
        """Return the mention as the scorer takes it."""
        return {"doc_id": self.doc_id, "start": self.start, "end": self.end}

    def is_at(self, labelled: Row) -> bool:
        """Tell whether a labelled figure overlaps it."""
        return bool(labelled["doc_id"] == self.doc_id and self.start < labelled["end"] and labelled["start"] < self.end)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A folder with `articles/*.json`: its mentions, and its labels where they are there."""

    name: str
    mentions: list[Mention]
    gold: Row


def clusters_in(folder: Path) -> Iterator[Cluster]:
    """Yield each cluster of a folder of clusters, as the product reads it."""
    for each in sorted(folder.iterdir()):
        if (each / "articles").is_dir():
            yield read_cluster(each)


def read_cluster(folder: Path) -> Cluster:
    """Read one cluster; its labels are in `gold.json`."""
    labels = folder / "gold.json"
    gold = json.loads(labels.read_text(encoding="utf-8")) if labels.exists() else {"measures": [], "hard_negatives": []}
    mentions = [mention for record in records_in(folder) for mention in _mentions(record, gold)]
    return Cluster(folder.name, mentions, gold)


def _mentions(record: Row, gold: Row) -> Iterator[Mention]:
    article = read_record(record)
    if not isinstance(article, Article):
        return
    article = replace(article, seen_on=SEEN_ON)
    places = places_of(article.text, record["text"])
    claims = find_claims(article)
    for claim, told in zip(claims, read(told_of(article, claims)), strict=True):
        start, end = places[claim.start_char], places[claim.end_char - 1] + 1
        bare = Mention(record["doc_id"], start, end, told, frozenset())
        yield replace(bare, measures=measures_of(bare, gold)) if claim.kind in FIGURE_KINDS else bare


def told_of_record(record: Row) -> list[Told]:
    """Return the claims of one article without labels, as they are compared."""
    return [mention.told for mention in _mentions(record, {"measures": []})]


def measures_of(mention: Mention, gold: Row) -> frozenset[str]:
    """Return the labelled measures that a mention is of."""
    return frozenset(m["measure_id"] for m in gold["measures"] if any(mention.is_at(each) for each in m["mentions"]))


def hard_negatives(cluster: Cluster) -> frozenset[tuple[int, int]]:
    """Return the pairs of mentions, by their places in order, that are labelled as different though they look alike."""
    found = set()
    for hard in cluster.gold["hard_negatives"]:
        ones, others = ([i for i, m in enumerate(cluster.mentions) if m.is_at(hard[side])] for side in ("a", "b"))
        found |= {(min(i, j), max(i, j)) for i in ones for j in others}
    return frozenset(found)
