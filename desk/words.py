"""Saying things on a terminal: results on stdout, everything else on stderr, one line for each mistake."""

import logging
import shutil
import sys
from collections.abc import Iterable

from reports.visible import on_one_line, show_hidden

FINE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
_WIDTH_OF_NO_TERMINAL = 120


def say(line: str) -> None:
    """Tell people something that is not the result; text from elsewhere cannot move the cursor."""
    print(f"factdesk: {on_one_line(line)}", file=sys.stderr, flush=True)


class _OneLine(logging.Formatter):
    """Says what a library notes, in which words from elsewhere may stand, as everything else is said."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line that cannot act on a terminal."""
        return f"factdesk: {on_one_line(super().format(record))}"


def tame_libraries() -> None:
    """Have what libraries note of themselves printed on one line; where nothing else takes it, it would go out as it is."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(_OneLine())


def say_all(lines: Iterable[str]) -> None:
    """Tell people several things."""
    for line in lines:
        say(line)


def show(text: str) -> None:
    """Print a result; on a terminal, what of it could act there is written out instead, and programs get it as it is."""
    show_coloured(show_hidden(text).replace("\r", "⟦U+000D⟧") if has_colour() else text)


def show_coloured(text: str) -> None:
    """Print what has colours of our own and nothing else that could act, whatever the terminal's encoding can hold of it."""
    if isinstance(sys.stdout.encoding, str) and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")
    sys.stdout.flush()


def width() -> int:
    """Return how many columns the terminal has."""
    return shutil.get_terminal_size((_WIDTH_OF_NO_TERMINAL, 24)).columns


def has_colour() -> bool:
    """Tell whether the result goes to a terminal."""
    return sys.stdout.isatty()
