"""Lines of an article: its paragraphs, and which of them are body, heading, link or caption.

In most inputs each physical line is a paragraph. Hard-wrapped text (lines of about 55 to 100 characters, broken inside
sentences, paragraphs set off by blank lines or by indent) is recognised, and a wrapped paragraph is one line here.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from claims.furniture import is_furniture
from claims.model import Line, Span
from schemas.vocabulary import LineKind

LEXICON = Path(__file__).parents[1] / "lexicon" / "lines.toml"

WIDEST_WRAP = 100  # characters; a longer physical line was not broken by hand or by an editor
NARROWEST_WRAP = 40  # below this a broken line is a list, a verse or a table
WRAPPED_SHARE = 0.1  # of the short lines without a stop must break inside a sentence, for full lines to be joined
HEADING_WORDS = 14
HEADLINE_WORDS = 22  # for the first line, which may be the article's own headline
HEADING_CHARACTERS = 110
HEADLINE_CHARACTERS = 150
LINK_CHARACTERS = 200

_FINAL = frozenset(".!?…。！？")
_CLOSERS = "\"'”’»)]」』*_ \t\u00a0"
_TABLE_GAP = re.compile(r"\S(?:[ \u00a0]{3,}|\t)(?=\S)")
_BULLET = re.compile(r"(?:[•▪◦‣●■►▶→»*·]\s*|[-–—]\s+|\(?\d{1,2}[.)]\s+)(?=\S)")
_DECORATION = re.compile(r"[\s>»→▶►▸•*|\[(#–—-]*")
_ADDRESS = re.compile(r"[\s<\[(]*(?:https?://|www\.)\S+\s*")
# What is counted or measured, which an editor checks also where it stands in a line above others.
_AMOUNT = re.compile(
    r"[$€£¥₹](?:US)?\s?\d|\d\s?(?:%|percent\b|per cent\b)"
    r"|(?:^|[\[(“\"]|\b[a-z]{2,} )(?:\d{1,3}(?:,\d{3})*|(?i:one|two|three|four|five|six|seven|eight|nine|ten))[ -][a-z]{2,}"
)
_NUMBER = re.compile(r"[$€£¥]?\(?[-+]?\d[\d.,:/%-]*\)?")


class _Row(NamedTuple):
    """One physical line with something on it: its span without outer white space, its indent, and what precedes it."""

    start: int
    end: int
    indent: int
    after_blank: bool

    @property
    def width(self) -> int:
        """The columns that the line takes."""
        return self.indent + self.end - self.start


class _Wrapping(NamedTuple):
    """How a hard-wrapped text was set: its width and usual indent, and whether an indent opens a paragraph."""

    width: int
    indent: int
    opens_by_indent: bool
    throughout: bool


def read_lines(text: str) -> list[Line]:
    """Return every non-empty line (paragraph) of the text in order, with its kind; together they cover all words."""
    paragraphs = find_paragraphs(text)
    return [
        Line(span.start, span.end, kind)
        for span, kind in zip(paragraphs, _kinds([span.of(text) for span in paragraphs]), strict=True)
    ]


def find_paragraphs(text: str) -> list[Span]:
    """Return the span of every paragraph, without white space at its ends; hard-wrapped ones reach over line breaks."""
    rows = list(_rows(text))
    wrapping = _wrapping_of(text, rows)
    if wrapping is None:
        return [Span(row.start, row.end) for row in rows]
    paragraphs: list[Span] = []
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None and _goes_on(text, before, row, wrapping):
            paragraphs[-1] = Span(paragraphs[-1].start, row.end)
        else:
            paragraphs.append(Span(row.start, row.end))
    return paragraphs


def _rows(text: str) -> Iterator[_Row]:
    """Yield the physical lines that are not blank."""
    start, after_blank = 0, True
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            indent = len(raw) - len(raw.lstrip())
            columns = len(raw[:indent].expandtabs(8))
            yield _Row(start + indent, start + indent + len(words), columns, after_blank)
        after_blank = not words
        start += len(raw) + 1


def _breaks_inside(text: str, before: _Row, row: _Row) -> bool:
    """Tell whether a sentence plainly goes on from one physical line to the next."""
    return (
        text[row.start].islower()
        and not row.after_blank
        and before.width <= WIDEST_WRAP
        and row.width <= WIDEST_WRAP
        and not _ends_finally(text, before)
        and not _is_table_row(text, before)
        and not _is_table_row(text, row)
    )


def _wrapping_of(text: str, rows: Sequence[_Row]) -> _Wrapping | None:
    """Return how the text is hard-wrapped; None when no line of a fair width breaks inside a sentence."""
    pairs = [(before, row) for before, row in pairwise(rows) if not row.after_blank and before.width <= WIDEST_WRAP]
    broken = [pair for pair in pairs if pair[0].width >= NARROWEST_WRAP and _breaks_inside(text, *pair)]
    if not broken:
        return None
    open_ended = [pair for pair in pairs if not _ends_finally(text, pair[0])]
    indent = Counter(row.indent for _, row in broken).most_common(1)[0][0]
    return _Wrapping(
        width=max(before.width for before, _ in broken),
        indent=indent,
        opens_by_indent=any(
            before.indent > indent + 1 >= row.indent and before.width >= NARROWEST_WRAP for before, row in open_ended
        ),
        throughout=len(broken) >= WRAPPED_SHARE * len(open_ended),
    )


def _goes_on(text: str, before: _Row, row: _Row, wrapping: _Wrapping) -> bool:
    """Tell whether the paragraph of the first physical line goes on in the second."""
    if row.after_blank or max(before.width, row.width) > WIDEST_WRAP:
        return False
    if _is_table_row(text, before) or _is_table_row(text, row) or _BULLET.match(text, row.start):
        return False
    inside = _breaks_inside(text, before, row) and (wrapping.throughout or before.width >= NARROWEST_WRAP)
    if _hangs_below(text, before, row):
        return inside or _is_full(text, before, row, wrapping)
    if row.indent > wrapping.indent + 1:
        return inside and row.indent == before.indent
    if inside or not wrapping.throughout or (row.indent > wrapping.indent and _ends_finally(text, before)):
        return inside
    return _is_full(text, before, row, wrapping) or (
        wrapping.opens_by_indent and not _ends_finally(text, before) and not text[before.start : before.end].isupper()
    )


def _hangs_below(text: str, before: _Row, row: _Row) -> bool:
    """Tell whether the physical line stands under the words of a bullet, not under its mark."""
    bullet = _BULLET.match(text, before.start)
    return bullet is not None and row.indent == before.indent + bullet.end() - before.start


def _is_full(text: str, before: _Row, row: _Row, wrapping: _Wrapping) -> bool:
    """Tell whether the next line's first word would not have fitted on the line before, give or take a tenth."""
    first_word = text[row.start : row.end].split(None, 1)[0]
    return before.width + 1 + len(first_word) > 0.9 * wrapping.width


