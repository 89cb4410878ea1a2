"""Measures a set that nobody of the builders has read, and keeps what was reached.

    python -m bench.blind FOLDER --score SCORE.PY --set NAME [--task desk] [--write]

FOLDER lies outside the project and holds `articles/*.json` and `labels/*.json` in the format of the task `desk`, whole
articles or single sentences; other tasks take their own gold. The row is printed, and with --write added to
tests/quality/blind.toml. Only the first measurement of a set is blind; later ones of the same set are shown as seen.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.floors import Floor, score
from bench.measures import KEPT
from bench.rounds import BLIND, SCORED, Round, append_round, as_toml, commit_now, today

LONGEST_SENTENCE = 600  # characters; texts that are mostly longer are articles


def sort_of(task: str, source: Path) -> str:
    """Return what a set is made of: for `desk` articles or sentences, by the length of its texts, else the task."""
    if task != "desk":
        return task
    texts = [json.loads(path.read_text(encoding="utf-8"))["text"] for path in source.glob("articles/*.json")]
    return "sentences" if median(map(len, texts)) <= LONGEST_SENTENCE else "articles"


def measures_of(sort: str, scored: dict[str, float]) -> dict[str, float]:
    """Return the measures that are kept of a set of that sort, to four places; what could not be measured is left out."""
    kept = ((name, scored.get(name)) for name in KEPT[sort])
    return {name: round(value, 4) for name, value in kept if isinstance(value, float)}


def size_of(scored: dict[str, float]) -> int:
    """Return how many items the scoring tool counted, under whichever name."""
    names = ("articles", "sentences", "documents", "texts", "items", "gold", "clusters")
    return next((int(scored[name]) for name in names if name in scored), 0)


def measure(name: str, task: str, file: str, data: Path, score_tool: Path) -> Round:
    """Predict and score one set of a data folder with the code as it is."""
    with tempfile.TemporaryDirectory() as folder:
        scored = score(Floor(task, file, "", 0), data, score_tool, Path(folder))
    sort = sort_of(task, data / file)
    return Round(name, sort, size_of(scored), today(), commit_now(), measures_of(sort, scored))


def main(arguments: list[str] | None = None) -> int:
    """Measure one set, print its row, and keep it if asked to; 2 on wrong usage."""
    parser = argparse.ArgumentParser(prog="bench.blind", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--score", type=Path, required=True, help="the scoring tool")
    parser.add_argument("--set", required=True, help="the set's name, kept for good")
    parser.add_argument("--task", default="desk", choices=sorted({"desk", *SCORED}))
    parser.add_argument("--write", action="store_true", help=f"add the row to {BLIND}")
    asked = parser.parse_args(arguments)
    if not asked.folder.exists():
        parser.error(f"{asked.folder}: no such file or folder")
    measured = measure(asked.set, asked.task, asked.folder.name, asked.folder.parent, asked.score)
    print(as_toml(measured).strip())
    if asked.write:
        append_round(BLIND, measured)
        print(f"added to {BLIND}; write docs/quality.md again with: python -m bench.quality")
    return 0


if __name__ == "__main__":
    sys.exit(main())
