"""The summary of one run as Markdown, for the page that the orchestrator keeps of it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

from reports.grouping import group_rows
from reports.items import parts_of, reasons_of
from reports.pieces import plain_counts
from reports.sentence import plain_sentence
from reports.visible import on_one_line, safe_url
from reports.words import claimant_of, counted, period_of, reading_of

SHOWN_ITEMS, _AROUND = 25, 60
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@$=^])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is, in one line: no markup, no table border, no automatic link."""
    plain = "".join(_HTML.get(letter, letter) for letter in on_one_line(text))
    return _SPECIAL.sub(r"\\\1", plain)


def run_summary_markdown(
    run: Mapping[str, Any], flagged: Sequence[Mapping[str, Any]], report_path: str, *, how_many: int | None = None
) -> str:
    """Return what a run did: its counts, the sentences to verify on which most hangs, and where the report lies.

    `how_many` says how many sentences there are in all where `flagged` holds the most urgent alone.
    """
    items = group_rows(flagged)
    every = len(items) if how_many is None else how_many
    parts = [
        f"# {counted(every, 'sentence').capitalize()} to verify",
        f"Report: {_link(report_path)}",
        _counts(run),
        _items(items[:SHOWN_ITEMS]),
        _rest(every - SHOWN_ITEMS),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _link(report_path: str) -> str:
    """Return a link to the report where its place can be one, and always the place itself."""
    fence = "`" * (max((len(run) for run in re.findall("`+", report_path)), default=0) + 1)
    place = f"{fence} {on_one_line(report_path)} {fence}" if "`" in report_path else f"`{on_one_line(report_path)}`"
    path = Path(report_path)
    address = safe_url(report_path) or (path.as_uri() if path.is_absolute() else None)
    if address is None and PureWindowsPath(report_path).drive:
        address = PureWindowsPath(report_path).as_uri()
    return f"{place} ([open](<{address}>))" if address else place


def _counts(run: Mapping[str, Any]) -> str:
    """Return the counts of the run as a table of two columns."""
    rows = [f"| {escape_markdown(what)} | {how_many} |" for what, how_many in plain_counts(run)]
    return "\n".join(["| this run | |", "|---|---:|", *rows]) if rows else ""


def _items(items: Sequence[Sequence[Mapping[str, Any]]]) -> str:
    """Return the items as a table, or a line that there is none."""
    if not items:
        return "No claim needs verifying outside its article."
    head = ["| No. | sentence | claimant | reading | why |", "|---:|---|---|---|---|"]
    return "\n".join([*head, *(f"| {number} | {_item(rows)} |" for number, rows in enumerate(items, start=1))])


def _item(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return one item as the cells of its row."""
    readings = (", ".join(part for part in (reading_of(row), period_of(row)) if part) for row in rows)
    why = ", ".join(shared.reason.title for shared in reasons_of(rows))
    claimants = ", ".join(dict.fromkeys(claimant_of(row) for row in rows))
    cells = (plain_sentence(parts_of(rows, _AROUND)), claimants, "; ".join(filter(None, readings)), why)
    return " | ".join(escape_markdown(cell) for cell in cells)


def _rest(number: int) -> str:
    """Say how many sentences the table leaves out."""
    return f"{counted(number, 'more sentence').capitalize()} in the report." if number > 0 else ""
