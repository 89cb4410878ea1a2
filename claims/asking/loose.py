"""What in a sentence cannot be understood without those before it: pronouns of nobody in it, things it takes as known."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from claims.asking.clause import listed
from claims.asking.sentence import first_names
from claims.model import Span
from claims.reading import Reading
from claims.speech.names import is_first_name, pronoun_of
from claims.text.lexicon import read_lexicon, singular_of
from claims.text.nouns import is_person, is_plural, is_stop

Back = Literal["person", "near", "thing"]

_ONE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er|[Hh]ers|[Hh]imself|[Hh]erself)\b")
_PERSONAL = dict.fromkeys(("he", "him", "his", "himself"), "he") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "she"
)
_SPEAKS = re.compile(r"\s*(?:also\s+)?(?:said|says|wrote|added|told|announced)\b")
_OF_AGE = re.compile(r"\b[Tt]he\s+\d+-year-old\b")
_MANY = re.compile(r"\b(?:[Tt]hey|[Tt]hem|[Tt]heirs?|[Tt]hemselves)\b")
_IT = re.compile(r"\b(?:[Ii]ts?|[Ii]tself)\b")
_HEAVY = re.compile(
    r"[Ii]t\s+(?:is|was|would|will|has\s+been|may|might|seems|appears|turns?|takes|took)\s+(?:[A-Z]|(?:\w+\s+){0,4}?(?:that|to|when|who|for)\b)"
)
_POINTING = re.compile(
    r"\b(?:[Tt]his|[Tt]hese)\b(?!\s+(?:week|month|year|morning|afternoon|evening|summer|winter|spring|autumn|fall|season|century|time|weekend|day|days)\b)"
    r"|\b[Tt]hose\b(?!\s+(?:who|of|that|with|in|from|whose|on|at|\w+ed|\w+ing)\b)"
    r"|^\W*(?:(?:And|But|So|Yet)\s+)?That(?:['’]s)?\s+(?!which\b)|\b(?:of|in|to|for|by|with|after|before|since|than|about|like|denied|denies|said|says|do|did|does)\s+that(?=[,.;]|\s+(?:in|to|and|or|but)\b|$)"
    r"|\b(?:[Ss]uch)\s+(?!as\b)|^\W*(?:[\w-]+\s+){0,2}?[Tt]he\s+(?:other|others|latter|former|rest|remaining|same|two|three|four|pair|duo)\b"
    r"|^\W*(?:(?:And|But|So|Yet)\s+)?(?:One\s+of\s+them|(?:In\s+)?(?:One|Many|Some|Most|Few|Several)(?=,|\s+(?:has|have|is|are|was|were|had|left|went|say|said|[a-z]+ed)\b)|Another|Others?|Both|Neither|Some\s+of\s+th\w+|Most\s+of\s+th\w+|None|Here|There(?!\s+(?:is|are|was|were|has|have|had|will)\b))\b"
)
_THAT = re.compile(
    r"\b(?:with|of|in|to|for|by|from|on|at|about|after|before|under|against|during|into)\s+(?:that|this|these|those)\s+(?P<noun>[a-z]{4,})\b"
)
_SINCE = re.compile(
    r"\b(?:later|earlier)\s+(?:that|the\s+same)\s+\w+|^\W*(?:[\w-]+\s+){0,4}?(?:later|earlier|afterwards?|before\s+that|after\s+that),?\s"
    r"|\b(?:at\s+the\s+time|by\s+then|since\s+then|[Bb]ack\s+then|that\s+(?:day|night|year|month|week|time)|the\s+(?:next|following|previous)\s+(?:day|night|week|month|year))\b"
)
_THE = re.compile(r"(?<![a-zA-Z], )\b[Tt]he\s+(?P<words>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3})(?P<mark>['’]s?|\W|$)")
_OPENS = re.compile(
    r"\W*(?:(?:And|But|So|Yet)\s+)?(?:He|She|It|They|His|Her|Its|Their|This|These|That|Both|Another|Others|he|she|it|they)\b"
)
_SHORT = 6  # words of a sentence that says too little by itself
_LEADS_IN = 2  # words before a pronoun that may be one of a name behind it ("During the vote she called Lind ...")
_OPENING = 10  # words of a sentence in which a thing that is taken as known is what the sentence is about
_COMPLEMENT = frozenset(("of", "that", "who", "which", "whose", "where", "when", "behind", "between", "to"))
_BARE_SHARE = re.compile(
    r"^\W*(?:(?:And|But|While|About|Some|A\s+mere|Another|Nearly|Almost|Only|Just)\s+)*(?:\d[\d.,]*|(?:[Oo]ne|[Tt]wo|[Tt]hree)[- ](?:thirds?|quarters?|fifths?|half)|[Hh]alf)"
    r"(?:\s?(?:%|percent|per\s+cent)|(?:\s+[mb]illion)?\s+(?:[a-z]+ed|went|were|was|are|is|had|have|came|say|said|of\s+them|of\s+those)\b)"
)
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sen|Rep|Gov|President|Senator|Governor|Judge|Justice|Sir|Lady)\.?\s+[A-Z][a-z]"
)
_TWO_NAMES = re.compile(r"\b(?P<one>[A-Z][\w’'-]+)\s+(?:[A-Z]\.\s+)?[A-Z][\w’'-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_NAMED_THING = re.compile(r"(?:\b[A-Z][\w’'.-]*|\b\d+(?:st|nd|rd|th)?)\s+(?P<noun>[A-Z][a-z]{3,})\b")  # "21 Brigade"
_INITIALS = 2  # letters that are no name yet
_RUN = re.compile(r"(?:[A-Z]\w{0,3}\.(?:[A-Z]\.)*|[A-Z][\w’'&-]*)(?:\s+(?:[A-Z]\w{0,3}\.(?:[A-Z]\.)*|[A-Z][\w’'&-]*))*")
_NOUN_BEFORE = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ss]ome|[Mm]any|[Mm]ost|[Ff]ew|[Tt]wo|[Tt]hree|\d[\d,.]*)\s+[a-z]")
_INTRODUCED = re.compile(
    r"\b(?P<lead>[Aa]n?|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome|[Mm]any|[Nn]ew|[A-Z][\w-]*(?:['’]s)?)\s+(?=(?P<words>[a-z][\w-]*(?:\s+[a-z][\w-]*){0,3}))"
)
_DETERMINED = frozenset(("The", "This", "That", "These", "Those", "His", "Her", "Its", "Their"))


@dataclass(frozen=True, slots=True)
class Loose:
    """Words of a sentence that lead back: to a person ("he" or "she"), to what stood just before, or to a thing by its noun."""

    back: Back
    noun: str = ""


def loose_in(span: Span, reading: Reading, known: str) -> Iterator[Loose]:
    """Yield what in a sentence leads back out of it; `known` are words in lower case that tell things already, as a headline."""
    words = span.of(reading.text)
    for pattern, told, back in _PRONOUNS:
        found = pattern.search(words)
        if found is None or _HEAVY.match(words, found.start()) or told(words[: found.start()], reading):
            continue
        ahead = len(words[: found.start()].split()) > _LEADS_IN and names_a_person(words[found.end() :], reading)
        if not (back == "person" and ahead):
            yield Loose(back, _PERSONAL.get(found[0].lower(), "") if back == "person" else "")
    for found in _THAT.finditer(words):
        yield Loose("thing", found["noun"])
    if len(words.split()) <= _SHORT or _POINTING.search(words) or _SINCE.search(words) or _BARE_SHARE.match(words):
        yield Loose("near")
    if _OF_AGE.search(words):
        yield Loose("person")
    yield from _things(span, reading, known)
    yield from _names(span, reading, known)


def _names(span: Span, reading: Reading, known: str) -> Iterator[Loose]:
    """Yield the first name of a stretch, where it stands alone and the text has told before whose it is."""
    named = (each for each in _RUN.finditer(span.of(reading.text)) if len(each[0]) > _INITIALS)
    runs = (each for each in named if is_printed_name(each[0].split()[-1], reading))
    found = next(runs, None)
    name = _POSSESSIVE.sub("", found[0]) if found else ""
    if not name or " " in name or name.lower() in known or first_names(span, reading):
        return
    if introduced_before(name, span.start, reading) is not None:
        yield Loose("thing", name)


def _person_told(words: str, reading: Reading) -> bool:
    """Tell whether words have one person that "he" or "she" can stand for."""
    nouns = (each for each in re.findall(r"[a-z]{3,}", words) if is_person(each))
    alone = (each[0] for each in _RUN.finditer(words) if " " not in each[0])
    surname = any(_POSSESSIVE.sub("", name) in _fuller_names(reading.text) for name in alone)
    return surname or names_a_person(words, reading) or any(not is_plural(noun) for noun in nouns)


def _several_told(words: str, reading: Reading) -> bool:
    """Tell whether words have anything that "they" can stand for."""
    persons = any(is_person(each) for each in re.findall(r"[a-z]{3,}", words))
    return persons or _thing_told(words, reading)


def _thing_told(words: str, reading: Reading) -> bool:
    """Tell whether words have anything that "it" can stand for."""
    named = any(is_printed_name(each[0], reading) for each in _CAPITAL.finditer(words))
    return named or _NOUN_BEFORE.search(words) is not None


_PRONOUNS: tuple[tuple[re.Pattern[str], Callable[[str, Reading], bool], Back], ...] = (
    (_ONE, _person_told, "person"),
    (_MANY, _several_told, "near"),
    (_IT, _thing_told, "near"),
)


def is_printed_name(word: str, reading: Reading) -> bool:
    """Tell whether a word is one that the text prints with a capital within sentences, and no day or month."""
    printed = any(part in reading.printed.names for part in word.split("-"))
    return printed and word.lower() not in _calendar()


@cache
def _calendar() -> frozenset[str]:
    return frozenset(read_lexicon("roles")["no_names"]["words"])


def _things(span: Span, reading: Reading, known: str) -> Iterator[Loose]:
    words = span.of(reading.text)
    for found in _THE.finditer(words):
        head = _head(found["words"].split(), words[found.end("words") :])
        if head is None or singular_of(head) in known or _is_role(head, reading.text):
            continue
        speaks = _SPEAKS.match(words, found.end("words") - len(found["words"].split(head, 1)[-1]))
        near = 0 if speaks else len(words[: found.start()].split())
        known_before = introduced_before(head, span.start, reading) is not None
        opens = not words[: found.start()].strip(" “‘\"'")
        seen = opens and reading.printed.first.get(head, span.start) < span.start
        if (
            seen
            or (near <= _OPENING and (_is_generic(head) or known_before))
            or (_is_generic(head) and known_before and near <= 2 * _OPENING)
        ):
            yield Loose("thing", head)


def _is_generic(noun: str) -> bool:
    return is_person(noun) or noun in _bodies() or singular_of(noun) in _bodies()


def _head(words: list[str], rest: str) -> str | None:
    """Return the noun that "the" goes with, of the words behind it; None where what follows tells which one is meant."""
    end = next((at for at, word in enumerate(words) if is_stop(word) or (at and _is_deed(word))), len(words))
    nouns = words[:end]
    at = next((at for at in range(len(nouns) - 1, -1, -1) if _is_generic(nouns[at])), len(nouns) - 1)
    following = [*words[at + 1 :], *re.findall(r"^\s+(\w+)", rest[:30])][:1]
    if at < 0 or len(nouns[at]) < 3 or nouns[at].endswith("ly") or set(following) & _COMPLEMENT:
        return None
    return nouns[at]


def _is_role(noun: str, text: str) -> bool:
    """Tell whether a text tells who bears a role: "the president" where it has "President Lind"."""
    return is_person(noun) and noun.capitalize() in _roles(text)


@lru_cache(maxsize=8)
def _roles(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b([A-Z][a-z]+) (?=[A-Z][a-z])", text))


def opens_loosely(span: Span, reading: Reading) -> bool:
    """Tell whether a sentence begins with a pronoun of the one before."""
    return _OPENS.match(span.of(reading.text)) is not None


def _is_deed(word: str) -> bool:
    return word.endswith("ed") or word in read_lexicon("closed_classes")["past_forms"]


@cache
def _bodies() -> frozenset[str]:
    return frozenset(read_lexicon("asking")["bodies"])


def introduced_before(noun: str, offset: int, reading: Reading) -> int | None:
    """Return where a noun was last introduced before an offset ("a bridge", "Tarn's bridge"); None where it was not."""
    if noun[:1].isupper():
        first = _fuller_names(reading.text).get(noun, offset)
        return first if first < offset else None
    places = _introductions(reading.text).get(singular_of(noun), [])
    at = bisect_left(places, offset)
    return places[at - 1] if at else None


@lru_cache(maxsize=8)
def _fuller_names(text: str) -> dict[str, int]:
    """Return where the last word of each longer name of a text stands first: "Lind" of "Ada Lind"."""
    found: dict[str, int] = {}
    for each in _RUN.finditer(text):
        words = each[0].split()
        if len(words) > 1 and words[-1].lower() not in listed("small"):
            found.setdefault(_POSSESSIVE.sub("", words[-1].rstrip(".,")), each.start())
    return found


@lru_cache(maxsize=8)
def _introductions(text: str) -> dict[str, list[int]]:
    """Return where each noun of a text is introduced, in one pass."""
    found: dict[str, list[int]] = {}
    for each in _INTRODUCED.finditer(text):
        if each["lead"] in _DETERMINED or each["lead"].lower() in _calendar():
            continue
        for word in each["words"].split()[: 2 if each["lead"][0].isupper() and len(each["lead"]) > 3 else 4]:
            if is_stop(word):
                break
            found.setdefault(singular_of(word), []).append(each.start())
    for each in _NAMED_THING.finditer(text):
        found.setdefault(singular_of(each["noun"].lower()), []).append(each.start())
    return {noun: sorted(places) for noun, places in found.items()}


def names_a_person(words: str, reading: Reading, pronoun: str = "") -> bool:
    """Tell whether words name a person that a pronoun can mean: a first name before another, a title, an earlier surname."""
    found = (each["one"].lower() for each in _TWO_NAMES.finditer(words))
    firsts = [first for first in found if is_first_name(first)]
    if firsts and pronoun and all(pronoun_of(first) not in ("", pronoun) for first in firsts):
        return False
    told = bool(firsts) or _TITLED.search(words) is not None
    return told or any(each[0] in _surnames(reading.text) for each in _CAPITAL.finditer(words))


def names_anything(span: Span, reading: Reading) -> bool:
    """Tell whether a sentence has a name, be it of a body, a place or a person."""
    return any(is_printed_name(each[0], reading) for each in _CAPITAL.finditer(reading.text, span.start, span.end))


@lru_cache(maxsize=8)
def _surnames(text: str) -> frozenset[str]:
    return frozenset(
        found[2]
        for found in re.finditer(r"\b([A-Z][a-z]+) (?:[A-Z]\. )?([A-Z][a-z]{2,})\b", text)
        if is_first_name(found[1].lower())
    )
