"""Captions of pictures, which the extraction of a page's main text leaves out, put back as lines known for captions.

A caption is put where its picture stands, and only if the text around the picture is in the main text; so the captions of
teasers and boxes stay out, and the main text is the same with and without them.
"""

import re
from collections.abc import Iterator
from typing import Any

from claims.page_marks import sizes_of
from claims.text.lines import read_lines

_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "figcaption")
# Captions of older pages: a paragraph or box beside its picture that is named so ("wp-caption-text").
_NAMED = re.compile(r"(?<![a-z])caption(?![a-z])", re.IGNORECASE)
_ASIDE = frozenset({"aside", "nav", "footer", "a", "form", "button"})
_FEWEST_WORDS, _MOST_CHARACTERS = 7, 1_500
_FEWEST_OF_BLOCK = 6  # words of a block that is looked for in the text
_MOST_OF_BLOCK = 20_000  # characters
_MOST_CAPTIONS = 100

Captions = list[tuple[str | None, str, str | None]]
"""Block before, caption, and block after, each on one line; None where there is no such block."""


def captions_of(tree: Any) -> Captions:
    """Return the captions of a page's pictures with the blocks of text around them."""
    blocks = list(_blocks(tree))
    captions: Captions = []
    for place, (is_caption, words) in enumerate(blocks):
        if is_caption and len(captions) < _MOST_CAPTIONS:
            before = next((text for other, text in reversed(blocks[:place]) if not other), None)
            after = next((text for other, text in blocks[place + 1 :] if not other), None)
            captions.append((before, words, after))
    return captions


def _blocks(tree: Any) -> Iterator[tuple[bool, str]]:
    """Yield the captions and the blocks of text in their order, and which of both each is."""
    sizes = sizes_of(tree)
    for element in tree.iter(*_BLOCKS):
        if sizes[element] > _MOST_OF_BLOCK:
            continue  # a box of many blocks
        words = " ".join("".join(element.itertext()).split())
        if element.tag != "figcaption" and not _is_named_caption(element):
            if len(words.split()) >= _FEWEST_OF_BLOCK and next(element.iterancestors("figcaption"), None) is None:
                yield False, words
        elif len(words.split()) >= _FEWEST_WORDS and len(words) <= _MOST_CHARACTERS and _is_of_text(element):
            yield True, words


def _is_named_caption(element: Any) -> bool:
    """Tell whether a paragraph is named a caption and stands beside a picture."""
    parent = element.getparent()
    is_named = element.tag == "p" and _NAMED.search(element.get("class") or "") is not None
    return is_named and parent is not None and parent.find(".//img") is not None


def _is_of_text(caption: Any) -> bool:
    """Tell whether a caption is that of a picture in the text, not of a teaser, a box or the page's frame."""
    figure = next(caption.iterancestors("figure"), None) if caption.tag == "figcaption" else caption.getparent()
    if figure is None or figure.find(".//table") is not None:
        return False
    return not any(parent.tag in _ASIDE for parent in figure.iterancestors())


def with_captions(text: str, captions: Captions) -> str:
    """Return the main text with the captions behind the line before their picture, or else before the line after it."""
    lines = text.split("\n")
    places: dict[str, int] = {}
    for number, line in enumerate(lines):
        places.setdefault(_key(line), number)
    added: dict[int, list[str]] = {}
    for before, words, after in captions:
        place = places[_key(before)] + 1 if before and _key(before) in places else places.get(_key(after or ""))
        if place is not None and _key(words) not in places:
            added.setdefault(place, []).append(_told(words))
    parts = (part for number in range(len(lines) + 1) for part in (*added.get(number, ()), *lines[number : number + 1]))
    return "\n".join(parts)


def _key(words: str) -> str:
    """Return what two ways of setting one block have in common: the letters and digits of its first part."""
    return "".join(filter(str.isalnum, words[:160]))[:60]


def _told(words: str) -> str:
    """Return a caption so that its line is known for one."""
    is_known = all(line.kind == "caption" for line in read_lines(words))
    return words if is_known else f"Caption: {words}"
