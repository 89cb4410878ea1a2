"""Prints what runs of `training.train --fold` make of the debate sentences that each left out, all five together.

    python -m training.folds --shared ../shared/data --run FOLD0 --run FOLD1 ...

With the linear scorer of the same kind of folds beside, and calibrated by folds, as the encoder ships.
"""

import argparse
from pathlib import Path

import numpy as np

from training.calibrate import describe, left_out_folds, limited, linear_left_out
from training.data import learned_from, read_labelled


def main() -> None:
    """Read the runs and print a line for the encoder alone, and one with the linear scorer beside."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--run", type=Path, action="append", required=True, help="of fold 0, then 1, ...")
    options = parser.parse_args()
    debates = read_labelled(options.shared / "worth" / "ct24_train.jsonl")
    logits = np.full(len(debates.labels), np.nan)
    for fold, run in enumerate(options.run):
        kept, left_out = np.load(run / "fold.npz"), ~learned_from(debates, [fold])
        mine = left_out[kept["ct24_train_at"]]
        logits[kept["ct24_train_at"][mine]] = kept["ct24_train_logits"][mine, 0]
    known = ~np.isnan(logits)
    linear = linear_left_out(options.shared)[0][:, 0]
    for name, x in (("encoder", [logits]), ("with the linear scorer", [logits, linear])):
        columns = limited(np.stack(x, axis=1)[known])
        z = left_out_folds(columns, debates.labels[known], np.ones(len(x)), 5, 0)
        print(f"{name}, {known.sum()} sentences left out: {describe(z, debates.labels[known])}")


if __name__ == "__main__":
    main()
