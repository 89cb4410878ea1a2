"""JSON records to an article's text and metadata, whatever the usual names of their keys.

A record is an object such as {"doc_id", "title", "date", "text", "url"}; a `date` anchors the dates in its text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from claims.budget import USUAL, Bounds
from claims.markup import parsable
from claims.metadata import Metadata, language_of, moment_of, one_line, web_address
from claims.page_marks import settle_marks
from claims.read_text import clean_text
from claims.unreadable import Unreadable

TEXT_KEYS = (
    "text",
    "body",
    "content",
    "articlebody",
    "article_body",
    "full_text",
    "fulltext",
    "maintext",
    "article",
    "story",
)
DATE_KEYS = (
    "date", "published_at", "publishedat", "published", "datepublished", "date_published", "date_publish", "pub_date",
    "pubdate", "publication_date", "publish_date", "published_on", "published_time", "dct",
)  # fmt: skip
TITLE_KEYS = ("title", "headline")
BYLINE_KEYS = ("byline", "author", "authors", "by", "creator")
OUTLET_KEYS = ("outlet", "source", "publisher", "publication", "site", "sitename", "site_name", "newspaper")
URL_KEYS = ("url", "canonical_url", "link", "permalink", "uri")
LANGUAGE_KEYS = ("language", "lang", "inlanguage")

_MARKUP = re.compile(r"</(?:p|div|li|h[1-6]|blockquote|article)>|<br\s*/?>", re.IGNORECASE)
_BLOCKS = {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "article",
    "section",
    "tr",
    "br",
}


def parse_json(words: str, name: str) -> Any:
    """Return the JSON value; raises Unreadable naming line and column, or depth, where it breaks."""
    try:
        return json.loads(words, strict=False)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}" if "\n" in words.strip() else f"column {error.colno}"
        rule = f"it is broken JSON at {place} ({error.msg})"
        raise Unreadable(name, rule, "Mend that place, or save the text as .txt") from error
    except RecursionError as error:
        raise Unreadable(name, "its JSON is nested too deep", "Make it one flat object per article") from error
    except ValueError as error:  # a number of more than 4,300 digits
        raise Unreadable(name, "its JSON holds a number of too many digits", "Write it as a string") from error


def records_of(value: Any) -> Iterator[Any]:
    """Yield the records of a JSON value: of a list, of an object that wraps one list of them, or the object itself."""
    if isinstance(value, dict) and not _first(_folded(value), TEXT_KEYS):
        lists = [part for part in value.values() if isinstance(part, list) and part and isinstance(part[0], dict)]
        value = lists[0] if len(lists) == 1 else value
    yield from value if isinstance(value, list) else [value]


def record_id(record: Any) -> tuple[str | None, bool]:
    """Return the record's own id, and whether it is a `doc_id`, which holds beyond its file; (None, False) without."""
    if not isinstance(record, dict):
        return None, False
    known = _folded(record)
    for key in ("doc_id", "id", "uid", "guid", "article_id", "story_id", "docid"):
        value = known.get(key)
        words = str(value) if isinstance(value, int) and not isinstance(value, bool) else one_line(value)
        if words:
            return words, key == "doc_id"
    return None, False


def read_record(record: Any, name: str, bounds: Bounds = USUAL) -> tuple[str, Metadata]:
    """Return the text of a record and what it says about itself; raises Unreadable naming the keys that it has."""
    if not isinstance(record, dict):
        rule = f"a record must be a JSON object, and this is a {type(record).__name__}"
        raise Unreadable(name, rule, 'Write {"title": ..., "date": ..., "text": ...}')
    known = _folded(record)
    words = _first(known, TEXT_KEYS)
    text = clean_text(_without_markup(words, name, bounds)) if isinstance(words, str) else ""
    if not text:
        seen = ", ".join(sorted(key[:40] for key in record)[:12]) or "none"
        rule = f"the record has no text (keys seen: {seen})"
        raise Unreadable(name, rule, f"Put the article's words under one of: {', '.join(TEXT_KEYS[:4])}")
    published_at = moment_of(_first(known, DATE_KEYS))
    return text, Metadata(
        title=one_line(_first(known, TITLE_KEYS)),
        byline=one_line(_first(known, BYLINE_KEYS)),
        outlet=one_line(_first(known, OUTLET_KEYS)),
        url=web_address(_first(known, URL_KEYS)),
        language=language_of(_first(known, LANGUAGE_KEYS)),
        published_at=published_at,
        published_basis="record" if published_at else None,
    )


def _folded(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record with its keys in lower case, dashes as underscores."""
    return {key.strip().lower().replace("-", "_"): value for key, value in record.items()}


def _first(known: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    """Return the first value that is there and not empty; a list of paragraphs as one text."""
    for key in keys:
        value = known.get(key)
        if keys is TEXT_KEYS and isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n".join(value)
        if value and (keys is not TEXT_KEYS or isinstance(value, str)):
            return value
    return None


def _without_markup(words: str, name: str, bounds: Bounds) -> str:
    """Return the words of a text that is an HTML fragment, one block a line; any other text as it is."""
    if not _MARKUP.search(words):
        return words
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415  # few records need it

    try:
        tree = html.fragment_fromstring(parsable(words.replace("\x00", ""), name, bounds), create_parent="div")
    except (etree.LxmlError, ValueError):
        return words
    etree.strip_elements(tree, "script", "style", etree.Comment, with_tail=False)
    settle_marks(tree)
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
            element.text = "\n" + (element.text or "") if element.tag != "br" else element.text
    return "".join(tree.itertext())
