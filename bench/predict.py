"""Writes what the product reads in data of the measuring formats, one JSON line per item, for the scoring tool.

    python -m bench.predict TASK --in FILE_OR_DIR --out PRED.jsonl [--facts FACTS.jsonl]

It calls the product's public functions only, and knows no file by name. A new task is a module with a function
`predict(path)` that yields rows, or `predict(path, facts)` if it searches a collection, and one line in `TASKS`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

TASKS = {
    "figures": "bench.predict_figures",
    "dates": "bench.predict_dates",
    "attribution": "bench.predict_attribution",
    "worth": "bench.predict_worth",
    "matching": "bench.predict_matching",
    "gold": "bench.predict_gold",
    "desk": "bench.predict_desk",
    "drift": "bench.predict_drift",
}
SEARCHING = frozenset({"matching"})  # tasks that need a collection of known facts


def predictions(task: str, source: Path, facts: Path | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of one task; only its own module is imported."""
    predict = import_module(TASKS[task]).predict
    yield from predict(source, facts) if task in SEARCHING else predict(source)


def main(arguments: list[str] | None = None) -> int:
    """Run one task; 0 when every item got its line, 2 on wrong usage."""
    parser = argparse.ArgumentParser(prog="bench.predict", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--in", dest="source", type=Path, required=True, help="data file or folder")
    parser.add_argument("--out", type=Path, required=True, help="predictions, one JSON object a line")
    parser.add_argument("--facts", type=Path, help="collection of known fact-checks, which matching searches")
    options = parser.parse_args(arguments)
    if options.task in SEARCHING and options.facts is None:
        parser.error(f"{options.task} searches a collection: name it with --facts FACTS.jsonl")
    if not options.source.exists():
        parser.error(f"--in {options.source}: no such file or folder")
    count = 0
    with options.out.open("w", encoding="utf-8") as out:
        for row in predictions(options.task, options.source, options.facts):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    print(f"{options.task}: {count} lines to {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