def _ends_finally(text: str, row: _Row) -> bool:
    """Tell whether the physical line ends with a sentence's stop."""
    return _is_final(text[row.start : row.end])


def _is_final(words: str) -> bool:
    """Tell whether the words end with a stop, closing quotes and brackets aside."""
    return words.rstrip(_CLOSERS)[-1:] in _FINAL


def _is_table_row(text: str, row: _Row) -> bool:
    """Tell whether the physical line is set in columns."""
    return len(_TABLE_GAP.findall(text[row.start : row.end])) >= 2


# --- kinds ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of `lexicon/lines.toml` as patterns, each to be matched at the head of a line."""

    link: re.Pattern[str]
    link_label: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    agency: re.Pattern[str]
    stamp: re.Pattern[str]
    sentence_words: frozenset[str]


def _any_of(words: Sequence[str]) -> str:
    """Return a pattern of the alternatives, longest first, any white space for a space."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _lexicon() -> _Lexicon:
    """Read the lexicon, once."""
    words = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    link, caption, heading = words["link"], words["caption"], words["heading"]
    agencies = _any_of(caption["agencies"])
    mark = r"\s*(?:[:|»>→►▶]|\s[-–—]\s)"
    return _Lexicon(
        link=re.compile(
            rf"(?:(?:{_any_of(link['labels'])}){mark}|(?:{_any_of(link['openings'])})(?!\w))", re.IGNORECASE
        ),
        link_label=re.compile(rf"(?:{_any_of(link['labels'])})[\s:|»>→►▶\])…-]*", re.IGNORECASE),
        caption=re.compile(
            rf"(?:(?:{_any_of(caption['labels'])})(?:{mark}|\s*$)|(?:{_any_of(caption['openings'])})(?!\w))",
            re.IGNORECASE,
        ),
        credit=re.compile(
            rf"(?:[(\[][^()\[\]]*\b(?:(?:photo|image|picture)s?\b[^()\[\]]*|(?:{agencies})\s*/[^()\[\]]*"
            rf"|/\s*(?:{agencies})|(?:getty images|file photo))[^()\[\]]*[)\]]"
            rf"|[|/]\s*(?:{agencies})(?:\s+photo)?)[\s.]*$",
            re.IGNORECASE,
        ),
        agency=re.compile(rf"[©(\[\s]*(?:(?:{agencies})[\s/,&|]*)+(?:photos?|images?)?[)\].\s]*", re.IGNORECASE),
        stamp=re.compile(rf"(?:{_any_of(heading['stamps'])})(?:\s*:|\s+[A-Z\d])", re.IGNORECASE),
        sentence_words=frozenset(heading["sentence_words"]),
    )


def _kinds(paragraphs: Sequence[str]) -> Iterator[LineKind]:
    """Yield the kind of each paragraph; below a bare label ("Related:") headings and bullets are links as well."""
    in_links = False
    for number, words in enumerate(paragraphs):
        headline = number == 0 and len(paragraphs) > 1
        kind = _kind_of(words, headline=headline)
        if in_links and (kind == "heading" or (_BULLET.match(words) and not _is_final(words))):
            kind = "link"
        in_links = kind == "link" and (in_links or _is_link_label(words))
        yield kind


def _is_link_label(words: str) -> bool:
    """Tell whether the line is nothing but a label such as "Related stories:"."""
    return bool(_lexicon().link_label.fullmatch(words[_decoration_end(words) :]))


def _decoration_end(words: str) -> int:
    """Return where the bullets, arrows and brackets at the head of a line end."""
    match = _DECORATION.match(words)
    return match.end() if match else 0


def _kind_of(words: str, *, headline: bool) -> LineKind:
    """Return the kind of a line by its own words; `headline` when it stands first and others follow."""
    plain = words[_decoration_end(words) :]
    if _is_link(words, plain):
        return "link"
    if _is_caption(words, plain):
        return "caption"
    if is_furniture(words):
        return "heading"
    return "heading" if _is_heading(words, headline=headline) else "body"


def _is_link(words: str, plain: str) -> bool:
    """Tell whether the line leads elsewhere: by its label, its opening, or as a bare address."""
    if len(words) > LINK_CHARACTERS:
        return False
    lexicon = _lexicon()
    return bool(lexicon.link.match(plain) or lexicon.link_label.fullmatch(plain) or _ADDRESS.fullmatch(words))


def _is_caption(words: str, plain: str) -> bool:
    """Tell whether the line describes or credits a picture."""
    lexicon = _lexicon()
    if len(words) <= HEADING_CHARACTERS and lexicon.agency.fullmatch(words):
        return True
    return bool(lexicon.caption.match(plain) or lexicon.credit.search(words, max(0, len(words) - 150)))


def _is_heading(words: str, *, headline: bool) -> bool:
    """Tell whether the line heads what follows: short, without a sentence's end, and not built like a sentence."""
    most_words, most_characters = (
        (HEADLINE_WORDS, HEADLINE_CHARACTERS) if headline else (HEADING_WORDS, HEADING_CHARACTERS)
    )
    tokens = words.split()
    if len(tokens) > most_words or len(words) > most_characters:
        return False
    if not headline and _AMOUNT.search(words):
        return bool(_lexicon().stamp.match(words))
    if _is_final(words):
        return words.endswith("?") and len(words) <= 80 and not headline
    if _BULLET.match(words) or words.endswith((":", ";", ",")):
        return len(tokens) <= 4
    if _lexicon().stamp.match(words):
        return True
    return not _is_like_a_sentence(tokens) and not _is_full_of_figures(tokens)


def _is_like_a_sentence(tokens: Sequence[str]) -> bool:
    """Tell whether the words read as a sentence that lost its stop: long enough, with words that headlines leave out."""
    small = sum(token.casefold().strip("“”\"',") in _lexicon().sentence_words for token in tokens)
    capital = sum(token[:1].isupper() for token in tokens if len(token) > 3)
    long_tokens = sum(len(token) > 3 for token in tokens)
    return len(tokens) > 9 and small >= 3 and capital <= 0.7 * long_tokens


def _is_full_of_figures(tokens: Sequence[str]) -> bool:
    """Tell whether the line is a row of figures ("Net 1.2 mln vs 0.9 mln"), which heads nothing."""
    numbers = sum(bool(_NUMBER.fullmatch(token)) for token in tokens)
    compares = any(token in {"vs", "vs.", "versus"} for token in tokens)
    return numbers >= 2 and (compares or numbers >= len(tokens) / 2)
