"""What leaves: reviewed claims as ClaimReview, open ones as Claim and Web Annotation, tables as CSV, JSONL and Parquet.

Everything is asked of the published file, and written whole or not at all. Nothing out of an article names a file.
"""

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import polars as pl

from claims.asking.clause import clause_around, states
from claims.model import Span
from flows.settings import Settings, SettingsError
from reports.claim_review import CONTEXT, Publisher, claim_of, claim_reviews_of, opposite_findings, reviewed_findings
from reports.claim_review_rules import Finding, findings_across
from reports.flagged_claims import flagged_claims_sql
from reports.one_claim import placed
from reports.tables import json_line, spread_reasons, to_csv
from reports.web_annotation import annotation_of, annotation_page
from warehouse.ask import ask

Node = dict[str, Any]

_ID = re.compile(r"[0-9a-f]{16}")
_EVERY_ROW = 1_000_000_000
_SELECTS = {
    "items": "SELECT * FROM items ORDER BY priority DESC, article_id, item",
    "claims": (
        "SELECT claims.*, flags, needs_verification, status, verdict, reviewer, reviewed_at FROM claims "
        "JOIN claim_flags USING (claim_id) JOIN claim_status USING (claim_id) "
        "ORDER BY claims.article_id, start_char, end_char, claims.claim_id"
    ),
    "reviews": "SELECT * FROM reviews ORDER BY reviewed_at, review_id",
    "evidence": "SELECT * FROM claim_evidence ORDER BY retrieved_at DESC, claim_id, source, evidence_id",
    "fact-checks": "SELECT * FROM fact_checks ORDER BY reviewed_on DESC NULLS LAST, fact_check_id",
}


@dataclass(frozen=True, slots=True)
class Nodes:
    """JSON-LD with the claim that each is of, and a line for each claim that was left out or could be told better."""

    nodes: tuple[tuple[str, Node], ...]
    left_out: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    again: int = (
        0  # claims that a report counts once: they repeat one of another version or copy, or have been replaced
    )


def table_of(rows: str, settings: Settings) -> pl.DataFrame:
    """Return the rows to export as a table: items, flagged, claims, reviews, evidence or fact-checks."""
    return ask(settings.published, _SELECTS.get(rows) or flagged_claims_sql(), row_limit=_EVERY_ROW)


def table_as_text(form: str, rows: str, settings: Settings) -> str:
    """Return a table as `csv` or `jsonl`; the ClaimReviews of others come as JSON, not as text in JSON."""
    listed: list[Node] = table_of(rows, settings).to_dicts()
    if rows in {"items", "flagged"}:
        listed = spread_reasons(listed)
    if form == "csv":
        return to_csv(listed)
    if rows == "fact-checks":
        listed = [row | {"record": json.loads(row["record"])} for row in listed]
    return "".join(f"{json_line(row)}\n" for row in listed)


def claim_reviews(settings: Settings) -> Nodes:
    """Return the resolved claims as ClaimReview: those alone that pass every rule; raises SettingsError without publisher."""
    publisher = settings.publisher
    if publisher is None:
        raise SettingsError(
            f"{settings.config_file or 'factdesk.toml'}: [publisher] is not set, and a ClaimReview names who publishes "
            "it and where; add name, url and checks_url (`factdesk init` shows them)"
        )
    rows = _claims("status = 'resolved' AND verdict IS NOT NULL", settings)
    claim_ids = [str(row["claim_id"]) for row in rows]
    refused = opposite_findings(rows)
    return _checked(list(zip(claim_ids, claim_reviews_of(rows, publisher), strict=True)), publisher, refused)


def _checked(
    reviews: Sequence[tuple[str, Node]], publisher: Publisher, refused: Sequence[tuple[int, Finding]]
) -> Nodes:
    """Keep the reviews that break no rule that must hold, and tell of the others and of what they could do better.

    `refused` are found to contradict each other, each by its number: none of them leaves.
    """
    findings = [(at, finding) for at, (_, node) in enumerate(reviews) for finding in reviewed_findings(node, publisher)]
    left = sorted(set(range(len(reviews))) - {at for at, _ in refused})
    across = [(left[at], finding) for at, finding in findings_across([reviews[at][1] for at in left])]
    findings = [*refused, *findings, *across]
    bad = {at for at, finding in findings if finding.level == "must"}

    def told(level: str) -> tuple[str, ...]:
        return tuple(_told(reviews[at][0], each) for at, each in findings if each.level == level)

    return Nodes(tuple(each for at, each in enumerate(reviews) if at not in bad), told("must"), told("should"))


def _told(claim_id: str, finding: Finding) -> str:
    return finding.told_of(f"claim {claim_id}")


def open_claims(form: str, rows: str, settings: Settings) -> Nodes:
    """Return claims without a verdict as schema.org Claim (`claims`) or as Web Annotation (`annotations`)."""
    flagged = "" if rows == "claims" else " AND needs_verification"
    listed = _claims(f"status NOT IN ('resolved', 'dismissed'){flagged}", settings)
    write: Callable[[Node], Node] = annotation_of if form == "annotations" else _claim_alone
    again = sum(bool(row["repeats"] or row["replaced_by"]) for row in listed)
    return Nodes(tuple((str(row["claim_id"]), write(row)) for row in listed), again=again)


def _claim_alone(row: Node) -> Node:
    return {"@context": CONTEXT, **claim_of(row)}


def _claims(condition: str, settings: Settings) -> list[Node]:
    select = files("reports").joinpath("exportable_claims.sql").read_text(encoding="utf-8")
    rows = ask(settings.published, f"SELECT * FROM ({select}) WHERE {condition}", row_limit=_EVERY_ROW).to_dicts()  # noqa: S608
    return [row | {"clause": clause_of(row)} for row in rows]


def clause_of(row: Node) -> tuple[int, int] | None:
    """Return where the clause of a claim stands in its statement; None where it has none that states something by itself."""
    found = placed(row)
    if found is None:
        return None
    statement = str(row["statement"])
    clause = clause_around(statement, Span(*found[0]), Span(0, len(statement)), whole=False)
    return (clause.start, clause.end) if states(clause.of(statement)) else None


def nodes_as_text(nodes: Sequence[Node], *, one_a_line: bool, form: str) -> str:
    """Return JSON-LD as one document (annotations as a page of them), or as JSON Lines."""
    if one_a_line:
        return "".join(f"{json_line(node)}\n" for node in nodes)
    return _document(annotation_page(nodes) if form == "annotations" else list(nodes))


def _document(value: object) -> str:
    """Return JSON for people and programs; what would end a script of HTML is written as escapes."""
    text = json.dumps(json.loads(json_line(value)), ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"


def write_each(nodes: Sequence[tuple[str, Node]], folder: Path) -> None:
    """Write one file a claim, named by its id alone, into a folder that is made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for claim_id, node in nodes:
        write_whole(folder / file_name_of(claim_id), _document(node).encode())


def file_name_of(claim_id: str) -> str:
    """Return the file's name of a claim; raises ValueError for anything but 16 hexadecimal digits."""
    if not _ID.fullmatch(claim_id):
        raise ValueError(f"{claim_id!r} is no claim_id, and names no file")
    return f"{claim_id}.jsonld"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a link under its name is replaced, not followed."""
    prepared = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        prepared.write_bytes(content)
        prepared.replace(path)
    finally:
        prepared.unlink(missing_ok=True)
