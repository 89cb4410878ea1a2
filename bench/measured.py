"""Has readers judge what figures are said to measure: writes a sheet of them, and scores it when it is filled in.

    python -m bench.measured sample ARTICLES.jsonl.gz --out SHEET.tsv [--count 200] [--seed 1] [--without FOLDER ...]
    python -m bench.measured score SHEET.tsv

ARTICLES holds one record a line, as `factdesk check` takes them. The sheet, which must lie outside the project, has a row
for each figure whose `measured` is shown: the sentence with the figure in «», what it is said to measure, and an empty
column `right`, to be filled with y or n. A row is right where the words, standing alone, name what the number counts or
measures in that sentence. Its first line says for how many of the figures drawn anything is shown. Articles whose id is
that of a file in a FOLDER are left out.
"""

import argparse
import csv
import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from pathlib import Path
from typing import Any, TextIO

from bench.predict_gold import read_record
from claims.find import find_claims
from claims.model import Article, Claim
from schemas.vocabulary import FIGURE_KINDS

PROJECT = Path(__file__).resolve().parents[1]
COLUMNS = ("number", "right", "measured", "figure", "kind", "sentence")
MOST_OF_AN_ARTICLE = 3
_Z = 1.96  # for a 95% interval

Row = dict[str, str]


def sample(source: Path, count: int, seed: int, without: frozenset[str]) -> tuple[list[Row], int]:
    """Return rows of `count` figures with what they measure, and how many were drawn until there were so many."""
    order = random.Random(seed)
    rows, drawn = list[Row](), 0
    for record in shuffled(source, order, without):
        found = figures_of(record)
        for claim in order.sample(found, min(MOST_OF_AN_ARTICLE, len(found))):
            drawn += 1
            if claim.measured:
                rows.append(row_of(claim, len(rows) + 1))
            if len(rows) == count:
                return rows, drawn
    return rows, drawn


def shuffled(source: Path, order: random.Random, without: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield the records of a file in the order of the seed, those that readers have labelled left out."""
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    records = [record for record in records if str(record.get("doc_id") or record.get("id")) not in without]
    order.shuffle(records)
    for number, record in enumerate(records):
        yield {"doc_id": f"sampled-{number}"} | record


def figures_of(record: dict[str, Any]) -> list[Claim]:
    """Return the claims of a record that carry a figure or rank; none of one that the product refuses."""
    article = read_record(record)
    found = find_claims(article) if isinstance(article, Article) else []
    return [claim for claim in found if claim.kind in FIGURE_KINDS]


def row_of(claim: Claim, number: int) -> Row:
    """Return a claim as a row of the sheet, its sentence on one line with the figure in «»."""
    start, end = claim.start_char - claim.sentence_start, claim.end_char - claim.sentence_start
    marked = f"{claim.sentence[:start]}«{claim.sentence[start:end]}»{claim.sentence[end:]}"
    values = (str(number), "", claim.measured or "", claim.quote, claim.kind, marked)
    return {name: " ".join(value.split()) for name, value in zip(COLUMNS, values, strict=True)}


def write_sheet(rows: Sequence[Row], drawn: int, out: TextIO) -> None:
    """Write the sheet: a line on the share that is shown, the names of the columns, the rows."""
    out.write(f"# {len(rows)} of {drawn} figures drawn are shown with what they measure\n")
    writer = csv.DictWriter(out, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def read_sheet(text: str) -> tuple[list[Row], float]:
    """Return the rows of a filled sheet and the share of figures shown.

    Raises:
        ValueError: a row is not judged with y or n, or the first line says nothing of the share.
    """
    head, *lines = text.splitlines()
    told = [int(word) for word in head.split() if word.isdecimal()]
    if not head.startswith("#") or len(told) != 2:
        raise ValueError("the first line of a sheet says how many of the figures drawn are shown")
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    open_rows = [row["number"] for row in rows if row["right"].strip().lower() not in ("y", "n")]
    if open_rows:
        raise ValueError(f"not judged with y or n: rows {', '.join(open_rows[:10])}")
    return rows, told[0] / told[1]


def score(text: str) -> dict[str, float]:
    """Return the share shown, the share of those that are right with its 95% interval, and that share of each kind."""
    rows, shown = read_sheet(text)
    right = Counter(row["kind"] for row in rows if row["right"].strip().lower() == "y")
    all_of = Counter(row["kind"] for row in rows)
    low, high = interval(right.total(), len(rows))
    scored = {"figures": float(len(rows)), "shown": shown, "right": right.total() / len(rows), "low": low, "high": high}
    return scored | {f"right_{kind}": right[kind] / all_of[kind] for kind in sorted(all_of)}


def interval(right: int, of: int) -> tuple[float, float]:
    """Return the Wilson interval of a share."""
    share, spread = right / of, _Z * _Z / of
    middle, half = share + spread / 2, _Z * sqrt(share * (1 - share) / of + spread / of / 4)
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def main(arguments: list[str] | None = None) -> int:
    """Write a sheet or score one; 2 on wrong usage."""
    parser = argparse.ArgumentParser(prog="bench.measured", description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("sample")
    drawing.add_argument("articles", type=Path)
    drawing.add_argument("--out", type=Path, required=True)
    drawing.add_argument("--count", type=int, default=200)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--without", type=Path, nargs="*", default=[])
    commands.add_parser("score").add_argument("sheet", type=Path)
    asked = parser.parse_args(arguments)
    if asked.command == "score":
        try:
            scored = score(asked.sheet.read_text(encoding="utf-8"))
        except ValueError as error:
            print(f"{asked.sheet}: {error}", file=sys.stderr)
            return 2
        print("\n".join(f"{name:<16}{value:.3f}" for name, value in scored.items()))
        return 0
    if asked.out.resolve().is_relative_to(PROJECT):
        print(f"{asked.out}: a sheet holds others' sentences, and lies outside the project", file=sys.stderr)
        return 2
    labelled = frozenset(path.stem for folder in asked.without for path in folder.rglob("*.json"))
    rows, drawn = sample(asked.articles, asked.count, asked.seed, labelled)
    with asked.out.open("w", encoding="utf-8") as out:
        write_sheet(rows, drawn, out)
    print(f"{len(rows)} of {drawn} figures are shown: {len(rows) / max(drawn, 1):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
