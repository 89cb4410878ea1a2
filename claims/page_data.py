"""What a page says of itself in data: its JSON-LD, whole or broken, without what speaks of others; time tags; its address.

Of others speak comments, recommended stories, the updates of a live blog, and what the markup of a fact-check says of the
claim that it reviews and of who made it.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from claims.metadata import FIRST_YEAR, LAST_YEAR, moment_of
from claims.page_marks import sizes_of

# Keys under which another page or person is spoken of; in lower case.
OTHERS = frozenset({
    "comment", "comments", "itemlistelement", "haspart", "mentions", "relatedlink", "review", "citation", "video", "image",
    "liveblogupdate", "itemreviewed", "reviewrating", "claimreviewed", "isbasedon", "associatedmedia", "blogpost",
})  # fmt: skip
_REVIEWS = frozenset({"claimreview", "claim", "rating"})
_DEEPEST = 40
_LONGEST_MENDED = 200_000  # characters of a broken script that are looked at

_COMMENTS = re.compile(r"/\*.{0,300}?\*/|(?:^|(?<=[,{}\[\]]))[ \t]*//[^\n]*$", re.DOTALL | re.MULTILINE)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_STRING = r'"\s*:\s*"((?:[^"\\]|\\.){1,400})"(?=\s*(?:[,}\]]|$|"\w+"\s*:))'
_LOST_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(\w*(?:Article|Posting|Report|Page))"')
_LOST_AUTHOR = re.compile(r'"author"\s*:\s*(?:\[\s*)?(?:\{[^{}]{0,300}?"name' + _STRING + r'|"([^"\n]{1,200})")')
_LOST_KEYS = ("headline", "datePublished", "dateModified")

_BESIDE = re.compile(
    r"(?<![a-z])(?:comments?|related|recommend\w*|sidebar|teasers?|promos?|popular|trending|widgets?)(?![a-z])",
    re.IGNORECASE,
)
_INLINE = frozenset({"span", "b", "strong", "em", "i", "small", "time", "a", "abbr", "font"})
_CHANGED = re.compile(r"\b(?:updated?|modified|revised|edited|corrected|last)\b[^.]{0,20}$", re.IGNORECASE)
_LONGEST_STAMP = 140  # characters of the block of a time tag that tells of the article, not of an event in it
_MOST_TIMES = 200

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ADDRESS_DAY = re.compile(
    rf"(?:/|[/_-](?=\d{{4}}-))(?P<y>\d{{4}})(?P<s>[/_-])(?P<m>\d{{1,2}}|{'|'.join(_MONTHS)})(?P=s)(?P<d>\d{{1,2}})(?!\d)"
    r"|(?<=[/_-])(?P<y8>\d{4})(?P<m8>\d{2})(?P<d8>\d{2})(?=[/._-]|$)"
)


def parse_data(words: str) -> Any:
    """Return the JSON of a script; of one that is broken, what can still be read; None when that is nothing."""
    words = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", words).strip()
    bare = _COMMENTS.sub("", words[:_LONGEST_MENDED])
    for mended in (words.rstrip(";"), _TRAILING_COMMA.sub("", bare).strip().rstrip(";")):
        try:
            return json.loads(mended, strict=False)
        except ValueError:
            continue
        except RecursionError:
            return None
    return _salvaged(bare)


def _salvaged(words: str) -> dict[str, Any] | None:
    """Return type, headline, dates and author of the first article in broken JSON-LD, read up to where others begin."""
    words = words if '"' in words else words.replace("'", '"')
    kind = _LOST_TYPE.search(words)
    if kind is None:
        return None
    others = re.search(rf'"(?:{"|".join(OTHERS)})"\s*:\s*[\[{{]\s*[{{"]', words[kind.end() :], re.IGNORECASE)
    own = words[: kind.end() + others.start()] if others else words
    found: dict[str, Any] = {"@context": "https://schema.org", "@type": kind.group(1)}
    for key in _LOST_KEYS:
        if value := re.search(rf'"{key}{_STRING}', own):
            found[key] = _unescaped(value.group(1))
    if author := _LOST_AUTHOR.search(own):
        found["author"] = {"@type": "Person", "name": _unescaped(author.group(1) or author.group(2))}
    return found


def _unescaped(words: str) -> str:
    """Return a JSON string's words; as they stand where their escapes are broken."""
    try:
        return str(json.loads(f'"{words}"', strict=False))
    except ValueError:
        return words


