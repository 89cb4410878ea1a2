"""What small marks in a page's markup say of its words: notes, powers and fractions set high, words struck out, words hidden.

The tree is changed in place, so that the words read from it afterwards are those that a reader of the page takes in:
`120<sup>1</sup>` is 120 with a note, `10<sup>6</sup>` a million, `<s>12</s> 14` is 14.
"""

import re
from collections import Counter
from itertools import islice
from typing import Any

_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_EXPONENT = re.compile(r"[-−+]?\d{1,3}")
_NOTE = re.compile(
    r"[\[(]?\s*(?:\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[*†‡§¶#]+|[a-z]|[ivx]{1,4}|note \d+|citation needed)\s*[\])]?",
    re.IGNORECASE,
)
# A base of a power, and the units and symbols that are squared or cubed; the words of a text end otherwise.
_TEN = re.compile(r"(?:^|[^\d.,]|[x×·*]\s?)10$")
_TIMES_BASE = re.compile(r"[x×·*]\s?\d+$")
_SYMBOL = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmµun]?m|ft|yd|mi|in|sq|sec|CO|[b-hj-zB-HJ-Z])$")
_PRICE = re.compile(r"[$£€¥]\s?\d+$")

_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_STRIKING = re.compile(r"text-decoration(?:-line)?\s*:\s*[^;]*line-through", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
_LONGEST_MARK = 20  # characters of what is set high
_MOST_STEPS = 60  # from element to element, in search of the words before a mark
_BLOCKS = frozenset({"p", "li", "td", "th", "div", "body"})
_NEVER_SHOWN = frozenset({"template", "noscript"})


def settle_marks(tree: Any) -> None:
    """Take out of a parsed page what it hides or strikes out, and write its raised marks as the characters they stand for.

    What holds half of the page's words or more, alone or with its like beside it, is kept, whatever it says of itself: a
    page that a script shows, a gallery of which one leaf at a time is shown, or a mark that was never closed.
    """
    for element in list(tree.iter(*_NEVER_SHOWN)):
        _drop(element)
    for element in _unseen(tree):
        _drop(element)
    for element in list(tree.iter("sup", "a")):
        if element.tag == "sup" or _is_note_link(element):
            _settle_raised(element)


def _unseen(tree: Any) -> list[Any]:
    """Return the elements that are hidden or struck out and hold less than half of the page."""
    sizes = sizes_of(tree)
    unseen = [e for e in tree.iter() if isinstance(e.tag, str) and (_is_hidden(e) or _is_struck(e))]
    together = Counter[tuple[Any, str | None]]()
    for element in unseen:
        together[_like(element)] += sizes[element]
    return [element for element in unseen if together[_like(element)] < sizes[tree] / 2]


def _like(element: Any) -> tuple[Any, str | None]:
    """Return what elements have in common that are leaves of one thing: their parent and their class."""
    return element.getparent(), element.get("class")


def sizes_of(tree: Any) -> dict[Any, int]:
    """Return the number of characters within each element, scripts and styles aside."""
    sizes: dict[Any, int] = {}
    for element in reversed(list(tree.iter())):
        own = len(element.text or "") if element.tag not in {"script", "style"} and isinstance(element.tag, str) else 0
        sizes[element] = own + sum(sizes[child] + len(child.tail or "") for child in element)
    return sizes


def _is_hidden(element: Any) -> bool:
    """Tell whether browsers show nothing of the element, or helpers for the blind are told to pass it over."""
    if element.tag == "dialog" and element.get("open") is None:
        return True
    hidden = element.get("hidden")
    if hidden is not None and hidden.strip().lower() != "until-found":
        return True
    return (element.get("aria-hidden") or "").strip().lower() == "true" or bool(
        _HIDING.search(element.get("style") or "")
    )


def _is_struck(element: Any) -> bool:
    """Tell whether the element's words are struck out."""
    return element.tag in _STRUCK or bool(_STRIKING.search(element.get("style") or ""))


def _drop(element: Any) -> None:
    """Take the element out of the tree; what follows it stays."""
    parent = element.getparent()
    if parent is not None:
        _put(element, "")


def _put(element: Any, words: str) -> None:
    """Put words in the element's place, before what follows it."""
    parent, before = element.getparent(), element.getprevious()
    words += element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + words
    else:
        before.tail = (before.tail or "") + words
    element.tail = None
    parent.remove(element)


def _is_note_link(element: Any) -> bool:
    """Tell whether a link on the page itself is nothing but the mark of a note: `120<a href="#n1">[1]</a>`."""
    if not (element.get("href") or "").startswith("#") or next(element.iterancestors("sup"), None) is not None:
        return False
    words = _short(element)
    return (
        len(words) <= 6
        and any(map(str.isdigit, words))
        and bool(_NOTE.fullmatch(words))
        and bool(_before(element)[-1:].strip())
    )


def _settle_raised(element: Any) -> None:
    """Replace a raised element, or a note's link, by the characters that it stands for."""
    if element.getparent() is None:
        return
    words = _short(element)
    if len(words) > _LONGEST_MARK:
        return  # no mark: a remark that somebody set high
    before = _before(element)
    if _is_over_line(element) and words.isdigit():
        _put(element, (" " if before[-1:].isdigit() else "") + words)
    elif element.tag == "sup" and _EXPONENT.fullmatch(words) and _carries_power(before, words, element):
        _put(element, words.translate(_RAISED))
    elif element.tag == "sup" and _PRICE.search(before) and re.fullmatch(r"\d\d", words):
        _put(element, "." + words)
    elif _NOTE.fullmatch(words):
        _put(element, "")
    else:
        _put(element, words)


def _is_over_line(element: Any) -> bool:
    """Tell whether the raised number is the upper part of a fraction."""
    return bool(re.match(r"\s*[/⁄]", element.tail or ""))


def _carries_power(before: str, exponent: str, element: Any) -> bool:
    """Tell whether what stands before a raised number is raised by it; where nothing does, it is a symbol's own number."""
    if _links_to_note(element):
        return False
    if not before.strip() or before[-1:].isspace() or before[-1:] in "(/":
        return bool(re.match(r"[A-Z]", element.tail or "")) and bool(before.strip())
    if _TEN.search(before):
        return exponent != "1" or bool(_TIMES_BASE.search(before))
    if before[-1:].isdigit():
        return bool(_TIMES_BASE.search(before))
    return (exponent.lstrip("-−+") in {"2", "3", "4"} and bool(_SYMBOL.search(before))) or exponent[0] in "-−"


def _links_to_note(element: Any) -> bool:
    """Tell whether the raised number leads to a note, or is named as one."""
    named = " ".join(str(element.get(key) or "") for key in ("class", "id", "role")).lower()
    inside = element.find(".//a") is not None or next(element.iterancestors("a"), None) is not None
    return inside or re.search(r"\b(?:foot|end)?notes?|\bfn|\bref|\bcit", named) is not None


def _short(element: Any) -> str:
    """Return the words of an element; of one that is longer than a mark, only as many as tell so."""
    words = ""
    for part in islice(element.itertext(), _MOST_STEPS):
        words += part
        if len(words) > 10 * _LONGEST_MARK:
            break
    return words.strip()


def _before(element: Any) -> str:
    """Return the last words in front of the element within its block, thirty characters at most."""
    words, here = "", element
    for _ in range(_MOST_STEPS):
        before = here.getprevious()
        if before is not None:
            words = _end_of(before) + (before.tail or "")[-30:] + words
            here = before
        else:
            here = here.getparent()
            words = ((here.text if here is not None else "") or "")[-30:] + words
        if here is None or len(words) >= 30 or here.tag in _BLOCKS:
            break
    return words[-30:]


def _end_of(element: Any) -> str:
    """Return the last words within an element; those of a comment are none."""
    words, here = "", element if isinstance(element.tag, str) else None
    for _ in range(_MOST_STEPS):
        if here is None or len(words) >= 30:
            break
        last = here[-1] if len(here) else None
        words = ((here.text if last is None else last.tail) or "")[-30:] + words
        here = last
    return words
