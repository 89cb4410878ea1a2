"""What tells a claim's measure from another: the weights of `claims/weights/definitions.json`.

    python -m training.definitions PAIRS.tsv [LABELLED.jsonl...] [--leave-out]

`PAIRS.tsv` has whether two are one, what a claim measures, and a source's definition. Labelled files are those of
`bench.agreement`; of them are left out what is silent for its time or unit, which no definition tells. With `--leave-out`
each file is judged by the weights of the others, and nothing is written.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.tracking.accounted import left_words
from claims.tracking.definition import narrowed, other_thing, subject_of
from claims.tracking.sameness import WEIGHTS, Likeness, likeness

Floats = NDArray[np.floating]

PENALTY, STEPS = 3.0, 30
_OF_TIME_OR_UNIT = {"other_year", "points"}


class Pair(NamedTuple):
    """Two definitions, the claim's sentence, and whether they are one."""

    is_same: bool
    measured: str
    definition: str
    sentence: str

    @property
    def is_told(self) -> bool:
        """Tell whether the tables alone tell the two apart."""
        claim, source = subject_of(self.measured), subject_of(self.definition)
        return bool(other_thing(claim, source) or narrowed(claim, source))

    def likeness(self) -> Likeness:
        """Return how alike the two are."""
        claim, source = subject_of(self.measured), subject_of(self.definition)
        return likeness(claim, source, left_words(claim, source, self.sentence))


def pairs_in(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file that the tables do not tell apart."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pair = _labelled(line) if path.suffix == ".jsonl" else _written(line)
            if pair and not pair.is_told:
                yield pair


def _written(line: str) -> Pair:
    label, measured, definition = line.split("\t")
    return Pair(label == "same", measured, definition, measured)


def _labelled(line: str) -> Pair | None:
    row = json.loads(line)
    if row["outcome"] == "silent" and row["trap"] in _OF_TIME_OR_UNIT:
        return None
    return Pair(row["outcome"] != "silent", row["claim"]["measured"], row["found"]["definition"], row["sentence"])


def fitted(pairs: list[Pair]) -> tuple[Floats, float]:
    """Return the weights and the offset of a logistic regression of standardised numbers, by Newton's steps."""
    rows = np.array([pair.likeness() for pair in pairs])
    same = np.array([float(pair.is_same) for pair in pairs])
    middle, scale = rows.mean(0), rows.std(0) + 1e-6
    design = np.c_[(rows - middle) / scale, np.ones(len(rows))]
    penalty = np.diag([PENALTY] * rows.shape[1] + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        curvature = (design * (likely * (1 - likely))[:, None]).T @ design + penalty
        beta = beta - np.linalg.solve(curvature, design.T @ (likely - same) + penalty @ beta)
    own = beta[:-1] / scale
    return own, float(beta[-1] - own @ middle)


def leave_out(files: dict[Path, list[Pair]]) -> None:
    """Print for each file how surely the others' weights see its pairs as one."""
    for path, pairs in files.items():
        own, offset = fitted([pair for other, held in files.items() if other != path for pair in held])
        surely = 1 / (1 + np.exp(-(np.array([pair.likeness() for pair in pairs]) @ own + offset)))
        print(f"{path.name}: {len(pairs)} pairs")
        for pair, likely in sorted(zip(pairs, surely, strict=True), key=lambda each: each[1]):
            print(f"  {likely:.2f} {'same' if pair.is_same else 'other'}: {pair.measured} | {pair.definition}")


def main() -> None:
    """Learn the weights from files and write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--leave-out", action="store_true")
    asked = parser.parse_args()
    files = {path: list(pairs_in(path)) for path in asked.files}
    if asked.leave_out:
        leave_out(files)
        return
    own, offset = fitted([pair for pairs in files.values() for pair in pairs])
    named = {name: round(float(value), 4) for name, value in zip(Likeness._fields, own, strict=True)}
    WEIGHTS.write_text(json.dumps({"weights": named, "offset": round(offset, 4)}, indent=1) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {sum(len(pairs) for pairs in files.values())} pairs")


if __name__ == "__main__":
    main()
