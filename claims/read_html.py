"""HTML to an article's text and metadata: the main text through trafilatura, the rest as the page itself declares it.

A publication date is taken from JSON-LD, from meta and time tags, or from the address, never from the words of the page.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from claims.barriers import barrier_instead, barrier_of
from claims.budget import USUAL, Bounds
from claims.markup import parsable, visible_words, without_doctype
from claims.metadata import (
    SAME_DAY,
    Metadata,
    PublishedBasis,
    day_in_words,
    language_of,
    moment_of,
    one_line,
    web_address,
)
from claims.page_blocks import hold_spaces, release_spaces, settle_blocks
from claims.page_captions import captions_of, with_captions
from claims.page_data import OTHERS, day_of_address, parse_data, settle_data, time_tags
from claims.page_marks import settle_marks
from claims.read_text import clean_text
from claims.text.lines import read_lines
from claims.unreadable import Unreadable

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)


# In order of trust: names of meta tags (name, property or itemprop) that tell when an article was published.
_DATE_TAGS = (
    "article:published_time", "og:article:published_time", "og:published_time", "rnews:datepublished", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "bt:pubdate", "citation_publication_date",
    "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date.published", "article.published",
    "published-date", "publish-date", "publishdate", "publish_date", "published_time", "publication_date", "pubdate",
    "article_date_original", "originalpublicationdate", "date.issued", "dc.date", "dcterms.date", "date",
)  # fmt: skip
_MOST_AROUND = 200_000  # characters of a page's other words in which a barrier is looked for
_MOST_SCRIPTS = 50
_MOST_NODES = 5_000
_NO_TEXT = "Look whether the page needs a script, a login or consent, and save its text as .txt"


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that the head of an HTML page names."""
    match = _DECLARED.search(data, 0, 8_000)
    return (match.group(1) or match.group(2)).decode("ascii") if match else None


