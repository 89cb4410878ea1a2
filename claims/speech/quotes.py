"""Quote marks paired by direction, so that what is quoted is known to the character.

Apostrophes are kept apart from single quote marks, and a quote that runs over several paragraphs (each opening with a
mark, only the last one closing) is one quote, unless both its ends have a speaker of their own.
"""

import re
from dataclasses import dataclass

_DOUBLE = re.compile(r"“|”|„|«|»|\"|''(?!')|``")
_SINGLE = re.compile(r"[‘’']")
_OPENERS = {"“", "„", "«", "``"}
_CLOSERS = {"”", "»"}
_STRAIGHT = "\"'"
_MARKS = "”\"'’»`"
_SPEAKER = re.compile(r"[ \u00a0]+(?!(?:and|but|or)\b)\w")  # words behind a closing mark
_LONGEST_SINGLE = 2_000  # a single quote mark that finds no partner this near is an apostrophe


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation with its marks: `text[start:end]`. `closed` is False where no closing mark was found."""

    start: int
    end: int
    closed: bool = True
    single: bool = False  # between single marks, outside any double ones
    words: int = 0


def pair_quotes(text: str) -> list[Quote]:
    """Return the quotations of a text in order, never overlapping; a quote inside a quote belongs to the outer one."""
    found: list[Quote] = []
    pending: tuple[int, int] | None = None  # a quote left open at a paragraph's end, and that end
    for start, end in _paragraphs(text):
        quotes, opened = _pair_double(text, start, end, pending)
        pending_now = None
        if pending is not None and not (quotes and quotes[0].start == pending[0]) and opened != pending[0]:
            found.append(_quote(text, pending[0], pending[1], closed=False))
        found.extend(quotes)
        if opened is not None:
            pending_now = (opened, end)
        found.extend(_pair_single(text, start, end, quotes, opened))
        pending = pending_now
    if pending is not None:
        found.append(_quote(text, *pending, closed=False))
    return sorted((part for quote in found for part in _by_speaker(text, quote)), key=lambda quote: quote.start)


def _by_speaker(text: str, quote: Quote) -> list[Quote]:
    """Return a quote over several paragraphs in two where words stand before its first and behind its last one.

    The last paragraph has a speaker of its own then: `He said. “A ...` and below `“B,” he added.`
    """
    cut = text.rfind("\n", quote.start, quote.end) + 1
    if not cut or not _has_words(text, text.rfind("\n", 0, quote.start) + 1, quote.start):
        return [quote]
    if not _SPEAKER.match(text, quote.end) or text[quote.start : quote.end].rstrip(_MARKS)[-1:] not in ",!?":
        return [quote]
    last = cut + len(text[cut : quote.end]) - len(text[cut : quote.end].lstrip())
    before = _quote(text, quote.start, len(text[:cut].rstrip()))
    return [before, _quote(text, last, quote.end, closed=quote.closed)]


def _has_words(text: str, start: int, end: int) -> bool:
    return any(char.isalpha() for char in text[start:end])


def _quote(text: str, start: int, end: int, *, closed: bool = True, single: bool = False) -> Quote:
    return Quote(start, end, closed, single, words=len(text[start:end].split()))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the non-empty lines, without the space around them."""
    return [(match.start(), match.end()) for match in re.finditer(r"[^\s][^\n\r\u2028\u2029]*(?<=\S)", text)]


def _pair_double(text: str, start: int, end: int, pending: tuple[int, int] | None) -> tuple[list[Quote], int | None]:
    """Pair the double marks of one paragraph; the second result is where a quote was left open, if one was.

    A straight mark that opens and never closes, with whole curly quotes behind it, is stray: those are the quotes then.
    """
    quotes: list[Quote] = []
    opened: int | None = None
    inner: list[int] = []  # where quotes of the other shape opened inside this one
    whole: list[Quote] = []  # and those of them that were closed
    for match in _DOUBLE.finditer(text, start, end):
        mark, here = match.group(), match.start()
        if opened is None:
            if here == start and pending is not None and _alike(text, pending[0], here):
                opened = pending[0]  # the paragraph goes on with the quote of the one before
            elif _opens(text, mark, here, match.end()):
                opened = here
            inner, whole = [], []
        elif _nests(text, opened, mark, here, match.end()):
            inner.append(here)
        elif inner and _closes_inner(text, inner[-1], mark):
            whole.append(_quote(text, inner.pop(), match.end()))
        elif _closes(text, mark, here, match.end(), end):
            quotes.append(_quote(text, opened, match.end()))
            opened = None
    if opened is not None and opened >= start and whole and text[opened] in _STRAIGHT:
        return [*quotes, *whole], None
    return quotes, opened


