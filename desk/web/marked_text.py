"""An article's text with its claims in place, as the pages of an article and of a claim show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.text.sentences import read_lines
from reports.article_view import ArticleView, view_articles
from reports.flag_titles import flag_family
from reports.segments import Block, Marked, cut_blocks

Row = Mapping[str, Any]
REACH = 700  # characters that an excerpt shows before and after, at the most
PART = 100_000  # characters of an article on one page


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """Words that no border of a claim crosses.

    `claim` is the innermost claim there (none where that is the one that the page is about), `family` the colour of the
    innermost one that needs verifying; `is_own` tells whether the claim that the page is about covers them; `begins`
    and `ends` are the claims that do so here.
    """

    text: str
    claim: Row | None = None
    family: str | None = None
    is_deep: bool = False
    is_own: bool = False
    begins: tuple[Row, ...] = ()
    ends: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """One line of an article: body, heading, link or caption."""

    kind: str
    pieces: tuple[MarkedWords, ...]


def mark_lines(text: str, claims: Iterable[Row], *, begins_at: int = 0, own: str | None = None) -> list[MarkedLine]:
    """Return the lines of a text with the claims in it.

    Args:
        text: the article's text, or a part of it.
        claims: rows with claim_id, start_char and end_char (in the whole text), and perhaps flags and
            needs_verification, by which they are coloured.
        begins_at: where in the whole text the part begins.
        own: the claim that the page is about.
    """
    known = {str(row["claim_id"]): row for row in claims}
    marks = [Marked(row["start_char"] - begins_at, row["end_char"] - begins_at, key) for key, row in known.items()]
    lines = [(line.start, line.end, line.kind) for line in read_lines(text)]
    blocks = [block for block in cut_blocks(text, lines, marks) if block.kind != "gap"]
    first, last = _extent(blocks)
    return [
        MarkedLine(
            block.kind,
            tuple(
                _words(
                    segment.text,
                    [known[key] for key in segment.claim_ids],
                    own,
                    begins=[known[key] for key in segment.claim_ids if first[key] == (number, at)],
                    ends=[known[key] for key in segment.claim_ids if last[key] == (number, at)],
                )
                for at, segment in enumerate(block.segments)
            ),
        )
        for number, block in enumerate(blocks)
    ]


def _extent(blocks: Sequence[Block]) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
    """Return where each claim is first and last seen, as (block, segment)."""
    places = [
        (key, (number, at))
        for number, block in enumerate(blocks)
        for at, segment in enumerate(block.segments)
        for key in segment.claim_ids
    ]
    return dict(reversed(places)), dict(places)


def _words(
    text: str, claims: Sequence[Row], own: str | None, *, begins: Sequence[Row], ends: Sequence[Row]
) -> MarkedWords:
    """Return words with the claims that cover them, the innermost first."""
    urgent = [row for row in claims if row.get("needs_verification")]
    return MarkedWords(
        text=text,
        claim=claims[0] if claims and claims[0]["claim_id"] != own else None,
        family=flag_family(next(iter(urgent[0].get("flags") or ()), "")) if urgent else None,
        is_deep=len(urgent) > 1,
        is_own=any(row["claim_id"] == own for row in claims),
        begins=tuple(begins),
        ends=tuple(ends),
    )


def about_article(row: Row) -> ArticleView:
    """Return what is known of an article, without its text: `row` has the columns of `articles`, url and outlet."""
    (view,) = view_articles([{**row, "text": ""}], {}, {}).values()
    return view


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text around some words, and whether text was left out on either side within their paragraph."""

    start: int
    text: str
    is_cut_before: bool
    is_cut_after: bool


def excerpt_of(window: str, window_start: int, start: int, end: int, length: int) -> Excerpt:
    """Return the whole paragraphs around a place, or as much of its own as the window has.

    Args:
        window: the text from `window_start` on, which holds the place.
        window_start: where in the whole text the window begins.
        start: where in the whole text the place begins.
        end: where it ends, exclusive.
        length: characters of the whole text.
    """
    first, last = 0, len(window)
    if window_start > 0:
        first = _after(window, "\n", 0, start - window_start) or _after(window, " ", 0, start - window_start)
    if window_start + last < length:
        last = _before(window, "\n", end - window_start) or _before(window, " ", end - window_start) or last
    begins, ends = window_start + first, window_start + last
    return Excerpt(
        begins,
        window[first:last],
        is_cut_before=begins > 0 and (first == 0 or window[first - 1] != "\n"),
        is_cut_after=ends < length and window[last : last + 1] != "\n",
    )


def _after(window: str, border: str, start: int, end: int) -> int:
    """Return the place after the first such border, 0 where there is none."""
    return window.find(border, start, end) + 1


def _before(window: str, border: str, start: int) -> int:
    """Return the place of the last such border, 0 where there is none."""
    return max(window.rfind(border, start), 0)


def parts_of(text: str, size: int = PART) -> list[tuple[int, int]]:
    """Return a text's parts of about `size` characters, as (start, end), cut between lines where there are any."""
    parts, start = [], 0
    while len(text) - start > size * 5 // 4:
        at = text.rfind("\n", start + size // 2, start + size) + 1
        parts.append((start, at or start + size))
        start = parts[-1][1]
    return [*parts, (start, len(text))]
