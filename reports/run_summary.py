"""The summary of one run as Markdown, for the page that the orchestrator keeps of it."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

from reports.pieces import plain_counts, view_reasons
from reports.visible import on_one_line, safe_url, shorten
from reports.words import claimant_of, counted, period_of, reading_of

SHOWN_CLAIMS = 25
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@$=^])")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is, in one line: no markup, no table border, no automatic link."""
    plain = "".join(_HTML.get(letter, letter) for letter in on_one_line(text))
    return _SPECIAL.sub(r"\\\1", plain)


def run_summary_markdown(
    run: Mapping[str, Any], flagged: Sequence[Mapping[str, Any]], report_path: str, *, how_many: int | None = None
) -> str:
    """Return what a run did: its counts, the most urgent claims to verify, and where the report lies.

    `how_many` says how many claims are flagged in all where `flagged` holds the most urgent alone.
    """
    every = len(flagged) if how_many is None else how_many
    by_priority = sorted(flagged, key=lambda row: -float(row.get("priority") or 0))
    parts = [
        f"# {counted(every, 'claim').capitalize()} to verify",
        f"Report: {_link(report_path)}",
        _counts(run),
        _claims(by_priority[:SHOWN_CLAIMS]),
        _rest(every - SHOWN_CLAIMS),
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


def _claims(flagged: Sequence[Mapping[str, Any]]) -> str:
    """Return the claims as a table, or a line that there is none."""
    if not flagged:
        return "No claim needs verifying outside its article."
    head = ["| No. | words | claimant | reading | why |", "|---:|---|---|---|---|"]
    return "\n".join([*head, *(f"| {number} | {_claim(row)} |" for number, row in enumerate(flagged, start=1))])


def _claim(row: Mapping[str, Any]) -> str:
    """Return one claim as the cells of its row."""
    reading = ", ".join(part for part in (reading_of(row), period_of(row)) if part)
    why = ", ".join(reason.title for reason in view_reasons(row))
    cells = (shorten(str(row.get("quote") or ""), 160), claimant_of(row), reading, why)
    return " | ".join(escape_markdown(cell) for cell in cells)


def _rest(number: int) -> str:
    """Say how many claims the table leaves out."""
    return f"{counted(number, 'more claim', 'more claims').capitalize()} in the report." if number > 0 else ""
