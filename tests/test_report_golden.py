"""The reports of three invented articles, kept as files: a change of the page is seen in the difference.

Run with FACTDESK_REWRITE_GOLDEN=1 to write the files anew, then read the difference before committing it.
"""

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from reports.digest import Digest, digest_markdown
from reports.explain import explain_claim
from reports.flagged_claims import FlaggedReport, render_html
from reports.run_summary import run_summary_markdown
from reports.subject_page import CLAIMANTS, SubjectPage, render_subject_page
from reports.tables import spread_reasons, to_csv, to_jsonl
from reports.terminal import claims_table

GOLDEN = Path(__file__).parent / "golden"


def typed(name: str, value: object) -> object:
    """Return a value of the JSON file as the warehouse would hand it out: moments and days by their column's name."""
    if isinstance(value, list):
        return [typed("", part) for part in value]
    if isinstance(value, dict):
        return {key: typed(key, part) for key, part in value.items()}
    if isinstance(value, str) and (name.endswith("_at") or "_at_" in name):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name in {"time_first", "time_last", "day"}:
        return date.fromisoformat(value)
    return value


@pytest.fixture(scope="module")
def report() -> FlaggedReport:
    """Return the report of the invented articles."""
    rows = json.loads((GOLDEN / "report_rows.json").read_text(encoding="utf-8"))
    return FlaggedReport(**typed("", rows))


def digest_of(report: FlaggedReport) -> Digest:
    """Return the digest of the invented articles."""
    assert report.since
    return Digest(
        made_at=report.made_at,
        since=report.since["made_at"],
        counts={"items": 8, "flagged": len(report.flagged), "articles": 2, "refused": len(report.refused)},
        new_claims=report.new_claims,
        edits=report.edits,
        refused=report.refused,
        link="https://desk.example/reports/flagged-claims.html",
    )


def claimant_of(report: FlaggedReport) -> SubjectPage:
    """Return the page of one of the invented claimants."""
    claims = [row | {"flags": [each["flag"] for each in row["reasons"]]} for row in report.flagged]
    rules = {each["flag"]: each for row in report.flagged for each in row["reasons"]}
    counts = {"flagged_in_all": 3, "claims_in_all": 4, "articles_in_all": 1, "how_many": 6}
    counts |= {"judged": 2, "found_true": 1, "found_half_true": 0, "found_false": 1, "found_undecidable": 0}
    name = "Ines Okafor"
    rows = [{**row, **counts, "subject": name, "reasons": None} for row in claims if row["claimant"] == name]
    flags = [{"flag": "people_count", "claims": 2}, {"flag": "promise_due", "claims": 1}]
    return SubjectPage(CLAIMANTS, rows, flags, reasons=rules, reported=frozenset(row["claim_id"] for row in rows))


def written(name: str, report: FlaggedReport) -> str:
    """Return the text of one kind of report, by its file's name."""
    match name:
        case "report.html":
            return render_html(report)
        case "report.csv":
            return to_csv(spread_reasons(report.flagged))
        case "report.jsonl":
            return to_jsonl(report.flagged)
        case "report.md":
            return run_summary_markdown(report.run or {}, report.flagged, "/data/reports/flagged_claims.html")
        case "report_digest.md":
            return digest_markdown(digest_of(report))
        case "report_claimant.html":
            return render_subject_page(claimant_of(report), report.made_at)
        case "report_wide.txt":
            return claims_table(report.flagged, width=110)
        case "report_narrow.txt":
            return claims_table(report.flagged, width=48)
        case "report_explained.txt":
            first = report.flagged[0]
            return explain_claim(first, first["reasons"])
    raise AssertionError(name)


@pytest.mark.parametrize(
    "name",
    [
        "report.html",
        "report.csv",
        "report.jsonl",
        "report.md",
        "report_digest.md",
        "report_claimant.html",
        "report_wide.txt",
        "report_narrow.txt",
        "report_explained.txt",
    ],
)
def test_report_is_the_golden_one(name: str, report: FlaggedReport) -> None:
    """Each kind of report is, byte for byte, the file that a person has looked at."""
    text, path = written(name, report), GOLDEN / name
    if os.environ.get("FACTDESK_REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="")

    assert path.read_bytes().decode("utf-8") == text


def test_same_rows_give_the_same_page(report: FlaggedReport) -> None:
    """A report depends on its rows alone."""
    assert render_html(report) == render_html(report)


@pytest.mark.parametrize("width", [40, 48, 72, 80, 100, 160])
def test_terminal_table_keeps_to_its_width(width: int, report: FlaggedReport) -> None:
    """No line of the table is wider than the window, and none carries a colour that was not asked for."""
    text = claims_table(report.flagged, width=width)

    assert max(len(line) for line in text.splitlines()) <= width
    assert "\x1b" not in text


def test_colour_only_adds_codes(report: FlaggedReport) -> None:
    """With colour the table has the same words."""
    coloured = claims_table(report.flagged, width=100, colour=True)

    assert "\x1b[1m" in coloured
    for code in ("\x1b[1m", "\x1b[2m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == claims_table(report.flagged, width=100)
