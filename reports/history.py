"""The history of a claim's reviews in plain text, oldest first, with what was taken back and where reviewers differ."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from reports.terminal import wrap_columns
from reports.visible import on_one_line

Row = Mapping[str, Any]


def history_lines(reviews: Sequence[Row], width: int) -> list[str]:
    """Return the lines of a claim's reviews; none for a claim without any."""
    if not reviews:
        return []
    lines = ["Reviews"]
    taken_back = {row.get("undoes"): row for row in reviews if row.get("undoes")}
    for number, row in enumerate(reviews, start=1):
        for at, words in enumerate(_words_of(row, taken_back.get(row["review_id"]))):
            indent = "   " if at else f"{number:>2} "
            wrapped = wrap_columns(on_one_line(words), max(width - len(indent), 20))
            lines += [f"{indent if not each else '   '}{part}" for each, part in enumerate(wrapped)]
    return [*lines, *_disagreement([row for row in reviews if row["review_id"] not in taken_back])]


def _words_of(row: Row, taken_back_by: Row | None) -> Iterator[str]:
    """Yield what one review says, in parts."""
    what = f"takes back {row['undoes']}" if row.get("undoes") else _state(row)
    back = f" (taken back by {taken_back_by['reviewer']})" if taken_back_by else ""
    yield f"{_moment(row['reviewed_at'])}  {row['reviewer']}: {what}{back}  [{row['review_id']}]"
    if row.get("note"):
        yield f"“{row['note']}”"
    if row.get("evidence_url") and not row.get("undoes"):
        yield f"rests on {row['evidence_url']}"


def _state(row: Row) -> str:
    """Return status and verdict in words."""
    return ", ".join(str(row[name]).replace("_", " ") for name in ("status", "verdict") if row.get(name))


def _disagreement(holding: Sequence[Row]) -> list[str]:
    """Return a line where the last verdicts of different people differ."""
    verdicts = {row["reviewer"]: row["verdict"] for row in holding if row.get("verdict") and not row.get("undoes")}
    if len(set(verdicts.values())) < 2:
        return []
    told = ", ".join(f"{reviewer} says {verdict.replace('_', ' ')}" for reviewer, verdict in verdicts.items())
    return [f"   Reviewers disagree: {on_one_line(told)}."]


def _moment(value: object) -> str:
    return f"{value:%Y-%m-%d %H:%M} UTC" if isinstance(value, datetime) else str(value)
