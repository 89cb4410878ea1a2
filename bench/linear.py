"""Whether reading takes time in proportion to the length, whatever repeats in a text.

    python -m bench.linear

Each piece is repeated to a short and a long text. It prints how many times as long the long one took in CPU seconds, for
the times that it is longer, and ends with status 1 where that is more than two and a half times in proportion.
"""

import sys
import time
from collections.abc import Callable
from datetime import date

from claims.attribution import find_attributions
from claims.dates import find_dates
from claims.rankings import find_rankings

MOST_TIMES = 2.5
LEAST_SECONDS = 0.05  # what is quicker is too quick to be compared
_SENTENCE = "“It is safe,” Ruiz said. “We checked it twice.” She told Holm that it was open. "

REPEATED: dict[str, list[str]] = {
    "attribution": [_SENTENCE, _SENTENCE + "\n\n", "“ ", "' x", "Ruiz said, ", "he, ", "“It is safe\n"],
    "rankings": ["1. ", "twenty-", "Jan 1, ", "first ", "the ", "the most ", "second-largest ", "record ", "No. 1 "],
    "dates": [
        "1. ",
        "twenty-",
        "Jan 1, ",
        "first ",
        "the ",
        "since 1990 ",
        "the first week of ",
        "1",
        "1,",
        '"',
        "1-",
        "May 1 and ",
        "the last ",
        "1 1 ",
        "\n",
        "'",
        "two thousand ",
        "1/2/",
    ],
}
READERS: dict[str, tuple[Callable[[str], object], int]] = {
    "attribution": (find_attributions, 125_000),
    "rankings": (find_rankings, 30_000),
    "dates": (lambda text: find_dates(text, date(2020, 6, 17)), 30_000),
}
_TIMES_LONGER = 4


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return the CPU seconds of the quicker of two readings."""
    best = float("inf")
    for _ in range(2):
        began = time.process_time()
        read(text)
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    """Print a line for each reader and piece."""
    slow = 0
    for name, (read, size) in READERS.items():
        for piece in REPEATED[name]:
            text = (piece * (_TIMES_LONGER * size // len(piece) + 1))[: _TIMES_LONGER * size]
            short, long = seconds(read, text[:size]), seconds(read, text)
            times = long / max(short, LEAST_SECONDS)
            slow += times > MOST_TIMES * _TIMES_LONGER
            print(f"{name:12} {piece!r:40.40} {short:7.3f} s, {_TIMES_LONGER} times as long {long:7.3f} s")
    sys.exit(f"{slow} are out of proportion" if slow else 0)


if __name__ == "__main__":
    main()
