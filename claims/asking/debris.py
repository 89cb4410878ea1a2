"""What a page leaves in a sentence that nobody said: datelines, credits of pictures, addresses, labels, drop capitals."""

import re

from claims.asking.clause import agency_end, any_listed
from claims.model import Span
from claims.statements import is_clause

_CREDIT = re.compile(
    r"\((?:[^()]{0,40}[/ ])?(?:Getty|Getty Images|AP|AP Photo|Reuters|REUTERS|AFP|EPA|PA|Rex|Shutterstock|Photos?|Image|Source)(?:[^()]{0,60})\)\s+(?=[A-Z“\"])"
)
_LABEL = re.compile(
    r"[(\[]?\s*(?:RELATED|WATCH|READ(?: MORE)?|MORE|SEE(?: ALSO)?|VIDEO|PHOTOS?|UPDATED?|BREAKING(?: NEWS)?|LISTEN|DEVELOPING|EXCLUSIVE|Related|Read more|Watch|Photo|Video|Caption)\s*:\s+"
)
_ADDRESS = re.compile(
    r"(?:\s*[(\[])?(?<!\w)(?:https?://|www\.|pic\.twitter\.com/|t\.co/)[^\s)\]”\"]*[)\]]?|\s[—–-]\s[^—–]{2,60}\(@\w+\)[^.]*$"
)
_CREDITED = re.compile(
    r"(?:EPA|REUTERS|Reuters|AP|AFP|PA|Rex|Getty Images|Getty|Shutterstock|AP Photo)(?:/[\w .]{2,30}?)?\s+(?=(?:An?|The|[A-Z][a-z]+)\s+(?:[a-z]|[A-Z]))"
)
_BULLET = re.compile(
    r"(?:\((?:L|R|C|[Ll]eft|[Rr]ight|[Cc]ent(?:er|re)|[Aa]bove|[Bb]elow)\)|[•·▪●*#|>»]+|[-–—](?=\s)|\d{1,2}[.)](?=\s+[A-Z]))\s*"
)
_DROP = re.compile(r"(?P<one>[A-Z])\s(?P<rest>[A-Z]{1,12})(?=\s)")
_TAIL = re.compile(r"[\s,;:–—-]+$|(?<=[^.])\.$")


def own_part(text: str, sentence: Span, own: Span) -> Span:
    """Return the part of a sentence that is one: without what a page put before it, or glued to it by a picture's credit."""
    start, end = sentence
    for credit in _CREDIT.finditer(text, start, end):
        if credit.end() <= own.start or is_clause(text[credit.end() : end]):
            start = credit.end()
        elif own.end <= credit.start():
            return Span(start, credit.start())
    for pattern in (_LABEL, _CREDITED, _BULLET):
        found = pattern.match(text, start, end)
        start = found.end() if found and found.end() < end else start
    return Span(agency_end(text, start, end), end)


def cleaned(words: str) -> str:
    """Return words on one line without addresses and posts' signatures, a capital that was set apart put back to its word."""
    words = " ".join(_ADDRESS.sub("", words).split())
    words = _DROP.sub(_joined, words, count=1) if _DROP.match(words) else words
    words = _TAIL.sub("", words.strip())
    opened, closed = words.count("("), words.count(")")
    if words.startswith("(") and (opened > closed or (opened == closed == 1 and words.endswith(")"))):
        words = words[1:].removesuffix(")")
    elif closed > opened:
        words = words.removesuffix(")")
    return _TAIL.sub("", words.strip())


def _joined(found: re.Match[str]) -> str:
    return found["one"] + found["rest"].lower()


def without_tie(words: str) -> str:
    """Return words without what ties a sentence to the one before: "But", "However,", "At the same time,"."""
    found = re.match(rf"(?:{any_listed('ties')}|{any_listed('joins')}),\s+", words, re.IGNORECASE) or re.match(
        r"(?:(?:And|But|Yet|Or|Plus)\s+|So\s+(?!far\b|much\b|many\b))(?=\S)", words
    )
    if found is None:
        return words
    rest = words[found.end() :]
    return rest[:1].upper() + rest[1:]
