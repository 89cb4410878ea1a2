"""Feeds and sitemaps: bytes -> the addresses that they list, with what they say of each.

RSS, Atom, JSON feeds, sitemaps (of news too) and indexes of sitemaps, told by content. XML is parsed with no entity, no
DTD and no file or network behind it, and only what that leaves is handed on.
"""

import gzip
import html
import json
import re
import zlib
from calendar import timegm
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html.entities import html5
from io import BytesIO
from typing import Any, Literal

from claims.metadata import language_of, moment_of, one_line, web_address
from claims.read_html import declared_charset
from claims.read_text import decode_text
from claims.unreadable import Unreadable

Form = Literal["feed", "json feed", "sitemap", "sitemap index"]

_ROOTS: dict[str, Form] = {
    "rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "sitemap index",
}  # fmt: skip
_ITEMS = {"feed": {"item", "entry"}, "sitemap": {"url"}, "sitemap index": {"sitemap"}}
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_HEAD_BYTES = 8_192  # of prologue, comments and DTD; real feeds need a few hundred
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/')
_MOST_ELEMENTS = 200_000  # in what is handed to feedparser: two seconds' work
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE_BEGINS = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}+(?:\[.{0,8000}?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30};)")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
_LOOK = "Look at it in a feed reader, or tell the outlet"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address that a feed or sitemap lists, with what it says of it; what it does not say is None."""

    url: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    language: str | None = None
    published_at: datetime | None = None  # never the day of an update


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or sitemap lists, in its order; each address once."""

    form: Form
    entries: tuple[Entry, ...]
    nameless: int = 0  # entries without a web address
    left_out: int = 0  # entries beyond the most that are read
    fault: str | None = None  # what is wrong with it, though it could be read


def unpacked(content: bytes, name: str, most_bytes: int) -> bytes:
    """Return gzipped content unpacked, anything else as it is; raises Unreadable when damaged or too much."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        data = gzip.GzipFile(fileobj=BytesIO(content)).read(most_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(name, "its gzip is damaged", "It is asked again with the next run") from error
    if len(data) > most_bytes:
        raise Unreadable(name, f"it unpacks to more than {most_bytes / 1e6:,.0f} MB", "Raise web.most_megabytes")
    return data


def form_of(content: bytes) -> Form | None:
    """Tell which sort of list the content is, by its first element; None for a page or anything else."""
    head = content[:_HEAD_BYTES]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return "json feed" if _JSON_FEED.search(head) else None
    root = _ROOT.search(head)
    return _ROOTS.get(root.group(1).decode().lower()) if root else None


def read_listing(content: bytes, form: Form, url: str, *, charset: str | None = None, most: int = 1_000) -> Listing:
    """Return what the list says, `most` entries of it; `url` is where it was found.

    Raises Unreadable when nothing can be made of it.
    """
    if form == "json feed":
        items, language = _json_items(content, url)
        return _listing(form, [_json_entry(item, url, language) for item in items[:most]], len(items) - most)
    root, fault = _parse(decode_text(content, url, declared_charset(content) or charset), url)
    items = [node for node in root.iter() if _local_name(node) in _ITEMS[form]]
    left_out = _take_out(items[most:])
    entries = _feed_entries(root, url) if form == "feed" else [_sitemap_entry(node, url) for node in items[:most]]
    return _listing(form, entries, left_out, fault)


def _listing(form: Form, entries: list[Entry | None], left_out: int, fault: str | None = None) -> Listing:
    """Return the listing with each address once, as it stands first."""
    unique: dict[str, Entry] = {}
    for entry in filter(None, entries):
        unique.setdefault(entry.url, entry)
    return Listing(form, tuple(unique.values()), entries.count(None), max(left_out, 0), fault)


def _take_out(nodes: list[Any]) -> int:
    """Take elements out of their tree, and return how many they were."""
    for node in nodes:
        if (parent := node.getparent()) is not None:
            parent.remove(node)
    return len(nodes)


def _parse(text: str, url: str) -> tuple[Any, str | None]:
    """Return the root element without any entity in it, and what is wrong with the XML; raises Unreadable."""
    from lxml import etree  # type: ignore[import-untyped]  # noqa: PLC0415 - only lists need it

    parser = etree.XMLParser(
        recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, encoding="utf-8",
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    clean = _without_doctype(_PROLOGUE.sub("", text.lstrip("\ufeff"), count=1)).translate(_NOT_XML).strip()
    clean = _NAMED.sub(lambda name: html5.get(name[1], name[0]), clean)  # names of HTML, which XML does not know
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable(url, "its XML cannot be read", _LOOK) from error
    if root is None:
        raise Unreadable(url, "its XML cannot be read", _LOOK)
    etree.strip_elements(root, etree.Entity, with_tail=False)
    errors = [each for each in parser.error_log if each.level >= etree.ErrorLevels.ERROR]
    return root, f"its XML is broken at line {errors[0].line}" if errors else None


def _without_doctype(text: str) -> str:
    """Return XML without its DTD, which stands before the first element; one that stands elsewhere is the parser's."""
    found = _DOCTYPE_BEGINS.search(text, 0, _HEAD_BYTES)
    match = _DOCTYPE.match(text, found.start()) if found else None
    return text[: match.start()] + text[match.end() :] if match else text


