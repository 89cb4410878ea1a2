"""Long work shows that it goes on: one line on a terminal that is written over, and nothing anywhere else."""

import sys

from flows.outcome import Counts

_CLEAR = "\r\x1b[K"


def show_progress(counts: Counts) -> None:
    """Say how far the work has come, if somebody is looking."""
    if sys.stderr.isatty():
        done = counts.articles_read + counts.articles_refused
        print(f"{_CLEAR}{done:,} inputs, {counts.claims_found:,} claims", end="", file=sys.stderr, flush=True)


def end_progress() -> None:
    """Give the line back."""
    if sys.stderr.isatty():
        print(_CLEAR, end="", file=sys.stderr, flush=True)
