"""The table of docs/web.md, out of the cases that the tests run: `python -m tests.site.table` writes it there."""

import tomllib
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent.parent
CASES = PROJECT / "tests" / "cases" / "web" / "outcomes.toml"
PAGE = PROJECT / "docs" / "web.md"
BEGIN, END = "<!-- outcomes: python -m tests.site.table -->\n", "<!-- end of outcomes -->\n"


def read_groups() -> list[dict[str, Any]]:
    """Return the groups of cases."""
    return tomllib.loads(CASES.read_text(encoding="utf-8"))["group"]


def table() -> str:
    """Return the cases as Markdown."""
    lines = []
    for group in read_groups():
        lines += [f"\n### {group['name']}\n", "| the site | class | what comes of it |", "|---|---|---|"]
        lines += [f"| {case['what']} | {_class(case)} | {_outcome(case)} |" for case in group["case"]]
    return "\n".join(lines) + "\n"


def _class(case: dict[str, Any]) -> str:
    return case["class"] or "unchanged (not logged)"


def _outcome(case: dict[str, Any]) -> str:
    parts = []
    if case.get("articles"):
        tries = f" at try {case['tries']}" if case.get("tries", 1) > 1 else ""
        date = f", dated by {case['basis']}" if case.get("basis") else ""
        conflict = f"; conflict kept: “{case['conflict']}”" if "conflict" in case else ""
        parts.append(f"article{tries}{date}{conflict}")
    tried = f"after {case['tries']} tries " if case.get("tries", 1) > 1 and not case.get("articles") else ""
    parts += [f"{tried}refused: {line}" for line in case.get("refused", [])]
    return "; ".join(parts).replace("|", "\\|") or "nothing to read, and nothing to tell"


def page_with_table(page: str) -> str:
    """Return the page with today's table between its marks."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + BEGIN + table() + END + tail


if __name__ == "__main__":
    PAGE.write_text(page_with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
