"""Notices by which a page owns up to a correction: where they stand, and which of the changed figures they name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claims.model import Claim
from claims.text.sentences import read_lines, split_sentences

_OPENS = re.compile(
    r"^\W*(?:(?:corrections?|clarifications?|erratum|editor(?:’|')?s(?:’|')? note)(?:\s+and\s+\w+)?\s*(?:[:.–—|-]|\(|$|on\b|\d)|"
    r"(?:this|the) (?:article|story|report|headline|piece|page|text) (?:was|has been) (?:since )?"
    r"(?:amended|corrected|edited|updated|changed|revised)\b)",
    re.IGNORECASE,
)
_SPEAKS_OF_BEFORE = re.compile(
    r"\b(?:an|a) (?:earlier|previous|prior|original) version of th(?:is|e) (?:article|story|report|headline|piece)\b"
    r"|\bth(?:is|e) (?:article|story|report|headline) (?:originally|previously|earlier|mistakenly|wrongly|incorrectly) \w+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_DATE = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2}(?:st|nd|rd|th)?)?(?:,? (?:19|20)\d\d)?\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}[:.]\d\d(?: ?[ap]m\b)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SMALL = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
_SMALL_WORD = re.compile(rf"\b(?:{'|'.join(_SMALL)})\b", re.IGNORECASE)
# What every notice says, whatever it is about.
_OF_NOTICES = frozenset(
    [
        "this",
        "that",
        "article",
        "story",
        "report",
        "headline",
        "piece",
        "page",
        "text",
        "version",
        "earlier",
        "previous",
        "prior",
        "original",
        "originally",
        "previously",
        "corrected",
        "correction",
        "amended",
        "updated",
        "changed",
        "revised",
        "edited",
        "clarification",
        "editor",
        "note",
        "said",
        "gave",
        "stated",
        "wrong",
        "wrongly",
        "incorrect",
        "incorrectly",
        "mistakenly",
        "figure",
        "figures",
        "number",
        "numbers",
        "have",
        "been",
        "with",
        "from",
        "were",
        "which",
        "their",
        "there",
        "than",
    ]
)


def notices_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where notices stand: a sentence that opens one with the rest of its line, or one that tells of a version before."""
    for line in read_lines(text):
        opened = None
        for sentence in split_sentences(text, line.start, line.end):
            words = text[sentence.start : sentence.end]
            if opened is None and (_OPENS.search(words) or _SPEAKS_OF_BEFORE.search(words)):
                opened = sentence.start
        if opened is not None:
            yield opened, line.end


def new_notices(old: str, new: str) -> list[str]:
    """Return the notices of the newer text whose words the older did not have."""
    known = {_plain(old[start:end]) for start, end in notices_in(old)}
    return [new[start:end] for start, end in notices_in(new) if _plain(new[start:end]) not in known]


def names(notice: str, before: Claim | None, after: Claim | None, *, alone: bool) -> bool:
    """Tell whether a notice names a change: by one of its figures, or, where it has none itself, by its words.

    `alone`: the change is the only one of its version, which a notice without figures then speaks of.
    """
    words = _DATE.sub(" ", notice)
    told = _numbers(words)
    figures = [number for claim in (before, after) if claim for number in _numbers(claim.quote)]
    if told:
        return bool(told & set(figures))
    about = Counter(_content(words))
    own = {word for claim in (before, after) if claim for word in _content(f"{claim.measured or ''} {claim.sentence}")}
    return alone or bool(own & set(about))


def _numbers(words: str) -> set[str]:
    spelt = _SMALL_WORD.sub(lambda found: _SMALL[found[0].lower()], words)
    return {number.replace(",", "") for number in _NUMBER.findall(spelt)}


def _content(words: str) -> list[str]:
    return [word for word in map(str.casefold, _WORD.findall(words)) if word not in _OF_NOTICES]


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def outside_notices(claims: Sequence[Claim], text: str) -> list[Claim]:
    """Return the claims but for the figures of notices: what a notice tells, the text says already, or says no longer."""
    spans = list(notices_in(text))
    return [claim for claim in claims if not any(start <= claim.start_char < end for start, end in spans)]