def settle_data(tree: Any, most_scripts: int) -> None:
    """Rewrite the JSON-LD of a page so that it speaks of the page alone, and unname authors in a reviewed claim's markup."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:most_scripts]:
        own = _own(parse_data(script.text_content()), _DEEPEST)
        for child in list(script):
            script.remove(child)
        script.text = json.dumps(own) if own else "{}"
    for element in tree.xpath("//*[contains(@itemtype, 'ClaimReview')]//*[@itemprop='author' or @rel='author']"):
        element.attrib.pop("itemprop", None)
        element.attrib.pop("rel", None)


def _own(value: Any, depth: int) -> Any:
    """Return the part of a JSON value that speaks of the page itself; nothing below the depth."""
    if depth == 0:
        return None
    if isinstance(value, list):
        return [part for part in (_own(each, depth - 1) for each in value) if part is not None]
    if isinstance(value, str):
        return " ".join(value.split()) if "\n" in value else value
    if not isinstance(value, dict):
        return value
    kinds = {str(kind).lower() for kind in _listed(value.get("@type"))}
    if kinds and kinds <= _REVIEWS:
        return None
    kept = {key: part for key, part in value.items() if key.lower() not in OTHERS}
    return {key: _own(part, depth - 1) for key, part in kept.items()}


def _listed(value: Any) -> list[Any]:
    """Return a list as it is, and anything else as a list of it."""
    return value if isinstance(value, list) else [value]


def time_tags(tree: Any) -> Iterator[str]:
    """Yield what the time tags of the page's own head line say, in their order: those in a short line about the article."""
    sizes = sizes_of(tree)
    near = tree.xpath("//article//time | //main//time | (//h1)[1]/following::time")
    for tag in (near or tree.xpath("//time[not(//article or //main or //h1)]"))[:_MOST_TIMES]:
        block = _block_of(tag)
        if block is None or sizes[block] > 4 * _LONGEST_STAMP or _is_of_others(tag) or _is_change(tag, block):
            continue
        if len(" ".join("".join(block.itertext()).split())) <= _LONGEST_STAMP:
            yield tag.get("datetime") or "".join(tag.itertext())


def _block_of(tag: Any) -> Any:
    """Return the nearest block around a tag; where that is the article itself, the outermost of its own inline boxes."""
    line = tag
    for parent in tag.iterancestors():
        if parent.tag not in _INLINE:
            return line if parent.tag in {"article", "main", "section", "header"} else parent
        line = parent
    return None


def _is_of_others(tag: Any) -> bool:
    """Tell whether the tag stands in a box beside the article, in a comment, or in a link to another page."""
    for parent in tag.iterancestors():
        named = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if parent.tag in {"aside", "nav", "footer", "a", "blockquote", "body"}:
            return bool(parent.tag != "body")
        if parent.tag not in {"main", "article", "html"} and _BESIDE.search(named):
            return True
    return False


def _is_change(tag: Any, block: Any) -> bool:
    """Tell whether the words before the tag say that it tells of a later change."""
    named = f"{tag.get('class') or ''} {tag.get('itemprop') or ''}"
    before = ""
    for element in block.iter():
        if element is tag:
            break
        before += f" {element.text or ''}" if element.tag != "time" else " . "
    previous = tag.getprevious()
    before += (previous.tail or "") if previous is not None else ""
    return bool(_CHANGED.search(before.strip()) or re.search(r"modif|updat", named, re.IGNORECASE))


def day_of_address(address: str | None) -> str | None:
    """Return the day that stands in an address ("/2025/10/20/", "-20251020."), as ISO 8601; None where none does."""
    if not address:
        return None
    for found in _ADDRESS_DAY.finditer(urlsplit(address).path.lower()):
        year, month, day = (
            (found["y"], found["m"], found["d"]) if found["y"] else (found["y8"], found["m8"], found["d8"])
        )
        number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
        try:
            told = date(int(year), number, int(day))
        except ValueError:
            continue
        if FIRST_YEAR <= told.year <= LAST_YEAR and moment_of(told.isoformat()):
            return told.isoformat()
    return None
