"""Properties of JSON-LD nodes as they are met in the wild: lists for single values, strings for things, wrapped values."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from html import unescape
from typing import Any

from reports.visible import safe_url

Node = Mapping[str, Any]

_VOCABULARY = re.compile(r"^(?:schema:|https?://(?:www\.)?schema\.org/)", re.IGNORECASE)
_SCHEMA_ORG = re.compile(r"https?://(?:www\.)?schema\.org/?", re.IGNORECASE)
_UNSHOWN = re.compile(r"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|cite|code|del|div|em|figure|figcaption|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|q|s|script|small"
    r"|span|strike|strong|style|sub|sup|table|tbody|td|th|thead|tr|u|ul)\b[^<>]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}\d{0,2}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)


def values(node: object, name: str) -> list[Any]:
    """Return the values of a property: those of a list one by one, wrapped ones bare, none for null."""
    if not isinstance(node, Mapping):
        return []
    found = node.get(name)
    listed = found if isinstance(found, list) else [found]
    bare = [each.get("@value") if isinstance(each, Mapping) and "@value" in each else each for each in listed]
    return [each for each in bare if each is not None]


def first(node: object, name: str) -> Any:
    """Return the first value of a property, None when it has none."""
    found = values(node, name)
    return found[0] if found else None


def words(node: object, name: str) -> str | None:
    """Return the text of a property on one line; None when it is missing, blank or no text."""
    found = first(node, name)
    return (" ".join(found.split()) or None) if isinstance(found, str) else None


def plain(text: str) -> str:
    """Return text as a reader of a page sees it, on one line: tags of HTML are gone, entities are their characters.

    A text that was escaped before it was written counts as markup too; "3 < 4" is none.
    """
    shown = _ENTITY.sub(lambda found: unescape(found[0]), text)
    shown = _TAG.sub(" ", _UNSHOWN.sub(" ", shown))
    return re.sub(r"\s+([.,;:!?])", r"\1", " ".join(shown.split())) if shown != text else " ".join(text.split())


def types(node: object) -> list[str]:
    """Return the types of a node without the vocabulary's name; `type` counts as well, as many write it."""
    named = values(node, "@type") or values(node, "type")
    return [_VOCABULARY.sub("", each) for each in named if isinstance(each, str)]


def names_schema_org(node: Node) -> bool:
    """Tell whether the node's context is that of schema.org, alone or among others."""
    contexts = values(node, "@context")
    named = [each.get("@vocab") if isinstance(each, Mapping) else each for each in contexts]
    return any(isinstance(each, str) and _SCHEMA_ORG.fullmatch(each) for each in named)


def number(value: object) -> float | None:
    """Return a number, also one that is written as text; None for what is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) and abs(value) < 1e15 else None
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) else None


def day_of(value: object) -> date | None:
    """Return the day of a date or moment in ISO 8601 (a blank may stand for the T); None for anything else."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text).date()
    except ValueError:
        return None


def addresses(node: object, name: str) -> list[str]:
    """Return the web addresses that a property names, as text or as things with a url or an id."""
    found = []
    for value in values(node, name):
        named = (first(value, "url") or first(value, "@id")) if isinstance(value, Mapping) else value
        if address := safe_url(named.strip()) if isinstance(named, str) else None:
            found.append(address)
    return found
