"""Writes what the product reads in data of the measuring formats, one JSON line per item, for the scoring tool.

    python -m bench.predict TASK --in FILE_OR_DIR --out PRED.jsonl [--facts FACTS.jsonl]

It calls the product's public functions only, and knows no file by name.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Task = Callable[[Path, Path | None], Iterator[Row]]


def predict_figures(source: Path, _facts: Path | None) -> Iterator[Row]:
    """Quantities of single sentences: a JSON list of {"text": ...}."""
    from bench.quantities import quantities_of  # noqa: PLC0415

    for index, row in enumerate(json.loads(source.read_text(encoding="utf-8"))):
        yield {"id": index, "quantities": quantities_of(row["text"])}


def predict_gold(source: Path, _facts: Path | None) -> Iterator[Row]:
    """Figures and rankings of whole articles: a folder with `articles/*.json`, or those files' own folder."""
    folder = source / "articles" if (source / "articles").is_dir() else source
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        yield {"doc_id": record["doc_id"], "claims": claims_of_record(record)}


def claims_of_record(record: Row) -> list[Row]:
    """Return the figures and rankings of one article record, with article offsets."""
    from claims.figures import find_figures  # noqa: PLC0415
    from claims.rankings import find_rankings  # noqa: PLC0415

    text: str = record["text"]
    rows: list[Row] = []
    start = 0
    for line in text.split("\n"):
        rankings = find_rankings(line)
        figures = [f for f in find_figures(line) if not any(f.number.overlaps(r.number) for r in rankings)]
        for figure in sorted([*rankings, *figures], key=lambda f: f.start):
            rows.append(
                {
                    "start": start + figure.start, "end": start + figure.end, "value_low": figure.low, "value_high": figure.high,
                    "modifier": figure.modifier, "kind": figure.kind, "unit": figure.unit, "claimant": None, "needs_verification": True,
                },
            )  # fmt: skip
        start += len(line) + 1
    return rows


def predict_dates(source: Path, _facts: Path | None) -> Iterator[Row]:
    """Calendar expressions of documents with their date: JSONL of {"doc_id", "dct", "text"}."""
    find_dates = import_module("claims.dates").find_dates
    for row in _read_jsonl(source):
        anchor = date.fromisoformat(row["dct"]) if row.get("dct") else None
        found = [
            {"start": d.start, "end": d.end, "first": d.first.isoformat(), "last": d.last.isoformat()}
            for d in find_dates(row["text"], anchor)
            if d.first and d.last
        ]
        yield {"doc_id": row["doc_id"], "dates": found}


def predict_attribution(source: Path, _facts: Path | None) -> Iterator[Row]:
    """Who says what: JSONL of {"doc_id", "text"}."""
    find_attributions = import_module("claims.attribution").find_attributions
    for row in _read_jsonl(source):
        found = [
            {role: [[span.start, span.end] for span in getattr(a, role)] for role in ("source", "cue", "content")}
            for a in find_attributions(row["text"])
        ]
        yield {"doc_id": row["doc_id"], "attributions": found}


def predict_worth(source: Path, _facts: Path | None) -> Iterator[Row]:
    """Check-worthiness of sentences: JSONL of {"id", "text"}."""
    rows = list(_read_jsonl(source))
    scores = import_module("claims.worth").worth([row["text"] for row in rows])
    for row, score in zip(rows, scores, strict=True):
        yield {"id": row["id"], "score": float(score)}


def _read_jsonl(source: Path) -> Iterator[Row]:
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


TASKS: dict[str, Task] = {
    "figures": predict_figures,
    "gold": predict_gold,
    "dates": predict_dates,
    "attribution": predict_attribution,
    "worth": predict_worth,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one task; 0 when every item got its line."""
    parser = argparse.ArgumentParser(prog="bench.predict", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--in", dest="source", type=Path, required=True, help="data file or folder")
    parser.add_argument("--out", type=Path, required=True, help="predictions, one JSON object a line")
    parser.add_argument("--facts", type=Path, help="collection of known fact-checks, for matching")
    options = parser.parse_args(arguments)
    count = 0
    with options.out.open("w", encoding="utf-8") as out:
        for row in TASKS[options.task](options.source, options.facts):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    print(f"{options.task}: {count} lines to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
