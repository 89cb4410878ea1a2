"""What an editor gets of whole articles: the items in the order of the report, and the readings of all figures and rankings.

An item is a sentence with claims. Those with a claim that needs verifying come first, ordered by the most urgent one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.predict_gold import marked_rows, records_in
from schemas.vocabulary import FIGURE_KINDS

Row = dict[str, Any]

SELECT = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
READINGS = ("value_low", "value_high", "modifier", "kind", "unit", "claimant", "tense", "time_first", "time_last")
LONGEST_ITEM = 700  # characters; of a longer sentence the part that begins with its claims is shown


def predict(source: Path) -> Iterator[Row]:
    """Yield `{"doc_id", "items", "claims"}` for each article of a folder with `articles/*.json`, or of the files' folder."""
    for doc_id, places, rows in marked_rows(records_in(source), SELECT):
        figures = sorted((row for row in rows if row["kind"] in FIGURE_KINDS), key=lambda row: row["start_char"])
        yield {"doc_id": doc_id, "items": items_of(rows, places), "claims": [claim_of(row, places) for row in figures]}


def claim_of(row: Row, places: Sequence[int]) -> Row:
    """Return one claim's place in the text as it was handed in, and its readings."""
    place = {"start": places[row["start_char"]], "end": places[row["end_char"] - 1] + 1}
    return place | {key: row[key] for key in READINGS}


def items_of(rows: Sequence[Row], places: Sequence[int]) -> list[Row]:
    """Return one item a sentence; the rows, and so the items, are in the order of the report."""
    sentences: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        sentences.setdefault((row["sentence_start"], row["sentence_end"]), []).append(row)
    return [_item_of(span, claims, places) for span, claims in sentences.items()]


def _item_of(span: tuple[int, int], claims: Sequence[Row], places: Sequence[int]) -> Row:
    start, end = span
    if end - start > LONGEST_ITEM:
        start = min(claim["start_char"] for claim in claims)
        end = min(end, start + LONGEST_ITEM)
    return {
        "start": places[start],
        "end": places[end - 1] + 1,
        "needs_verification": claims[0]["needs_verification"],
        "claimant": claims[0]["claimant"],
    }
