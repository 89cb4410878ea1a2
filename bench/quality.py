"""Writes docs/quality.md: what the reading reaches on the sets it was built with, and beside it on sets read by nobody.

    python -m bench.quality [--data FOLDER --score SCORE.PY [--faults FAULTS.PY]]

With --data the sets of tests/quality/floors.json are measured anew and kept in tests/quality/dev.toml, with --faults the
cases of known kinds of faults (`faults/` of the data folder) as well. Without, the page is written from what is kept.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bench.blind import measure
from bench.faults import measure_faults
from bench.floors import FLOORS, Floor, read_floors
from bench.measures import SHOWN
from bench.rounds import BLIND, DEV, SORTS, Round, read_rounds, write_rounds

PAGE = Path("docs/quality.md")
DEV_HEAD = (
    "Measured on data that was looked at while the reading was built; written by `python -m bench.quality --data ...`."
)

INTRO = """\
# How well it reads

Written by `python -m bench.quality`. Figures are shares of one hundred, at the commit that is named (`+`: files had been
changed since).

- **dev**: sets that were looked at while the reading was built. They say what has been learnt, not what will hold: the
  labels of desk, and of the rounds A and B after they were opened, also taught the article reader.
- **blind**: sets labelled by readers who saw neither code nor output, measured once before anybody opened them. All rounds
  are here, also the bad ones. They are what to expect on text of your own.
- **seen**: a blind set measured again after it was opened; from then on it is a dev set.
"""


def page_of(dev: Sequence[Round], blind: Sequence[Round]) -> str:
    """Return the page: a table for each sort of sets, blind rounds below dev, and the kinds of faults."""
    rows = [*(("dev", each) for each in dev), *_told(blind)]
    parts = [
        INTRO,
        *(_table(sort, rows) for sort in SHOWN),
        _faults([each for each in rows if each[1].sort == "faults"]),
    ]
    return "\n".join(filter(None, parts))


def _told(blind: Iterable[Round]) -> Iterator[tuple[str, Round]]:
    """Yield the rounds with whether their set was still closed when they were measured."""
    opened: set[str] = set()
    for each in blind:
        yield ("seen" if each.name in opened else "blind"), each
        opened.add(each.name)


def _table(sort: str, rows: Sequence[tuple[str, Round]]) -> str:
    """Return the table of one sort of sets; empty where none was measured."""
    heading, measures = SHOWN[sort]
    mine = [(told, each) for told, each in rows if each.sort == ("articles" if sort == "lists" else sort)]
    names = [name for name in measures if any(name in each.figures for _, each in mine)]
    if not names:
        return ""
    head = ["set", "", "size", "day", "commit", *(measures[name] for name in names)]
    cells = (
        [each.name, told, str(each.size), str(each.day), each.commit, *(_share(each, name) for name in names)]
        for told, each in mine
    )
    return "\n".join([f"## {heading}", "", *_markdown(head, cells, texts=5), ""])


def _share(measured: Round, name: str) -> str:
    value = measured.figures.get(name)
    return "" if value is None else f"{100 * value:.1f}"


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int) -> Iterator[str]:
    """Yield the lines of a table; all columns but the first `texts` are numbers."""
    for row in (head, ["---" if place < texts else "---:" for place in range(len(head))], *rows):
        yield f"| {' | '.join(row)} |"


def _faults(rows: Sequence[tuple[str, Round]]) -> str:
    """Return the shares of passed cases by kind, a column for each measurement; empty where none was made."""
    if not rows:
        return ""
    names = dict.fromkeys(name for _, each in rows for name in each.figures)
    head = ["kind", *(f"{each.name}, {told}, {each.day}, {each.commit} ({each.size} cases)" for told, each in rows)]
    cells = (
        [f"**{name}**" if name[:2].islower() else name, *(_share(each, name) for _, each in rows)] for name in names
    )
    return "\n".join(["## Known kinds of reading faults: cases that pass", "", *_markdown(head, cells, texts=1), ""])


def measure_dev(floors: Iterable[Floor], data: Path, score_tool: Path) -> Iterator[Round]:
    """Measure every set that has a floor, once."""
    for task, file in dict.fromkeys((floor.task, floor.file) for floor in floors if floor.facts is None):
        yield measure(Path(file).stem, task, file, data, score_tool)


def main() -> int:
    """Measure if asked to, and write the page."""
    parser = argparse.ArgumentParser(prog="bench.quality", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder of the sets; without it nothing is measured")
    parser.add_argument("--score", type=Path, help="the scoring tool")
    parser.add_argument("--faults", type=Path, help="the tool that runs the cases of known kinds of faults")
    asked = parser.parse_args()
    if asked.data and not asked.score:
        parser.error("--data needs --score SCORE.PY")
    if asked.data:
        dev = list(measure_dev(read_floors(FLOORS), asked.data, asked.score))
        kept = [each for each in read_rounds(DEV) if each.sort == "faults"]
        faults = [measure_faults("cases", asked.data / "faults", asked.faults)] if asked.faults else kept
        write_rounds(DEV, sorted([*dev, *faults], key=lambda each: SORTS.index(each.sort)), DEV_HEAD)
    PAGE.write_text(page_of(read_rounds(DEV), read_rounds(BLIND)), encoding="utf-8")
    print(f"{PAGE} written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
