"""Figures and rankings of whole articles with claimant and need of verification, as `factdesk check` finds them."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from claims.model import Article
from claims.read import read_articles
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
    folder = source / "articles" if (source / "articles").is_dir() else source
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    with open_warehouse() as warehouse:
        check_batch(
            [read_record(record) for record in records], lambda: nullcontext(warehouse), MarkingRules(), begin_run()
        )
        rows = read_rows(warehouse, SELECT, [list(FIGURE_KINDS)]).to_dicts()
    for record in records:
        shift = record["text"].index(read_record(record).text)
        claims = [without(row, "doc_id", shift) for row in rows if row["doc_id"] == record["doc_id"]]
        yield {"doc_id": record["doc_id"], "claims": claims}


def read_record(record: Row) -> Article:
    """Read one record as the product does; its text must be kept as it is but for space around it."""
    found = next(read_articles(json.dumps(record).encode(), f"{record['doc_id']}.json"))
    if not isinstance(found, Article):
        raise found
    return found


def without(row: Row, key: str, shift: int) -> Row:
    """Return a row without one key, its offsets moved to the text as it was handed in."""
    return {name: value for name, value in row.items() if name != key} | {
        "start": row["start"] + shift,
        "end": row["end"] + shift,
    }
