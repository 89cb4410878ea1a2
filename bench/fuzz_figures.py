"""Reads many random and mutated strings, and a megabyte of the marks that regular expressions stumble over.

    python -m bench.fuzz_figures [--strings 100000] [--seed 1]

Ends with status 1 where a reader raises, spans are wrong, or twice the text takes much more than twice the time.
"""

import argparse
import random
import string
import sys
import time

from claims.figures import find_figures
from claims.model import Figure
from claims.rankings import find_rankings

PIECES = [
    "$", "£", "€", "US$", "5", "10", "1,000", "3.5", "%", "percent", "million", "bn", "m", "-", "–", "to", "and",
    "or", "between", "from", "one", "two", "hundred", "half", "a", "third", "of", "people", "years", "old", "'s",
    "(", ")", ".", ",", "A", "km/h", "/", "first", "record", "largest", "the", "more", "than", "no", "dozens", "½",
    "0", "007", "°C", "minus", "per", "share", "²", "é", "aged", "rose", "Acme", "May", "2019", "12:30", "of",
    "whom", "are", "dead", "2-1", "3:1", "top",
]  # fmt: skip
SEEDS = (
    "The group paid $5.2 billion (£3.1bn) for 17 ships, up 4% from 2019.",
    "Between two and three thousand people, five of whom were killed, saw the third largest fire since 1998.",
    "Acme gained 3.00 to 16.00, Bolt 90 cents to 16.50; the index fell 17.5 points, or 0.22%.",
)
STUMBLING = ("1", "1,", "'", '"', "1 ", "5-", "1.5 to ", "5 percent of ", "2-1 ", "a.b@", "+1 ", "(", "1,111,")


def random_text(chance: random.Random) -> str:
    """Return pieces thrown together, or a sentence with characters doubled, dropped and swapped."""
    if chance.random() < 0.5:
        return "".join(chance.choice(PIECES) + chance.choice(["", " "]) for _ in range(chance.randint(1, 25)))
    letters = list(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 8)):
        i = chance.randrange(len(letters))
        letters[i] = chance.choice([letters[i] * 2, "", chance.choice(string.printable), chance.choice(letters)])
    return "".join(letters)


def faults_of(text: str, figures: list[Figure]) -> list[str]:
    """Return what is wrong with the spans of some figures of a text."""
    faults, end = [], 0
    for figure in figures:
        if not end <= figure.start <= figure.number.start < figure.number.end <= figure.end <= len(text):
            faults.append(f"span {figure.start}..{figure.end} in {text!r}")
        end = figure.end
    return faults


def seconds_for(text: str) -> float:
    """Return the CPU seconds of one reading."""
    start = time.process_time()
    find_figures(text)
    find_rankings(text)
    return time.process_time() - start


def main(arguments: list[str] | None = None) -> int:
    """Print the faults and the growth of time; 1 if there is any of the first, or too much of the second."""
    parser = argparse.ArgumentParser(prog="bench.fuzz_figures", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--strings", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    chance, faults = random.Random(options.seed), []
    for _ in range(options.strings):
        text = random_text(chance)
        faults += faults_of(text, find_figures(text)) + faults_of(text, find_rankings(text))
    print(f"{options.strings} strings, {len(faults)} faults", *faults[:5], sep="\n")
    slow = 0
    for piece in STUMBLING:
        half, whole = (seconds_for("It is 5 kg " + piece * (size // len(piece))) for size in (500_000, 1_000_000))
        slow += whole > 4 * max(half, 0.01)
        print(f"{piece!r:16} 0.5 MB {half:6.2f} s   1 MB {whole:6.2f} s")
    return 1 if faults or slow else 0


if __name__ == "__main__":
    sys.exit(main())
