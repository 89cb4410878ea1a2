"""Has readers judge the questions that are ready for claims: writes a sheet of them, and scores it when it is filled in.

    python -m bench.questions sample N SEED OUT.tsv [--articles ARTICLES.jsonl.gz] [--first 0] [--last 3000]
    python -m bench.questions score SHEET.tsv

ARTICLES holds one record a line, as `factdesk check` takes them; the records from `--first` to before `--last` are drawn
from. The sheet, which must lie outside the project, has a row for each item that needs verifying, at most three of an
article: its sentence, the words of the claim, the question, what kind of authority would settle it and which; and two
empty columns: `just_this` (y or n: I would ask just this), `asserts` (y or n: it says that the claim is true). Where the
question says that there is nothing to ask, y is: nor would I ask anything; how many those are is told.
"""

import argparse
import csv
import gzip
import json
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bench.measured import interval
from bench.predict_gold import marked_rows
from claims.asking.question import NOTHING

PROJECT = Path(__file__).resolve().parents[1]
SELECT = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
COLUMNS = ("just_this", "asserts", "sentence", "quote", "question", "authority")
MOST_OF_AN_ARTICLE = 3
BATCH = 40

Row = dict[str, str]


def sample(source: Path, count: int, seed: int, first: int, last: int) -> list[Row]:
    """Return rows of `count` items of the articles, drawn by the seed; fewer where there are no more."""
    order = random.Random(seed)
    records = list(records_of(source, first, last))
    order.shuffle(records)
    rows: list[Row] = []
    for at in range(0, len(records), BATCH):
        for _, _, found in marked_rows(records[at : at + BATCH], SELECT):
            rows += [row_of(row) for row in order.sample(found, min(MOST_OF_AN_ARTICLE, len(found)))]
        if len(rows) >= count:
            break
    return rows[:count]


def records_of(source: Path, first: int, last: int) -> Iterator[dict[str, Any]]:
    """Yield the records of some lines of a file, each with an id of its own."""
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, first, last)):
            yield json.loads(line) | {"doc_id": f"sampled-{number}"}


def row_of(row: dict[str, Any]) -> Row:
    """Return an item as a row of the sheet, on one line, with the claim's words in «» where they stand in the sentence."""
    start, end = row["start_char"] - row["sentence_start"], row["end_char"] - row["sentence_start"]
    sentence = row["sentence"]
    marked = f"{sentence[:start]}«{sentence[start:end]}»{sentence[end:]}"
    authority = f"{row['authority']}: {row['settled_by']}"
    values = ("", "", marked, row["quote"], row["question"], authority)
    return {name: " ".join(value.split()) for name, value in zip(COLUMNS, values, strict=True)}


def score(text: str) -> dict[str, float]:
    """Return of how many rows readers would ask just this, with its 95% interval, and how many assert the claim.

    Raises:
        ValueError: a row is not judged with y or n.
    """
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, 1):
        if any(row[name].strip().lower() not in ("y", "n") for name in COLUMNS[:2]):
            raise ValueError(f"row {number} is not judged with y or n in both columns")
    yes = {name: sum(row[name].strip().lower() == "y" for row in rows) for name in COLUMNS[:2]}
    low, high = interval(yes["just_this"], len(rows))
    just_this = yes["just_this"] / len(rows)
    return {
        "questions": float(len(rows)),
        "just_this": just_this,
        "low": low,
        "high": high,
        "asserts": float(yes["asserts"]),
        "not_asked": float(sum(row["question"].startswith(NOTHING) for row in rows)),
    }


def main(arguments: list[str] | None = None) -> int:
    """Write a sheet or score one; 2 on wrong usage."""
    parser = argparse.ArgumentParser(prog="bench.questions", description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("sample")
    drawing.add_argument("count", type=int)
    drawing.add_argument("seed", type=int)
    drawing.add_argument("out", type=Path)
    drawing.add_argument("--articles", type=Path, default=PROJECT.parent / "shared/data/modern/articles.jsonl.gz")
    drawing.add_argument("--first", type=int, default=0)
    drawing.add_argument("--last", type=int, default=3000)
    commands.add_parser("score").add_argument("sheet", type=Path)
    asked = parser.parse_args(arguments)
    if asked.command == "score":
        try:
            scored = score(asked.sheet.read_text(encoding="utf-8"))
        except ValueError as error:
            print(f"{asked.sheet}: {error}", file=sys.stderr)
            return 2
        print("\n".join(f"{name:<12}{value:.3f}" for name, value in scored.items()))
        return 0
    if asked.out.resolve().is_relative_to(PROJECT):
        print(f"{asked.out}: a sheet holds others' sentences, and lies outside the project", file=sys.stderr)
        return 2
    rows = sample(asked.articles, asked.count, asked.seed, asked.first, asked.last)
    with asked.out.open("w", encoding="utf-8") as out:
        writer = csv.DictWriter(
            out, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} questions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
