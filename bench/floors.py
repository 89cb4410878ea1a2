"""Compare what the readers score on public data with the floors that no change may sink below.

`python -m bench.floors --data FOLDER --score SCORE.PY` runs `bench.predict` once for each task and file named in
tests/quality/floors.json, scores it, prints one line per floor, and ends with status 1 if any is missed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FLOORS = Path("tests/quality/floors.json")


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that one measure of one task may score on one file or folder (relative to the data folder)."""

    task: str
    file: str
    measure: str
    floor: float
    facts: str | None = None  # the collection that `matching` searches


def read_floors(path: Path) -> list[Floor]:
    """Read the floors; a key that is not a field of `Floor` raises TypeError."""
    return [Floor(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]


def score(floor: Floor, data: Path, score_tool: Path, folder: Path) -> dict[str, float]:
    """Predict and score one file; returns the flat object of measures that the score tool prints."""
    gold, predicted = data / floor.file, folder / "predicted.jsonl"
    facts = ["--facts", str(data / floor.facts)] if floor.facts else []
    predict = [sys.executable, "-m", "bench.predict", floor.task, "--in", str(gold), "--out", str(predicted), *facts]
    subprocess.run(predict, check=True)
    tool = [sys.executable, str(score_tool), floor.task, "--gold", str(gold), "--pred", str(predicted), "--json"]
    printed = subprocess.run(tool, check=True, capture_output=True, text=True).stdout
    measures: dict[str, float] = json.loads(printed)
    return measures


def compare(floors: list[Floor], data: Path, score_tool: Path) -> Iterator[tuple[Floor, float | None]]:
    """Yield each floor with what was reached; None where the score tool knows no such measure."""
    scored: dict[tuple[str, str], dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for floor in floors:
            key = floor.task, floor.file
            if key not in scored:
                scored[key] = score(floor, data, score_tool, Path(folder))
            yield floor, scored[key].get(floor.measure)


def main() -> int:
    """Print one line per floor; 1 if any is missed."""
    parser = argparse.ArgumentParser(description="Compare the scores of the readers with their floors.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--floors", type=Path, default=FLOORS)
    asked = parser.parse_args()
    missed = 0
    for floor, reached in compare(read_floors(asked.floors), asked.data, asked.score):
        kept = reached is not None and reached >= floor.floor
        missed += not kept
        shown = "no such measure" if reached is None else f"{reached:.3f}"
        print(
            f"{'ok    ' if kept else 'MISSED'} {floor.task} {floor.file} {floor.measure}: {shown} (floor {floor.floor})"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
