"""An article as the report shows it: what is known of it, its text with the claims in place, and its other claims."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports.pieces import ClaimView
from reports.segments import Block, Marked, cut_blocks
from reports.visible import host_of, safe_url
from reports.words import Row, day_words, moment_words

_BASES = {
    "feed": "from the feed",
    "json-ld": "from the page's data",
    "meta": "from the page's data",
    "url": "from its address",
    "record": "from the record",
    "text": "worked out from the text",
    "fetch": "the day it was fetched",
}
_METADATA = (
    ("title", "headline"),
    ("byline", "byline"),
    ("published_at", "date"),
    ("outlet", "outlet"),
    ("url", "address"),
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

LineSpan = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of an article that no border crosses.

    `inner` is the innermost claim there (the words link to it), `family` colours them when a claim that needs
    verifying covers them, `begins` are the anchors to set before and `ends` the numbered claims that end after them.
    """

    text: str
    inner: ClaimView | None = None
    family: str | None = None
    deep: bool = False
    begins: tuple[str, ...] = ()
    ends: tuple[ClaimView, ...] = ()


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of an article: body, heading, link or caption."""

    kind: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its claims; `known` are pairs of label and words, `missing` says in words what is not known."""

    entry: str
    title: str
    language: str | None
    known: tuple[tuple[str, str], ...]
    url: str | None
    host: str
    missing: str
    lines: tuple[TextLine, ...]
    flagged: tuple[ClaimView, ...]
    others: tuple[ClaimView, ...]

    @property
    def items(self) -> tuple[ClaimView, ...]:
        """A claim of each item to verify, in their order."""
        return tuple({claim.number: claim for claim in reversed(self.flagged)}.values())[::-1]

    @property
    def beyond_table(self) -> int:
        """How many of the others need verifying as well, but are not among the claims that the report was given."""
        return sum(bool(claim.row.get("needs_verification")) for claim in self.others)


def view_articles(
    articles: Sequence[Row], claims: Mapping[str, ClaimView], lines: Mapping[str, Sequence[LineSpan]]
) -> dict[str, ArticleView]:
    """Return the articles by their ids, those with the most urgent claim first."""
    of_article: dict[str, list[ClaimView]] = {str(row["article_id"]): [] for row in articles}
    for claim in claims.values():
        of_article.get(claim.article_id, []).append(claim)
    urgency = {
        article_id: min((claim.number for claim in own if claim.number), default=len(claims) + 1)
        for article_id, own in of_article.items()
    }
    ordered = sorted(articles, key=lambda row: urgency[str(row["article_id"])])
    return {
        str(row["article_id"]): _view_article(
            row, number, of_article[str(row["article_id"])], lines.get(str(row["article_id"]), ())
        )
        for number, row in enumerate(ordered, start=1)
    }


def _view_article(row: Row, number: int, claims: Sequence[ClaimView], lines: Sequence[LineSpan]) -> ArticleView:
    """Return one article as the report shows it."""
    url, language = safe_url(row.get("url")), str(row.get("language") or "")
    return ArticleView(
        entry=f"article-{number}",
        title=str(row.get("title") or row.get("name") or "an article without a name"),
        language=language if _LANGUAGE.fullmatch(language) else None,
        known=tuple(_known(row)),
        url=url,
        host=host_of(url) if url else "",
        missing=missing_of(row),
        lines=tuple(_lines(str(row.get("text") or ""), lines, claims)),
        flagged=tuple(claim for claim in claims if claim.number),
        others=tuple(sorted((claim for claim in claims if not claim.number), key=_by_place)),
    )


def _by_place(claim: ClaimView) -> tuple[int, int]:
    """Order claims as their article tells them."""
    return claim.row.get("start_char") or 0, claim.row.get("end_char") or 0


def _known(row: Row) -> Iterable[tuple[str, str]]:
    """Yield what is known of an article; an address that must not be a link is told as text."""
    for column, label in (("outlet", "Outlet"), ("byline", "By")):
        if row.get(column):
            yield label, str(row[column])
    if row.get("published_at"):
        basis = _BASES.get(str(row.get("published_basis")), "")
        yield "Published", _when(row["published_at"]) + (f" ({basis})" if basis else "")
    if row.get("genre"):
        yield "Genre", str(row["genre"]).replace("_", " and ")
    if row.get("fetched_at"):
        yield "Fetched", _when(row["fetched_at"])
    if row.get("title") and row.get("name"):
        yield "Input", str(row["name"])
    if row.get("url") and not safe_url(row["url"]):
        yield "Address (not a web link)", str(row["url"])


def _when(moment: object) -> str:
    """Return a moment or a day in words; midnight sharp is how a day alone is kept."""
    if isinstance(moment, datetime) and (moment.hour or moment.minute or moment.second):
        return moment_words(moment)
    return day_words(moment) if isinstance(moment, date) else str(moment)


def missing_of(row: Row) -> str:
    """Return in words which metadata an article lacks ("No headline, byline or date is known."), or ""."""
    lacking = [label for column, label in _METADATA if not row.get(column)]
    if not lacking:
        return ""
    *first, last = lacking
    return f"No {', '.join(first)}{' or ' if first else ''}{last} is known."


def _lines(text: str, lines: Sequence[LineSpan], claims: Sequence[ClaimView]) -> Iterable[TextLine]:
    """Yield the lines of an article with its claims in place."""
    shown = {claim.claim_id: claim for claim in claims if claim.place}
    marks = [Marked(claim.row["start_char"], claim.row["end_char"], claim_id) for claim_id, claim in shown.items()]
    blocks = [block for block in cut_blocks(text, lines, marks) if block.kind != "gap"]
    first, last = _extent(blocks)
    for block_at, block in enumerate(blocks):
        pieces = [
            _piece(
                segment.text,
                [shown[claim_id] for claim_id in segment.claim_ids],
                begins={claim_id for claim_id in segment.claim_ids if first[claim_id] == (block_at, at)},
                ends={claim_id for claim_id in segment.claim_ids if last[claim_id] == (block_at, at)},
            )
            for at, segment in enumerate(block.segments)
        ]
        yield TextLine(block.kind, tuple(pieces))


def _extent(blocks: Sequence[Block]) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Return where each claim is first and last seen, as (block, segment)."""
    first: dict[str, tuple[int, int]] = {}
    last: dict[str, tuple[int, int]] = {}
    for block_at, block in enumerate(blocks):
        for at, segment in enumerate(block.segments):
            for claim_id in segment.claim_ids:
                first.setdefault(claim_id, (block_at, at))
                last[claim_id] = (block_at, at)
    return first, last


def _piece(text: str, claims: Sequence[ClaimView], *, begins: set[str], ends: set[str]) -> Piece:
    """Return words with the claims that cover them, the innermost first."""
    flagged = [claim for claim in claims if claim.number]
    return Piece(
        text=text,
        inner=claims[0] if claims else None,
        family=flagged[0].family if flagged else None,
        deep=len(flagged) > 1,
        begins=tuple(str(claim.place) for claim in claims if claim.claim_id in begins),
        ends=tuple(claim for claim in flagged if claim.claim_id in ends and claim.leads),
    )