def _feed_entries(root: Any, url: str) -> list[Entry | None]:
    """Return the entries of RSS or Atom, None for each without an address."""
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - only feeds need it
    from lxml import etree  # noqa: PLC0415

    elements = sum(1 for _ in root.iter())
    if elements > _MOST_ELEMENTS:
        raise Unreadable(url, f"its XML has {elements:,} elements, and {_MOST_ELEMENTS:,} are the most", _LOOK)
    try:
        # As a stream and with its address, so that the library opens nothing by itself and resolves relative links.
        found = feedparser.parse(
            BytesIO(etree.tostring(root, encoding="utf-8", xml_declaration=False, with_tail=False)),
            response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # what nests as no feed does trips the library over its own bookkeeping
        raise Unreadable(url, "its elements are nested as in no feed", _LOOK) from error
    language = language_of(found.feed.get("language"))
    return [_feed_entry(each, url, language) for each in found.entries]


def _feed_entry(found: Any, url: str, language: str | None) -> Entry | None:
    address = web_address(found.get("link"), base=url) or web_address(found.get("id"))
    if address is None:
        return None
    return Entry(
        url=address,
        title=_plain(found.get("title")),
        byline=_plain(found.get("author")),
        language=language,
        published_at=_moment(found),
    )


def _moment(found: Any) -> datetime | None:
    """Return when an entry was published: as our own reading of moments has it, else as feedparser's."""
    words, parsed = one_line(found.get("published")), found.get("published_parsed")
    if moment := moment_of(words):
        return moment
    if not (words and parsed and ":" in words and len(words) <= 80):
        return None  # its reading of a bare number is no date
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError):
        return None


def _plain(value: object) -> str | None:
    """Return a title as words: feeds put markup into it, escaped or not."""
    return one_line(html.unescape(_TAG.sub(" ", value))) if isinstance(value, str) else None


def _sitemap_entry(node: Any, url: str) -> Entry | None:
    """Return an entry of a sitemap or an index; of a sitemap of news with what that says."""
    said = dict(_leaves(node))
    address = web_address(said.get("loc"), base=url)
    if address is None:
        return None
    return Entry(
        url=address,
        title=_plain(said.get("news:title")),
        outlet=_plain(said.get("news:name")),
        language=language_of(said.get("news:language")),
        published_at=moment_of(said.get("news:publication_date")),
    )


def _leaves(node: Any) -> Iterator[tuple[str, str]]:
    """Yield names and words of the entry's own elements and, prefixed, of those about news; pictures have a `loc` too."""
    for child in node.iter():
        if isinstance(child.tag, str) and not len(child) and child.text:
            if "sitemap-news" in child.tag or child.tag.startswith("news:"):  # broken XML leaves prefixes as they are
                yield f"news:{_local_name(child)}", child.text.strip()
            elif child.getparent() is node:
                yield _local_name(child), child.text.strip()


def _local_name(node: Any) -> str:
    """Return an element's name without its namespace; broken XML may have left the prefix on it."""
    return str(node.tag).rpartition("}")[2].rpartition(":")[2].lower() if isinstance(node.tag, str) else ""


def _json_items(content: bytes, url: str) -> tuple[list[Any], str | None]:
    """Return the items of a JSON feed, and its language."""
    try:
        value = json.loads(decode_text(content, url))
        items, language = value["items"], language_of(value.get("language"))
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(url, "its JSON cannot be read as a feed", _LOOK) from error
    if not isinstance(items, list):
        raise Unreadable(url, "its JSON has no list of items", _LOOK)
    return items, language


def _json_entry(item: Any, url: str, language: str | None) -> Entry | None:
    address = web_address(item.get("url"), base=url) or web_address(item.get("id")) if isinstance(item, dict) else None
    if address is None:
        return None
    return Entry(
        url=address,
        title=_plain(item.get("title")),
        byline=one_line(item.get("authors") or item.get("author")),
        language=language_of(item.get("language")) or language,
        published_at=moment_of(item.get("date_published")),
    )
