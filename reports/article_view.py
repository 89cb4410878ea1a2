"""An article as the report shows it: what is known of it, its text with the claims in place, and its other claims."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """An article with its claims; `known` are pairs of label and words, `missing` says in words what is not known.

    `number` is that of its page. The newest version of a page says how many `earlier` ones there are, and `behind` it stand
    those of them that are shown, for what they said first; one that stands behind another has `earlier` None.
    """

    entry: str
    number: int
    earlier: int | None
    behind: "tuple[ArticleView, ...]"
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
    def of_page(self) -> tuple[ClaimView, ...]:
        """The claims to verify of its page, those that an earlier version said first too."""
        return tuple(claim for version in (self, *self.behind) for claim in version.flagged)

    @property
    def items_of_page(self) -> tuple[ClaimView, ...]:
        """A claim of each item to verify of its page, in their order."""
        by_number = {claim.number: claim for claim in reversed(self.of_page)}
        return tuple(by_number[number] for number in sorted(by_number))

    @property
    def found_in_page(self) -> int:
        """How many claims its page has, each once, however many versions that are shown say it."""
        versions = (self, *self.behind)
        return distinct(
            {claim.claim_id: claim.row for version in versions for claim in (*version.flagged, *version.others)}
        )

    @property
    def beyond_table(self) -> int:
        """How many of the others need verifying as well, but are not among the claims that the report was given."""
        return sum(bool(claim.row.get("needs_verification")) for claim in self.others)


def distinct(claims: Mapping[str, Row]) -> int:
    """Return how many claims there are by their ids, without those that repeat one of them or that one of them replaced."""
    return len(claims) - sum(
        row.get("repeats") in claims or row.get("replaced_by") in claims for row in claims.values()
    )


def view_articles(
    articles: Sequence[Row], claims: Mapping[str, ClaimView], lines: Mapping[str, Sequence[LineSpan]]
) -> dict[str, ArticleView]:
    """Return the articles by their ids, those of the page with the most urgent claim first, each page's newest version first.

    Rows may have `page_id`, `newest_id` (the newest version of the page) and `versions` (how many it has).
    """
    of_article: dict[str, list[ClaimView]] = {str(row["article_id"]): [] for row in articles}
    for claim in claims.values():
        of_article.get(claim.article_id, []).append(claim)
    pages: dict[str, list[Row]] = {}
    for row in sorted(articles, key=_is_behind):
        pages.setdefault(str(row.get("newest_id") or row["article_id"]), []).append(row)
    last = len(claims) + 1
    urgency = {
        page: min((claim.number or last for row in rows for claim in of_article[str(row["article_id"])]), default=last)
        for page, rows in pages.items()
    }
    shown: dict[str, ArticleView] = {}
    for number, page in enumerate(sorted(pages, key=urgency.__getitem__), start=1):
        shown |= _view_page(pages[page], number, of_article, lines)
    return shown


def _is_behind(row: Row) -> bool:
    """Tell whether an article is an older version of a page."""
    return row.get("newest_id") not in {None, row["article_id"]}


def _view_page(
    versions: Sequence[Row],
    number: int,
    of_article: Mapping[str, Sequence[ClaimView]],
    lines: Mapping[str, Sequence[LineSpan]],
) -> dict[str, ArticleView]:
    """Return the versions of a page that are shown, by their ids, the newest first."""
    newest, *older = versions
    views: dict[str, ArticleView] = {}
    for at, row in enumerate([*older, newest], start=1):
        article_id = str(row["article_id"])
        entry = f"article-{number}" if row is newest else f"article-{number}-{at}"
        view = _view_article(row, of_article[article_id], lines.get(article_id, ()))
        views[article_id] = replace(
            view,
            entry=entry,
            number=number,
            earlier=(row.get("versions") or 1) - 1 if row is newest else None,
            behind=tuple(views.values()) if row is newest else (),
        )
    newest_id = str(newest["article_id"])
    return {newest_id: views.pop(newest_id)} | views


def _view_article(row: Row, claims: Sequence[ClaimView], lines: Sequence[LineSpan]) -> ArticleView:
    """Return one article as the report shows it, for itself."""
    url, language = safe_url(row.get("url")), str(row.get("language") or "")
    return ArticleView(
        entry="",
        number=0,
        earlier=0,
        behind=(),
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
