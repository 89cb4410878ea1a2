"""Blocks of a page that the extraction of its main text would lose, set so that it keeps them.

These are linked paragraphs, lists in tables, and the no-break spaces inside of words and numbers. The tree is changed in
place.
"""

import re
from collections import Counter
from typing import Any

from claims.page_marks import sizes_of
from claims.text.lines import read_lines

_WORDS_OF_TEXT = 8  # a paragraph of fewer words may be a label
_WORDS_WITHOUT_STOP = 22  # headlines end without a stop, and are shorter
_LONGEST_BYLINE = 150
_STOP = re.compile(r"[.!…][\"'”’)\]]*$")

# Spaces that hold words and numbers together, and printable stand-ins that no page of news has.
_KEPT = {"\u00a0": "\u4dc0", "\u202f": "\u4dc1", "\u2009": "\u4dc2"}
_HELD = re.compile(f"(?<=\\S)[{''.join(_KEPT)}](?=\\S)|(?<=\\d)[{''.join(_KEPT)}]$")


def settle_blocks(tree: Any) -> None:
    """Change a parsed page so that the extraction keeps what is text."""
    _unlink_paragraphs(tree)
    _settle_tables(tree)
    _part_bylines(tree, sizes_of(tree))


def hold_spaces(tree: Any) -> bool:
    """Put stand-ins for no-break spaces between words; tell whether it was done, which a page that holds one prevents."""
    if any(mark in words for words in tree.itertext() for mark in _KEPT.values()):
        return False
    for element in tree.iter():
        if isinstance(element.tag, str) and element.text:
            element.text = _HELD.sub(lambda found: _KEPT[found.group()], element.text)
        if element.tail:
            element.tail = _HELD.sub(lambda found: _KEPT[found.group()], element.tail)
    return True


def release_spaces(words: str) -> str:
    """Put the no-break spaces back."""
    return words.translate({ord(mark): space for space, mark in _KEPT.items()})


def _unlink_paragraphs(tree: Any) -> None:
    """Make a paragraph that is one link, and stands among paragraphs of text, a paragraph of text."""
    linked, plain = [], Counter[Any]()
    for paragraph in tree.iter("p"):
        words = _words(paragraph)
        inside = sum(len(_words(link)) for link in paragraph.iter("a"))
        if inside > 0.8 * len(words):
            linked.append((paragraph, words))
        elif len(words.split()) >= _WORDS_OF_TEXT:
            plain[paragraph.getparent()] += 1
    for paragraph, words in linked:
        if plain[paragraph.getparent()] >= 2 and _is_text(words):
            for link in list(paragraph.iter("a")):
                link.tag = "span"


def _words(element: Any) -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _is_text(words: str) -> bool:
    """Tell whether linked words are a sentence of the article, not the headline of another one or an invitation."""
    count = len(words.split())
    if count < _WORDS_OF_TEXT or not (_STOP.search(words) or count >= _WORDS_WITHOUT_STOP):
        return False
    return all(line.kind == "body" for line in read_lines(words))


def _settle_tables(tree: Any) -> None:
    """Make a table of one cell what it is, a box; in cells of other tables write lists as a row of words."""
    for table in list(tree.iter("table")):
        cells = [cell for row in table.iter("tr") for cell in row if cell.tag in {"td", "th"}]
        if len(cells) == 1 and table.find(".//table") is None:
            for element in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th"):
                element.tag = "div"
            continue
        for cell in cells:
            for item in cell.iter("li"):
                if item.getnext() is not None:
                    _end_with_semicolon(item)
            for part in list(cell.iter("ul", "ol", "li", "dl", "dt", "dd")):
                part.tag = "div"


def _end_with_semicolon(item: Any) -> None:
    """Part a list's item from the next one, unless it ends with a stop of its own."""
    last = item[-1] if len(item) else None
    words = (item.text if last is None else last.tail or last.text) or ""
    if words.rstrip().endswith((".", ";", ",", ":", "!", "?")):
        return
    if last is None:
        item.text = words.rstrip() + ";"
    else:
        last.tail = (last.tail or "").rstrip() + ";"


def _part_bylines(tree: Any, sizes: dict[Any, int]) -> None:
    """Write line breaks in the writer's line as commas: "Liv Aune<br>Staff writer" names one person and a trade."""
    named = (
        "//*[self::p or self::div or self::span or self::address or self::a]"
        "[contains(@class, 'author') or contains(@class, 'byline') or @rel='author' or @itemprop='author']"
    )
    for line in tree.xpath(named):
        if sizes.get(line, 0) <= _LONGEST_BYLINE:
            for br in list(line.iter("br")):
                if br.getparent() is not None:
                    br.tag, br.text = "span", ", "
