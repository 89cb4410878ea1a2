"""What is looked at in HTML before a parser is let at it: how many tags and attributes there are, and its own DTD.

No clock stops a parser that is written in C, and its time grows with the square of one element's attributes.
"""

import re
from collections.abc import Iterator
from typing import Any

from claims.budget import Bounds
from claims.unreadable import Unreadable

MOST_ATTRIBUTES = 1_000  # of one element; pages have 30 at most
_TAGS_TO_ELEMENTS = 4  # scripts hold tags as well, which become no elements

_HEAD_CHARACTERS = 65_536
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
# Entities that a document defines for itself: an HTML parser takes them for text.
_INNER_DTD = re.compile(r"<!DOCTYPE[^>\[]{0,500}+\[[^\]]{0,20000}+\]\s*+>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z]")
_VALUE = r"""\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+)"""
_CROWDED = re.compile(rf"""<[a-zA-Z][^\s/>]*+(?:[\s/]*+(?:[^\s/>="']++(?:{_VALUE})?+|[="'])){{{MOST_ATTRIBUTES}}}""")
_SCRIPT = re.compile(r"<script\b[^<>]{0,500}+>?", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script\s{0,20}+>?", re.IGNORECASE)
_ANY, _DATA, _NOTHING = re.compile(""), re.compile(r"ld\+json", re.IGNORECASE), re.compile(r"(?!)")
_UNSEEN = frozenset({"script", "style", "template"})


def parsable(markup: str, name: str, bounds: Bounds) -> str:
    """Return the markup as a parser may have it; what was looked at is what it gets, so that no two readings differ.

    Code in scripts may look like an element of a thousand attributes, so those are taken out where something does.
    Raises Unreadable for far too many tags, and for an element with far too many attributes.
    """
    tags = sum(1 for _ in _TAG.finditer(markup))
    if tags > _TAGS_TO_ELEMENTS * bounds.elements:
        bounds.refuse_elements(tags, name, "tags")
    for kept in (_ANY, _DATA, _NOTHING):
        bare = markup if kept is _ANY else _without_scripts(markup, kept)
        if not _CROWDED.search(bare):
            return bare
    rule = f"an element of its HTML has more than {MOST_ATTRIBUTES:,} attributes"
    raise Unreadable(name, rule, "Save the article's text as .txt")


def _without_scripts(markup: str, kept: re.Pattern[str]) -> str:
    """Return the markup without the scripts that are closed, those with words of `kept` in their opening tag aside."""
    pieces, at = [], 0
    for opening in _SCRIPT.finditer(markup):
        if opening.start() < at or kept.search(opening.group()):
            continue
        closing = _SCRIPT_END.search(markup, opening.end())
        if closing is None:
            break
        pieces.append(markup[at : opening.start()])
        at = closing.end()
    return "".join([*pieces, markup[at:]])


def without_doctype(markup: str) -> str:
    """Return the markup without the document's type, where that holds a DTD of its own."""
    found = _DOCTYPE.search(markup, 0, _HEAD_CHARACTERS)
    inner = _INNER_DTD.match(markup, found.start()) if found else None
    return markup[: inner.start()] + markup[inner.end() :] if inner else markup


def visible_words(tree: Any, most: int) -> str:
    """Return the words of a page's body, scripts and styles aside, up to so many characters."""
    pieces, characters = [], 0
    for piece in _visible_pieces(tree):
        pieces.append(piece)
        characters += len(piece) + 1
        if characters > most:
            break
    return " ".join(pieces)[:most]


def _visible_pieces(tree: Any) -> Iterator[str]:
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - only pages need it

    for body in tree.iter("body"):
        walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
        for event, node in walk:
            if event == "start":
                if node.tag in _UNSEEN:
                    walk.skip_subtree()
                elif node.text:
                    yield node.text
            elif node is not body and node.tail:
                yield node.tail
        return
