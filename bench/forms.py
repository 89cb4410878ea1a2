"""How often each form of the number tables fires on unlabelled articles, and what taking it out costs on labelled sets.

    python -m bench.forms --in ARTICLES.jsonl[.gz] [--limit 5000] [--cost SET.json ...]

An article is a JSON object with `text`; a labelled set is a JSON list of `{"text", "quantities": [{"value",
"normalized_unit"}]}`. The cost is how many of the labelled values and units are no longer read without the form, less
the wrong readings that go with it. A form that hardly fires, or costs nothing, is idle.
"""

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quantities import quantities_of
from claims.figures import account_numbers, find_figures
from claims.spans.forms import Form, Table
from claims.spans.numbers import amounts, atoms, joins, names, read
from claims.text.lines import read_lines

TABLES: dict[str, tuple[Any, str]] = {
    "atoms": (atoms, "TABLE"),
    "first": (names, "FIRST_TABLE"),
    "amounts": (amounts, "TABLE"),
    "joins": (joins, "TABLE"),
}


def texts_of(path: Path, limit: int) -> Iterator[str]:
    """Yield the body lines of up to `limit` articles."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for _, line in zip(range(limit), lines, strict=False):
            text = json.loads(line)["text"]
            yield from (text[found.start : found.end] for found in read_lines(text) if found.kind == "body")


def count_forms(path: Path, limit: int) -> tuple[Counter[str], Counter[str]]:
    """Return how often each form's reader accepted ("table.form"), and how often each role was given."""
    fired: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    tried = Table._read  # noqa: SLF001
    owners = {id(getattr(module, name)): label for label, (module, name) in TABLES.items()}

    def counting(table: Any, *args: Any) -> Any:
        said = tried(table, *args)
        if said is not None and id(table) in owners:
            fired[f"{owners[id(table)]}.{said[0].form}"] += 1
        return said

    Table._read = counting  # type: ignore[method-assign, assignment] # noqa: SLF001
    try:
        for text in texts_of(path, limit):
            roles.update(account.role for account in account_numbers(text))
    finally:
        Table._read = tried  # type: ignore[method-assign] # noqa: SLF001
    return fired, roles


def right_less_wrong(rows: list[dict[str, Any]]) -> int:
    """Return the labelled values with their units that are read, less the readings that no label has."""
    score = 0
    for row in rows:
        wanted = Counter((as_value(q["value"]), q["normalized_unit"].lower()) for q in row["quantities"])
        found = Counter((as_value(q["value"]), q["unit"].lower()) for q in quantities_of(row["text"]))
        score += 2 * (wanted & found).total() - found.total()
    return score


def as_value(value: float | str | list[float]) -> str:
    """Return a value in one spelling, whether it is a number, its digits or the two ends of a range."""
    if isinstance(value, list):
        return "-".join(as_value(end) for end in value)
    ends = str(value).split("-") if str(value).count("-") == 1 and not str(value).startswith("-") else [str(value)]
    return "-".join(f"{float(end):.6g}" for end in ends) if all(_is_float(end) for end in ends) else str(value)


def _is_float(printed: str) -> bool:
    try:
        float(printed)
    except ValueError:
        return False
    return True


def cost_of(label: str, form: Form[Any, Any], rows: list[dict[str, Any]], whole: int) -> int:
    """Return what the labelled sets lose without one form."""
    module, name = TABLES[label]
    table = getattr(module, name)
    setattr(module, name, table.without(form.name))
    read.table_of.cache_clear()
    try:
        return whole - right_less_wrong(rows)
    finally:
        setattr(module, name, table)
        read.table_of.cache_clear()


def main(arguments: list[str] | None = None) -> int:
    """Print a line for each form: table, name, how often it fired, what it costs to take out."""
    parser = argparse.ArgumentParser(prog="bench.forms", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--in", dest="source", type=Path, required=True, help="articles, one JSON object a line")
    parser.add_argument("--limit", type=int, default=5000, help="at most so many articles")
    parser.add_argument("--cost", type=Path, nargs="*", default=[], help="labelled sets")
    options = parser.parse_args(arguments)
    fired, roles = count_forms(options.source, options.limit)
    rows = [row for path in options.cost for row in json.loads(path.read_text(encoding="utf-8"))]
    find_figures("1")
    whole = right_less_wrong(rows)
    print(f"{'form':34} {'fired':>7}" + (f" {'cost':>5}" if rows else ""))
    for label, (module, name) in TABLES.items():
        for form in getattr(module, name).forms:
            cost = f" {cost_of(label, form, rows, whole):5}" if rows else ""
            print(f"{label + '.' + form.name:34} {fired[f'{label}.{form.name}']:7}{cost}")
    print("numbers by role: " + ", ".join(f"{role} {count}" for role, count in roles.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