def _alike(text: str, one: int, other: int) -> bool:
    """Tell whether two marks have one shape: what a curly mark opened, no straight one goes on with."""
    return (text[one] in _STRAIGHT) == (text[other] in _STRAIGHT)


def _nests(text: str, opened: int, mark: str, start: int, end: int) -> bool:
    """Tell whether a mark opens a quote of the other shape inside an open one: "He said “no” to us"."""
    if _alike(text, opened, start):
        return False
    return (
        _opens(text, mark, start, end)
        and (start == 0 or not text[start - 1].isalnum())
        and text[end : end + 1].strip() != ""
    )


def _closes_inner(text: str, inner: int, mark: str) -> bool:
    """Tell whether a mark closes an inner quote: by its shape."""
    return mark in _CLOSERS if text[inner] in _OPENERS else text[inner : inner + len(mark)] == mark


def _opens(text: str, mark: str, start: int, end: int) -> bool:
    """Tell whether a mark can open a quote: by its shape, or a straight one by what stands after it."""
    if mark in _OPENERS:
        return True
    if mark in _CLOSERS:
        return False
    return end < len(text) and not text[end].isspace() and not (start and text[start - 1].isalnum())


def _closes(text: str, mark: str, start: int, end: int, paragraph_end: int) -> bool:
    """Tell whether a mark closes the open quote; a straight one does not where it clearly opens another."""
    if mark in _CLOSERS:
        return True
    before_is_space = text[start - 1].isspace()
    if mark in _OPENERS:  # turned the wrong way round, where it stands right behind a word and before none
        return not before_is_space and not text[end : end + 1].isalnum()
    return end >= paragraph_end or not before_is_space or not text[end].isalnum()


def _pair_single(text: str, start: int, end: int, doubles: list[Quote], opened: int | None) -> list[Quote]:
    """Pair single marks outside the double ones: 'like this' or ‘like this’."""
    quotes: list[Quote] = []
    ends = iter(doubles)
    outer = next(ends, None)
    at: int | None = None
    for match in _SINGLE.finditer(text, start, end if opened is None else max(start, min(end, opened))):
        here = match.start()
        while outer is not None and here >= outer.end:
            outer = next(ends, None)
            at = None
        if outer is not None and here >= outer.start:
            continue
        if text[here : here + 2] == "''" or text[max(0, here - 1) : here + 1] == "''":
            continue
        if at is None or here - at > _LONGEST_SINGLE:
            at = here if _opens_single(text, here) else None
        elif _closes_single(text, here):
            quotes.append(_quote(text, at, here + 1, single=True))
            at = None
    return quotes


def _opens_single(text: str, here: int) -> bool:
    """Tell whether a single mark opens a quote: at a word's start, and no elision ('90s, ’til)."""
    after = text[here + 1 : here + 2]
    before = text[here - 1 : here]
    if text[here] == "’" or (before and (before.isalnum() or before in ".,!?)")):
        return False
    return after.isalpha() or (text[here] == "‘" and not after.isspace() and not after.isdigit())


def _closes_single(text: str, here: int) -> bool:
    """Tell whether a single mark ends a quote: after a word or stop, before space or stop, and no plural's owner."""
    after, before = text[here + 1 : here + 2], text[here - 1 : here]
    if text[here] == "‘" or after.isalnum() or before.isspace():
        return False
    if before in ".,!?…":
        return True
    owner = before == "s" and after == " " and text[here + 2 : here + 3].islower()
    return not owner
