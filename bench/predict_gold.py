"""Figures and rankings of whole articles with claimant and need of verification, as `factdesk check` finds them."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from claims.model import Article
from claims.read import Unreadable, read_articles
from flows.runs import begin_run
from flows.tasks import check_batch
from schemas.vocabulary import FIGURE_KINDS
from warehouse.store import MarkingRules, open_warehouse, read_rows

Row = dict[str, Any]

SELECT = """
    SELECT name AS doc_id, start_char AS start, end_char AS end, value_low, value_high, modifier, kind, unit, claimant,
           needs_verification
    FROM claims JOIN articles USING (article_id) JOIN claim_flags USING (claim_id)
    WHERE list_contains(?::VARCHAR[], kind)
    ORDER BY doc_id, start
"""


def predict(source: Path) -> Iterator[Row]:
    """Yield one row per article of a folder with `articles/*.json`, or of those files' own folder."""
    for doc_id, places, rows in marked_rows(records_in(source), SELECT, [list(FIGURE_KINDS)]):
        yield {"doc_id": doc_id, "claims": [without(row, "doc_id", places) for row in rows]}


def records_in(source: Path) -> list[Row]:
    """Return the records of a folder with `articles/*.json`, or of the folder itself."""
    folder = source / "articles" if (source / "articles").is_dir() else source
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def marked_rows(
    records: Sequence[Row], question: str, values: Sequence[Any] = ()
) -> Iterator[tuple[str, list[int], list[Row]]]:
    """Yield each record's id, where each character of its text stood, and the rows about its claims.

    The claims are found and marked as `check` does it; the question's rows name their record as `doc_id`. A record that
    the product refuses has no rows, and is told on stderr.
    """
    read = {record["doc_id"]: read_record(record) for record in records}
    articles = [article for article in read.values() if isinstance(article, Article)]
    with open_warehouse() as warehouse:
        check_batch(articles, lambda: nullcontext(warehouse), MarkingRules(), begin_run())
        rows = read_rows(warehouse, question, list(values)).to_dicts()
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["doc_id"], []).append(row)
    for record in records:
        article = read[record["doc_id"]]
        if isinstance(article, Unreadable):
            print(article, file=sys.stderr)
        places = places_of(article.text, record["text"]) if isinstance(article, Article) else []
        yield record["doc_id"], places, found.get(record["doc_id"], [])


def places_of(text: str, handed_in: str) -> list[int]:
    """Return where each character of an article's text, and its end, stands in the text as it was handed in.

    Reading leaves out what does not show and trims; raises ValueError where it has changed more.
    """
    places, at = [], 0
    for character in text:
        while at < len(handed_in) and not (
            handed_in[at] == character or (character.isspace() and handed_in[at].isspace() and handed_in[at] != "\r")
        ):
            at += 1
        if at == len(handed_in):
            raise ValueError("the text was changed by more than leaving out: its offsets cannot be led back")
        places.append(at)
        at += 1
    return [*places, at]


def read_record(record: Row) -> Article | Unreadable:
    """Read one record as the product does."""
    return next(read_articles(json.dumps(record).encode(), f"{record['doc_id']}.json"))


def without(row: Row, key: str, places: Sequence[int]) -> Row:
    """Return a row without one key, its offsets moved to the text as it was handed in."""
    return {name: value for name, value in row.items() if name != key} | {
        "start": places[row["start"]],
        "end": places[row["end"] - 1] + 1,
    }
