"""How surely a source's number is of the claim's thing: the weights of `claims/weights/definitions.json`.

    python -m training.definitions LABELLED.jsonl... [--short PAIRS.tsv...] [--penalty 60] [--leave-out]

The files are those of `bench.agreement`. Of their pairs are learned those that arithmetic does not settle: what is silent
for its unit or its time teaches nothing of meaning. A short pair is a line with "same" or "other", what a claim measures,
and a source's definition; it has neither times nor units, and teaches words and names alone. With `--leave-out` each file is judged by the weights of the others, at
several odds from which a contradiction is told, and again by those of fewer files; nothing is written.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.agreement import pair_of
from claims.tracking import agreement
from claims.tracking.accounted import left_words
from claims.tracking.compared import Found, Stated
from claims.tracking.sameness import NAMES, WEIGHTS, Form, numbers

Floats = NDArray[np.floating]

PENALTY, STEPS = 60.0, 30
SHORT_WEIGHT = 0.25
ODDS = (0.0, 1.0, 1.25, 1.5, 1.75, 2.0)


class Pair(NamedTuple):
    """A labelled pair: what arithmetic says of it were it of one thing, its label, and what the model weighs."""

    met: str
    label: str
    told: tuple[float, ...]
    least: float = agreement.UNLIKELY

    @property
    def is_open(self) -> bool:
        """Tell whether its meaning decides."""
        return self.met != "silent"

    def outcome(self, odds: float, sure: float) -> str:
        """Return what is said of it where these are the odds that it is of one thing."""
        if not self.is_open:
            return "silent"
        return self.met if odds >= (sure if self.met == "contradicts" else self.least) else "silent"


def pairs_in(path: Path) -> list[Pair]:
    """Return the labelled pairs of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [_read(row) for row in rows]


def _read(row: dict[str, object]) -> Pair:
    case = agreement.case_of(*pair_of(row))
    found = agreement.by_arithmetic(case)
    apart = found.apart if found.apart is not None else 0.0
    told = numbers(case, left_words(case.claim, case.source, case.stated.sentence), apart)
    return Pair(found.outcome, str(row["outcome"]), told, agreement.UNLIKELY + agreement.by_chance(case.stated))


def short_pairs(path: Path) -> list[Pair]:
    """Return the short pairs of a file; what they do not tell of is not a number."""
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [_short(label == "same", measured, definition) for label, measured, definition in lines]


def _short(is_same: bool, measured: str, definition: str) -> Pair:  # noqa: FBT001 - a label
    case = agreement.case_of(
        Stated(1.0, 1.0, "exact", None, "1", measured, measured), Found(1.0, "", definition, "register")
    )
    told = numbers(case, left_words(case.claim, case.source, measured), 0.0)
    known = len(told) - len(Form._fields)
    return Pair("contradicts", "same" if is_same else "silent", (*told[:known], *[float("nan")] * len(Form._fields)))


def fitted(pairs: list[Pair], penalty: float) -> tuple[Floats, float]:
    """Return the weights and the offset of a logistic regression of standardised numbers, by Newton's steps.

    A number that is not known counts as the mean of those that are, and its pair for less.
    """
    rows = np.array([pair.told for pair in pairs])
    same = np.array([float(pair.label != "silent") for pair in pairs])
    count = np.where(np.isnan(rows).any(1), SHORT_WEIGHT, 1.0)
    middle, scale = np.nanmean(rows, 0), np.nanstd(rows, 0) + 1e-6
    design = np.c_[np.nan_to_num((rows - middle) / scale), np.ones(len(rows))]
    ridge = np.diag([penalty] * rows.shape[1] + [0.0])
    beta = np.zeros(design.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(design @ beta, -30, 30)))
        curvature = (design * (count * likely * (1 - likely))[:, None]).T @ design + ridge
        beta = beta - np.linalg.solve(curvature, design.T @ (count * (likely - same)) + ridge @ beta)
    own = beta[:-1] / scale
    return own, float(beta[-1] - own @ middle)


def learned(files: list[list[Pair]], short: list[Pair], penalty: float) -> tuple[Floats, float]:
    """Return the weights of the pairs that meaning decides."""
    return fitted([*short, *(pair for pairs in files for pair in pairs if pair.is_open)], penalty)


def scored(pairs: list[Pair], model: tuple[Floats, float]) -> list[tuple[float, int]]:
    """Return for each of ODDS the share of pairs that come out right, and how many silent ones are contradicted."""
    odds = np.array([pair.told for pair in pairs]) @ model[0] + model[1]
    found = []
    for sure in ODDS:
        table = Counter((pair.label, pair.outcome(each, sure)) for pair, each in zip(pairs, odds, strict=True))
        right = sum(count for (label, told), count in table.items() if label == told)
        found.append((right / len(pairs), table["silent", "contradicts"]))
    return found


def leave_out(files: dict[Path, list[Pair]], short: list[Pair], penalty: float) -> None:
    """Print how each file is judged by the others, and how all are by fewer of them."""
    print("file", *(f"{sure:>9}" for sure in ODDS))
    for path, pairs in files.items():
        model = learned([held for other, held in files.items() if other != path], short, penalty)
        print(f"{path.stem:<8}", *(f"{share:.2f} ({wrong:>2})" for share, wrong in scored(pairs, model)))
    order = random.Random(1)
    for count in range(1, len(files)):
        whole = []
        for path, pairs in files.items():
            others = [held for other, held in files.items() if other != path]
            whole.append(scored(pairs, learned(order.sample(others, count), short, penalty)))
        means = [(np.mean([each[i][0] for each in whole]), sum(each[i][1] for each in whole)) for i in range(len(ODDS))]
        print(f"by {count:<5}", *(f"{share:.2f} ({wrong:>2})" for share, wrong in means))


def main() -> None:
    """Learn the weights from files and write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--short", type=Path, nargs="*", default=[])
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--leave-out", action="store_true")
    asked = parser.parse_args()
    files = {path: pairs_in(path) for path in asked.files}
    short = [pair for path in asked.short for pair in short_pairs(path)]
    if asked.leave_out:
        leave_out(files, short, asked.penalty)
        return
    own, offset = learned(list(files.values()), short, asked.penalty)
    named = {name: round(float(value), 4) for name, value in zip(NAMES, own, strict=True)}
    WEIGHTS.write_text(json.dumps({"weights": named, "offset": round(offset, 4)}, indent=1) + "\n", encoding="utf-8")
    print(f"{WEIGHTS}: {sum(len(pairs) for pairs in files.values())} pairs, {len(short)} short ones")


if __name__ == "__main__":
    main()
