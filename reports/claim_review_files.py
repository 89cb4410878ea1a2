"""Where ClaimReviews are found: JSON-LD files, lists, @graph, data feeds, JSON Lines, and pages that hold such scripts.

What cannot be read is told beside what can: one broken script must not cost the others.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from math import isfinite
from typing import Any

from reports.claim_review_rules import Finding, HostPage, media_findings, must
from reports.json_ld import Node, types
from reports.visible import safe_url

DEEPEST = 60  # levels of lists and objects; real documents have a dozen
_WRAPPING = re.compile(
    r"^\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)|(?:-->|(?://|/\*)?\s*\]\]>(?:\s*\*/)?)?\s*;?\s*$"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNSEEN = {"script", "style", "template", "noscript", "head"}
_NO_JSON_LD = "Look for the page's own fact-check; microdata and pictures of it are not read"


@dataclass(frozen=True, slots=True)
class Found:
    """What a document holds: ClaimReviews as they stand, what stands against reading others, and the page around."""

    reviews: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    page: HostPage = field(default_factory=HostPage)


def find_claim_reviews(text: str, page_url: str | None = None, redirected_from: str | None = None) -> Found:
    """Return the ClaimReviews of a document: JSON, JSON Lines or an HTML page; `page_url` is where it was found."""
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        return _in_page(text, page_url, redirected_from)
    found = Found()
    for place, each in _documents(text):
        _read_into(found, each, place)
    return _or_none(found, "it holds no ClaimReview", 'Name a file in which one stands ("@type": "ClaimReview")')


def _in_page(text: str, page_url: str | None, redirected_from: str | None) -> Found:
    """Return what a page holds in its scripts of JSON-LD."""
    reader = _PageReader()
    reader.feed(text)
    reader.close()
    found = Found(page=HostPage(page_url or reader.canonical, " ".join(reader.seen), redirected_from))
    for at, script in enumerate(reader.scripts, start=1):
        _read_into(found, _WRAPPING.sub("", script), f"script {at}")
    return _or_none(found, "the page holds no ClaimReview as JSON-LD", _NO_JSON_LD)


def _or_none(found: Found, rule: str, next_step: str) -> Found:
    """Say that nothing was found, where nothing else says why."""
    if not found.reviews and not found.findings:
        found.findings.append(must("no_claim_review", "", rule, next_step))
    return found


def _documents(text: str) -> Iterator[tuple[str, str]]:
    """Yield the JSON documents of a text with their places: one, or one a line where the whole is none."""
    stripped = text.lstrip("\ufeff").strip()
    lines = [(f"line {at}", line) for at, line in enumerate(stripped.splitlines(), start=1) if line.strip()]
    if len(lines) > 1 and all(line.lstrip().startswith(("{", "[")) for _place, line in lines) and not _parses(stripped):
        yield from lines
    else:
        yield "", stripped


def _parses(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _read_into(found: Found, text: str, place: str) -> None:
    """Add the ClaimReviews of one JSON document, or what stands against reading it."""
    try:
        document = _parsed(text)
    except RecursionError:
        rule = f"it is nested deeper than {DEEPEST} levels"
        found.findings.append(must("too_deep", place, rule, "Take the ClaimReview out of it"))
    except ValueError as error:
        at = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else "a number"
        rule = f"it is not valid JSON ({at}: {getattr(error, 'msg', error)})"
        found.findings.append(must("not_json", place, rule, "Mend it there; a JSON checker shows the place"))
    else:
        _collect(found, document, place)


def _parsed(text: str) -> Any:
    """Return the parsed document, storable; raises ValueError, or RecursionError for one that is too deep."""
    document = json.loads(text, strict=False, parse_constant=str)
    if _depth_of(document) > DEEPEST:
        raise RecursionError(DEEPEST)
    return storable(document)


def _depth_of(document: object) -> int:
    """Return how deep lists and objects are nested, without going down by recursion."""
    deepest, waiting = 0, [(document, 1)]
    while waiting and deepest <= DEEPEST:
        each, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = each.values() if isinstance(each, Mapping) else each if isinstance(each, list) else ()
        waiting += [(part, depth + 1) for part in inner]
    return deepest


def storable(document: Any) -> Any:
    """Return the document without characters that UTF-8 cannot hold, and numbers that JSON cannot."""
    if isinstance(document, str):
        return _UNSTORABLE.sub("\ufffd", document)
    if isinstance(document, float):
        return document if isfinite(document) else str(document)
    if isinstance(document, list):
        return [storable(each) for each in document]
    if isinstance(document, dict):
        return {_UNSTORABLE.sub("\ufffd", name): storable(value) for name, value in document.items()}
    return document


def _collect(found: Found, document: object, place: str) -> None:
    """Add every ClaimReview of a parsed document, with references followed and the context of what is around it."""
    named = dict(_named_nodes(document))
    for node, context in _walk(document, None):
        if _is_a(node, "mediareview"):
            told = media_findings(node)
            rule, step = "it is a MediaReview, which judges a picture or film", "Only ClaimReviews are kept"
            found.findings.extend(told or [must("media_review", place, rule, step)])
        else:
            whole = {name: _followed(value, named) for name, value in node.items()}
            found.reviews.append(whole if context is None or "@context" in whole else {"@context": context} | whole)


def _walk(value: object, context: object) -> Iterator[tuple[Node, object]]:
    """Yield the reviews within a document in order, each with the context in force around it."""
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, context)
    elif isinstance(value, Mapping) and (_is_a(value, "claimreview") or _is_a(value, "mediareview")):
        yield value, context
    elif isinstance(value, Mapping):
        inner = value.get("@context", context)
        for each in value.values():
            yield from _walk(each, inner)


def _is_a(node: Node, kind: str) -> bool:
    return kind in {each.casefold() for each in types(node)}


def _named_nodes(value: object) -> Iterator[tuple[str, Node]]:
    """Yield the nodes that have an id and say something, by their ids."""
    for each in value if isinstance(value, list) else value.values() if isinstance(value, Mapping) else ():
        yield from _named_nodes(each)
    if isinstance(value, Mapping) and isinstance(value.get("@id"), str) and len(value) > 1:
        yield value["@id"], value


def _followed(value: object, named: Mapping[str, Node], depth: int = 0) -> object:
    """Return a value with every mere reference replaced by the node of that id, some levels deep (ids may go round)."""
    if isinstance(value, list):
        return [_followed(each, named, depth) for each in value]
    if not isinstance(value, Mapping):
        return value
    target = named.get(str(value.get("@id"))) if set(value) == {"@id"} and depth < 3 else None
    if target is not None:
        return _followed(target, named, depth + 1)
    return {name: _followed(each, named, depth) for name, each in value.items()}


class _PageReader(HTMLParser):
    """Collects a page's scripts of JSON-LD, its canonical address, and the words that readers see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.seen: list[str] = []
        self.canonical: str | None = None
        self._unseen: list[str] = []
        self._in_json_ld = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where unseen text begins, and the canonical address."""
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if tag == "body":
            self._unseen.clear()
        if tag == "script" and given.get("type", "").split(";")[0].strip().lower() == "application/ld+json":
            self._in_json_ld = True
            self.scripts.append("")
        if tag == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or safe_url(given.get("href", "").strip())

    def handle_endtag(self, tag: str) -> None:
        """Note where unseen text ends."""
        self._in_json_ld = self._in_json_ld and tag != "script"
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Keep the words of scripts of JSON-LD, and of what is seen."""
        if self._in_json_ld:
            self.scripts[-1] += data
        elif not self._unseen:
            self.seen.append(data)
