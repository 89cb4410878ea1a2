"""The page of one outlet or one claimant: how much of theirs needs verifying and why, figure edits, and their claims.

Its file's name comes from the name's letters and its hash alone, so no name leads out of the folder or onto another.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from reports.edits import EditView, view_edit
from reports.engine import look, render
from reports.grouping import group_rows
from reports.overview import draw_flags
from reports.pieces import ClaimView, Reason, view_claims
from reports.questions import question
from reports.words import counted, day_words, moment_words

Row = Mapping[str, Any]

REPORT = "../flagged-claims.html"
FILE_NAME = re.compile(r"(?:[a-z0-9-]{1,48}-)?[0-9a-f]{16}\.html")
_SLUG_LENGTH = 48
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_FOUND = (
    ("found_true", "true or mostly true"),
    ("found_half_true", "half true"),
    ("found_false", "false or mostly false"),
    ("found_undecidable", "unverifiable or outdated"),
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A sort of pages: `kind` names its questions (`KIND_page.sql`), `folder` is where they lie beside the report."""

    kind: str
    folder: str

    def path_of(self, name: str) -> str:
        """Return where the page of a name lies, seen from the report's folder."""
        return f"{self.folder}/{file_name_of(name)}"


OUTLETS, CLAIMANTS = Subject("outlet", "outlets"), Subject("claimant", "claimants")


@dataclass(frozen=True)
class SubjectPage:
    """What a page shows, as rows; `rows` are those of `KIND_page.sql` with this name, one at least.

    `reasons` are the rows of `flag_rules` by flag, `reported` the claims that stand in the report, `new_ids` those that
    are new in it, and `paths` the pages of the others: outlets by name on the page of a claimant, and the reverse.
    """

    subject: Subject
    rows: Sequence[Row]
    flags: Sequence[Row] = ()
    edits: Sequence[Row] = ()
    reasons: Mapping[str, Row] = field(default_factory=dict)
    reported: frozenset[str] = frozenset()
    new_ids: frozenset[str] = frozenset()
    paths: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The outlet or claimant."""
        return str(self.rows[0]["subject"])

    @property
    def path(self) -> str:
        """Where the page lies, seen from the report's folder."""
        return self.subject.path_of(self.name)


def file_name_of(name: str) -> str:
    """Return the name of the file for an outlet or claimant: what it has of plain letters, and its hash."""
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _NOT_SLUG.sub("-", plain)[:_SLUG_LENGTH].strip("-")
    return f"{slug}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}.html".removeprefix("-")


def pages_sql(subject: Subject, *, most_pages: int, most_rows: int) -> str:
    """Return the SELECT of the claims of the pages of a sort."""
    return question(f"{subject.kind}_page", most_pages=most_pages, most_rows=most_rows)


def flags_sql(subject: Subject, *, most_pages: int) -> str:
    """Return the SELECT of the flags of the pages of a sort."""
    return question(f"{subject.kind}_flags", most_pages=most_pages)


def fingerprint(page: SubjectPage) -> str:
    """Return what stays the same as long as the page would show the same."""
    mine = {str(row["claim_id"]) for row in page.rows}
    shown = (
        page.subject, page.rows, page.flags, page.edits, sorted(page.reasons.items()), sorted(page.reported & mine),
        sorted(page.new_ids & mine), sorted(page.paths.get(str(row[_other(page)]), "") for row in page.rows),
    )  # fmt: skip
    return sha256((repr(shown) + look()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _other(page: SubjectPage) -> str:
    return "outlet" if page.subject.kind == "claimant" else "claimant"


def render_subject_page(page: SubjectPage, made_at: datetime) -> str:
    """Return the page as one HTML document that needs nothing beside it; its links lead to its neighbours."""
    first = page.rows[0]
    claims = [_explained(claim, page.reasons) for claim in view_claims(group_rows(page.rows), (), ()).values()]
    return render(
        "subject_page.html",
        title=page.name,
        kind=page.subject.kind,
        made_at=moment_words(made_at),
        fingerprint=fingerprint(page),
        lead=_lead(first),
        record=_record(first),
        drawing=draw_flags(page.flags),
        edits=_edits(page.edits),
        claims=claims,
        further=int(first["flagged_in_all"]) - len(claims),
        report=REPORT,
        reported=page.reported,
        new_ids=page.new_ids,
        paths=page.paths,
        other=_other(page),
        day_words=day_words,
    )


def _explained(claim: ClaimView, rules: Mapping[str, Row]) -> tuple[ClaimView, list[Reason]]:
    """Return a claim with its reasons as the rules word them."""
    reasons = []
    for reason in claim.reasons:
        rule = rules.get(reason.flag, {})
        reasons.append(Reason(reason.flag, str(rule.get("why") or ""), str(rule.get("clears") or "")))
    return claim, reasons


def _edits(rows: Sequence[Row]) -> list[EditView]:
    return [view_edit(row) for row in rows]


def _lead(row: Row) -> tuple[str, str]:
    """Return how many claims need verifying, and of how many they are."""
    articles = counted(int(row["articles_in_all"]), "article")
    return counted(int(row["flagged_in_all"]), "claim"), f"of {int(row['claims_in_all']):,} found in {articles}"


def _record(row: Row) -> str:
    """Return what reviews found of the claims; nothing where none was judged."""
    if not row.get("judged"):
        return ""
    found = [f"{int(row[name]):,} {words}" for name, words in _FOUND if row.get(name)]
    return f"{counted(int(row['judged']), 'claim')} reviewed: {', '.join(found)}"
