"""How fast figures, dates and rankings are read together, and in how much memory, beside other extractors in one run.

    python -m bench.extraction [--in SENTENCES.jsonl|.json|.txt] [--limit 2000]

Without data of one's own, made sentences are read. Each reader runs in a process of its own, so that the peak of its
memory is its own. A peer that cannot be imported is named as not installed.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path

from claims.dates import find_dates
from claims.figures import find_figures
from claims.rankings import find_rankings

Reader = Callable[[str], int]
ANCHOR = date(2025, 1, 15)
MADE = (
    "The group paid ${n} million for {m} ships in 20{m}, up {k} percent from a year earlier.",
    "At least {n} people were killed on {k} March, five of whom were children, officials said.",
    "It is the second-largest port of the region, and its {n} workers earn {m} euros a day.",
    "Nobody had expected the council to change its mind before the vote next Tuesday.",
    "The minister told reporters that talks between the two sides would go on for {k} more weeks.",
)


def our_reader() -> Reader:
    """Return what reads figures, dates and rankings of a sentence."""

    def read(sentence: str) -> int:
        return len(find_figures(sentence)) + len(find_dates(sentence, ANCHOR)) + len(find_rankings(sentence))

    return read


def quantulum3_reader() -> Reader:
    """Return what reads quantities with quantulum3; raises ImportError where it is not installed."""
    parser = import_module("quantulum3.parser")
    return lambda sentence: len(parser.parse(sentence))


def recognizers_reader() -> Reader:
    """Return what reads numbers with units and dates with Recognizers-Text; raises ImportError where it is not installed."""
    units, dates = import_module("recognizers_number_with_unit"), import_module("recognizers_date_time")

    def read(sentence: str) -> int:
        found = [*units.recognize_currency(sentence, "en-us"), *units.recognize_dimension(sentence, "en-us")]
        return len(found) + len(dates.recognize_datetime(sentence, "en-us"))

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "factdesk (figures, dates, rankings)": our_reader,
    "quantulum3 (quantities)": quantulum3_reader,
    "Recognizers-Text (units, dates)": recognizers_reader,
}


def sentences_of(path: Path | None, limit: int) -> list[str]:
    """Return up to `limit` sentences: lines of text, or the `text` of JSON records."""
    if path is None:
        chance = random.Random(11)
        return [
            chance.choice(MADE).format(n=chance.randint(2, 900), m=chance.randint(10, 25), k=chance.randint(2, 28))
            for _ in range(limit)
        ]
    printed = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return [row["text"] for row in json.loads(printed)][:limit]
    lines = [line for line in printed.splitlines() if line.strip()][:limit]
    return [json.loads(line)["text"] if path.suffix == ".jsonl" else line for line in lines]


def measure(name: str, sentences: list[str]) -> str:
    """Return one line of figures for one reader, run here."""
    try:
        read = READERS[name]()
    except ImportError as error:
        return f"{name:38} not installed ({error.name})"
    read(sentences[0])
    before, found = time.process_time(), 0
    for sentence in sentences:
        found += read(sentence)
    seconds = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{name:38} {len(sentences) / seconds:8.0f} sentences per CPU second  {peak:6.0f} MB peak  {found} found"


def main(arguments: list[str] | None = None) -> int:
    """Print one line per reader, each from a process of its own."""
    parser = argparse.ArgumentParser(prog="bench.extraction", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--in", dest="source", type=Path, help="sentences: .txt lines, .jsonl or .json records with text"
    )
    parser.add_argument("--limit", type=int, default=2000, help="at most so many sentences")
    parser.add_argument("--only", choices=sorted(READERS), help="measure this reader, in this process")
    options = parser.parse_args(arguments)
    if options.only:
        print(measure(options.only, sentences_of(options.source, options.limit)))
        return 0
    for name in READERS:
        command = [sys.executable, "-m", "bench.extraction", "--only", name, "--limit", str(options.limit)]
        command += ["--in", str(options.source)] if options.source else []
        subprocess.run(command, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
