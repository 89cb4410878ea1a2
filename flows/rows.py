"""What was read becomes rows: articles, claims and refusals as dictionaries, named as in the models of `schemas`."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from hashlib import sha256

import polars as pl

from claims.agencies import agency_of
from claims.copies import SKETCHED_BY, Sketch
from claims.find import Findings
from claims.ids import id_of
from claims.model import Article, Claim
from claims.read import Unreadable
from claims.tracking.arithmetic import claims_in
from claims.tracking.sums.told import Miscount
from claims.version import found_with
from schemas.gate import REJECT_SCHEMA

Row = dict[str, object]

SPAN_RULE = "quote is articles.text[start_char:end_char]"
INPUT_TABLE = "inputs"  # where a reject was meant for when it never became a row

_CLAIM_COLUMNS = tuple(each.name for each in fields(Claim))


def page_row(article: Article) -> Row:
    """Return the page that the article is a version of."""
    return {"page_id": article.page_id, "url": article.url, "outlet": article.outlet}


def article_row(
    article: Article, found_with: str | None, origin_id: str | None = None, genre: str | None = None
) -> Row:
    """Return the article's row; `found_with` are the versions of the finders that looked for its claims, if they did.

    Without `origin_id` the article is its own origin.
    """
    return {
        "article_id": article.article_id,
        "page_id": article.page_id,
        "name": article.name,
        "title": article.title,
        "byline": article.byline,
        "language": article.language,
        "published_at": _in_utc(article.published_at),
        "published_basis": article.published_basis if article.published_at else None,
        "published_conflicts": list(article.published_conflicts) or None,
        "text": article.text,
        "text_sha256": sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "origin_id": origin_id or article.article_id,
        "read_by": article.read_by,
        "found_with": found_with,
        "agency": agency_of(article),
        "genre": genre,
    }


def sketch_row(article_id: str, sketch: Sketch) -> Row:
    """Return the row by which later copies of the article are found."""
    return {
        "article_id": article_id,
        "shingles": sketch.shingles,
        "minhash": sketch.values(),
        "bands": sketch.bands(),
        "sketched_by": SKETCHED_BY,
    }


def claim_row(claim: Claim) -> Row:
    """Return the claim's row: resolutions as JSON, notes as a list."""
    row: Row = {name: getattr(claim, name) for name in _CLAIM_COLUMNS}
    resolutions = [asdict(each) for each in claim.resolutions]
    return row | {"resolutions": json.dumps(resolutions, ensure_ascii=False), "notes": list(claim.notes)}


def miscount_rows(article: Article, found: Findings) -> list[Row]:
    """Return the rows of what an article's numbers contradict one another in."""
    return [_miscount_row(article, each, claims_in(each, found.claims)) for each in found.miscounts]


def _miscount_row(article: Article, miscount: Miscount, claim_ids: list[str]) -> Row:
    terms = json.dumps([asdict(term) for term in miscount.terms], ensure_ascii=False)
    return {
        "miscount_id": id_of(article.article_id, miscount.rule, terms, found_with()),
        "article_id": article.article_id,
        "rule": miscount.rule,
        "says": miscount.says,
        "expected": miscount.expected,
        "printed": miscount.printed,
        "terms": terms,
        "claim_ids": claim_ids,
        "found_with": found_with(),
    }


def split_by_span(article: Article, claims: Iterable[Claim]) -> tuple[list[Row], list[Row]]:
    """Return the rows whose words stand where they say, and a reject for each of the others, which are never kept."""
    good: list[Row] = []
    rejects: list[Row] = []
    for claim in claims:
        row = claim_row(claim)
        there = article.text[claim.start_char : claim.end_char]
        if claim.quote == there:
            good.append(row)
        else:
            rejects.append(_reject_row("claims", row, "quote", SPAN_RULE, there))
    return good, rejects


def refusal_row(refusal: Unreadable) -> Row:
    """Return an input that could not be read as a reject, with what to do next."""
    row: Row = {"name": refusal.name, "next_step": refusal.next_step}
    return _reject_row(INPUT_TABLE, row, "input", refusal.rule, refusal.name)


def rejects_frame(rows: Iterable[Row]) -> pl.DataFrame:
    """Return rejects as the frame that the warehouse takes."""
    return pl.DataFrame(list(rows), schema=REJECT_SCHEMA)


def missing_metadata(article: Article) -> str | None:
    """Say which of the four things that a reader looks for first the article does not tell; None if it has them all."""
    known = (
        ("URL", article.url),
        ("headline", article.title),
        ("byline", article.byline),
        ("date", article.published_at),
    )
    missing = [what for what, value in known if not value]
    how = _HOW_TO_DATE if article.read_by == "text" and not article.published_at else ""
    return f"{article.name}: no {', '.join(missing)}{how}" if missing else None


_HOW_TO_DATE = (
    '; at the top of a text a headline, then "By NAME" and a day ("9 June 2025"), each alone on its line, are read'
)


def _reject_row(table: str, row: Row, column: str, rule: str, value: str) -> Row:
    whole = json.dumps(row, ensure_ascii=False, default=str)
    return {"table_name": table, "row_json": whole, "column_name": column, "rule": rule, "value": value}


def _in_utc(moment: datetime | None) -> datetime | None:
    """Return the moment in UTC; one without a zone is taken to be in UTC already."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