def read_page(markup: str, name: str, url: str | None = None, bounds: Bounds = USUAL) -> tuple[str, Metadata]:
    """Return the main text of a page and what it says about itself; `url` is where it was found.

    Raises Unreadable when there is no main text, when a barrier stands before it, or when the libraries fail on the markup.
    """
    try:
        tree, text, found = _extract(markup, name, url, bounds)
    # What lxml and trafilatura were seen to raise on hostile markup; their own faults must not stop the other inputs.
    except (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        rule = f"its HTML cannot be taken apart ({type(error).__name__})"
        raise Unreadable(name, rule, "Save the article's text as .txt") from error
    _refuse_barrier(tree, text, name)
    address = _canonical_url(tree, url)
    published = _published(tree, address)
    return text, Metadata(
        title=_title(tree, found),
        byline=one_line(found.get("author")),
        outlet=one_line(found.get("sitename")),
        url=address,
        language=_language(tree),
        published_at=published[0][1] if published else None,
        published_basis=published[0][0] if published else None,
        published_conflicts=_conflicts(published),
    )


def _refuse_barrier(tree: Any, text: str, name: str) -> None:
    """Raise Unreadable when there is no main text, or only the stub of one."""
    has_body = any(line.kind == "body" for line in read_lines(text))
    around = "" if tree is None else visible_words(tree, _MOST_AROUND)
    barrier = barrier_of(text, around, is_free=_is_free(tree)) if has_body else barrier_instead(around)
    if barrier:
        raise Unreadable(name, barrier.rule, barrier.next_step)
    if not has_body:
        raise Unreadable(name, "it is an HTML page without main text", _NO_TEXT)


def _is_free(tree: Any) -> bool | None:
    """Return whether the page's JSON-LD says that its article may be read without paying; None when it does not say."""
    said = [str(node["isAccessibleForFree"]).lower() for node in _ld_nodes(tree) if "isAccessibleForFree" in node]
    return said[0] != "false" if said else None


def _extract(markup: str, name: str, url: str | None, bounds: Bounds) -> tuple[Any, str, dict[str, Any]]:
    """Return the parsed page (None if it is none), its main text, and trafilatura's title, author and site name."""
    import trafilatura  # noqa: PLC0415  # costs a quarter of a second; only pages need it

    tree = trafilatura.load_html(parsable(without_doctype(markup), name, bounds))
    if tree is None:
        return None, "", {}
    bounds.refuse_elements(sum(1 for _ in tree.iter()), name)
    settle_data(tree, _MOST_SCRIPTS)
    settle_marks(tree)
    settle_blocks(tree)
    captions = captions_of(tree)
    is_held = hold_spaces(tree)
    found = trafilatura.bare_extraction(
        tree,
        url=url,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    if found is None:
        return tree, "", {}
    known = found if isinstance(found, dict) else found.as_dict()
    text = release_spaces(known.get("text") or "") if is_held else known.get("text") or ""
    return tree, clean_text(with_captions(text, captions)), known


def _title(tree: Any, found: dict[str, Any]) -> str | None:
    """Return the title that the page gives for sharing, else a live blog's, else trafilatura's; without the outlet behind it."""
    shared = tree.xpath("//meta[@property='og:title' or @name='og:title']/@content")
    live = (node.get("headline") for node in _ld_nodes(tree) if "liveblog" in str(node.get("@type")).lower())
    title = next(filter(None, map(one_line, (*map(str, shared), *live, found.get("title")))), None)
    outlet = one_line(found.get("sitename"))
    if title and outlet:
        title = re.sub(rf"\s+[-–—|•·:»]\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE)
    return title


def _language(tree: Any) -> str | None:
    """Return the language that the root element declares."""
    root = tree.getroottree().getroot()
    return language_of(
        root.get("lang") or root.get("xml:lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    )


def _canonical_url(tree: Any, url: str | None) -> str | None:
    """Return the page's canonical address, else `og:url`, else where it was found; a front page is no article's address."""
    found_at = web_address(url)
    stated = [*tree.xpath("//link[@rel='canonical']/@href"), *tree.xpath("//meta[@property='og:url']/@content")]
    for value in stated[:4]:
        address = web_address(str(value), base=found_at)
        if address and not re.fullmatch(r"https?://[^/]+/?", address):
            return address
    return found_at


def _published(tree: Any, address: str | None) -> list[tuple[PublishedBasis, datetime]]:
    """Return when the page says it was published by each sort of declaration, the more trusted first.

    Its time tags and its address are asked only where nothing else tells: they may be those of something in it.
    """
    stated: list[tuple[PublishedBasis, Iterable[str]]] = [("json-ld", _json_ld_dates(tree)), ("meta", _tag_dates(tree))]
    shown: list[tuple[PublishedBasis, Iterable[str]]] = [
        ("meta", time_tags(tree)),
        ("url", filter(None, [day_of_address(address)])),
    ]
    return _moments(stated) or _moments(shown)[:1]


def _moments(stated: list[tuple[PublishedBasis, Iterable[str]]]) -> list[tuple[PublishedBasis, datetime]]:
    """Return the first moment that can be read of each sort of declaration."""
    found = ((basis, next(filter(None, map(moment_of, dates)), None)) for basis, dates in stated)
    return [(basis, moment) for basis, moment in found if moment]


def _conflicts(published: list[tuple[PublishedBasis, datetime]]) -> tuple[str, ...]:
    """Return the dates that cannot be that of the most trusted declaration."""
    return tuple(
        f"{basis}: {day_in_words(moment)}, not that of {published[0][0]}"
        for basis, moment in published[1:]
        if abs(moment - published[0][1]) > SAME_DAY
    )


def _tag_dates(tree: Any) -> Iterator[str]:
    """Yield what meta and time tags say about publication, most trusted first."""
    stated: dict[str, str] = {}
    for tag in tree.iter("meta"):
        for key in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
            if key and tag.get("content"):
                stated.setdefault(key.strip().lower(), tag.get("content"))
    yield from (stated[key] for key in _DATE_TAGS if key in stated)
    marked = "//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime | //abbr[@class='published']/@title"
    yield from map(str, tree.xpath(marked))


def _json_ld_dates(tree: Any) -> list[str]:
    """Return every `datePublished` of the page's JSON-LD: articles first, the page itself after them."""
    articles: list[str] = []
    pages: list[str] = []
    for node in _ld_nodes(tree):
        published = node.get("datePublished")
        kinds = str(node.get("@type", "")).lower()
        if isinstance(published, str) and "liveblog" in kinds:
            articles.insert(0, published)  # before its updates, which some pages list beside it
        elif isinstance(published, str) and ("article" in kinds or "posting" in kinds or "report" in kinds):
            articles.append(published)
        elif isinstance(published, str) and "page" in kinds:
            pages.append(published)
    return articles + pages


def _ld_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST_SCRIPTS]:
        yield from _json_nodes(parse_data(script.text_content()))


def _json_nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in a JSON value, outermost first, up to a limit; not those that speak of other pages."""
    waiting = deque([value])
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.popleft()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            yield node
            waiting.extend(part for key, part in node.items() if key.lower() not in OTHERS)
