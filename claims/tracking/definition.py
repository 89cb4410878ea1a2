"""Whether two texts speak of one measured thing: what a claim measures, and how a source defines its number.

It errs to "another": a source that may speak of something else can neither support nor contradict.
"""

import re
import unicodedata
from calendar import day_name, month_name
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claims.text.lexicon import read_lexicon
from claims.tracking.gist import gist_of
from claims.tracking.wordings import rows_of, stems_of_form

_NAME = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]*")
_JOINED = re.compile(r"\b([A-ZÀ-ÖØ-Þ]\w+)-(?=[A-ZÀ-ÖØ-Þ])")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SEGMENT = re.compile(r"[,;]\s+|\s*:\s+")
_ACRONYM = re.compile(r"^[A-Z]{2,}s?$")
_CALENDAR = frozenset(name.lower() for name in (*month_name[1:], *day_name))
_CURRENCY = re.compile(
    r"\b[A-Z]\w+\s(?=(?:dollar|pound|yen|franc|kron|rupee|peso|lira|rouble|ruble|dinar|real|yuan|rand|won|zloty|forint)\w*\b)"
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i"})
_OWNER = re.compile(r"['’]s?$")
_PLACE_END = re.compile(r"(?:i?a|y|ay|e|o|os|al|um|ium|es|iu?m|land)?")
_PEOPLE_END = re.compile(r"(?:\w{0,3})(?:ns?|ese|ish|is?|ics?|ers?|s)")
_TO_THE_END = re.compile(r"\b(?:twelve months|12 months|year) (?:to|ended|ending) (?:31 december|december 31)\b")
_AGES = re.compile(
    r"\b(?:aged|ages?|age group) (\d+)\s?(?:to|and|-|–)\s?(\d+)|\b(\d+)(?:-| to )(\d+)(?:[ -]years?|-year-olds)|\((\d+)-(\d+)\)|\bunder (\d+)s?\b|\b(?:aged|ages|over) (\d+)\b"
    r"|\b(\d+) (?:and|or) (?:over|above|older)\b|\b(\d+)-year-olds?\b"
)
_ASIDE = re.compile(
    r"\b(?:share|percentage|proportion|per ?cent|ratio|in relation|relative) (?:of|to) (?:the )?(?:gdp|gross domestic product|economic output)\b"
    r"|% of (?:the )?(?:gdp|gross domestic product)\b|\b(?:once|when|with) inflation is (?:taken into account|accounted for|allowed for)"
    r"|\b(?:after|adjusted for|adjusting for|corrected for|above|ahead of) inflation\b"
)
"""What a measure is a share of, or is corrected for, and not what is measured."""

_OF_PEOPLE = frozenset({"refugees", "prisoners", "students", "soldiers", "migrants", "asylum", "unemployment", "staff"})
_COUNTED_BY = re.compile(r"(?<=\w) (?:\w+ by the|according to) .*")
_STATE_OF = re.compile(r"\b(?:US|U\.S\.|American) state of\s(?=[A-Z])")
_GROWN, _OLD = 18, 64
_ENOUGH = 4  # letters in which a place and its people agree: Germany, Germans


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text measures: its concepts, what narrows them, sides taken, and the names it gives."""

    text: str
    concepts: frozenset[str]
    narrowing: frozenset[str]
    sides: tuple[int | None, ...]
    names: tuple[str, ...]
    is_change: bool


def subject_of(text: str) -> Subject:
    """Read a definition or what a claim measures."""
    lower = _TO_THE_END.sub("calendar year", f" {text.lower().replace('’', chr(39))} ")
    lexicon = read_lexicon("definitions")
    return Subject(
        text=text,
        concepts=frozenset(_told(lexicon["concepts"], _ASIDE.sub(" ", lower))),
        narrowing=frozenset(_told(lexicon["narrowing"], lower)),
        sides=tuple(_side(each["sides"], lower) for each in lexicon["opposed"]),
        names=tuple(_names_in(text)),
        is_change=_says(lower, lexicon["changing"]["words"]),
    )


def changes(text: str) -> bool:
    """Tell whether a text, such as a unit's name, tells of a change."""
    return _says(f" {text.lower()} ", read_lexicon("definitions")["changing"]["words"])


def _side(sides: Sequence[Sequence[str]], lower: str) -> int | None:
    """Return which side of an opposition a text is on: the first whose words it has."""
    return next((i for i, words in enumerate(sides) if _says(lower, words)), None)


def share_words(claim: Subject, source: Subject) -> bool:
    """Tell whether the two speak of the same thing beside the names: a concept, or a word that is no name or of form."""
    if claim.concepts & source.concepts:
        return True
    idle = stems_of_form() | {stem for name in (*claim.names, *source.names) for stem in gist_of(name).stems}
    ours, theirs = (_told_words(each.text, idle) for each in (claim, source))
    return any(not stem[0].isdigit() for stem in ours & theirs)


def _told_words(text: str, idle: frozenset[str] | set[str]) -> frozenset[str]:
    """Return the stems of a text but idle ones, and the rows of words that mean the same."""
    rows = frozenset(row for word in _WORD.findall(text.lower()) for row in rows_of(word))
    return (frozenset(gist_of(text).stems) - idle) | rows


def lasts(*texts: str) -> bool:
    """Tell whether what is measured stays as it is from year to year: a height, a toll."""
    return any(_says(f" {text.lower()} ", read_lexicon("definitions")["lasting"]["words"]) for text in texts)


def other_concept(claim: Subject, source: Subject) -> bool:
    """Tell whether two texts measure different things by the table of concepts."""
    ours, theirs = claim.concepts, source.concepts
    is_some = ours & theirs == {"population"} and bool(_OF_PEOPLE & (ours ^ theirs))
    return bool(ours and theirs) and (not ours & theirs or is_some)


def other_side(claim: Subject, source: Subject) -> str | None:
    """Say on which other side of an opposition a source is; None where both are on one, or name none."""
    for rule, ours, theirs in zip(read_lexicon("definitions")["opposed"], claim.sides, source.sides, strict=True):
        if ours is not None and theirs is not None and ours != theirs:
            ends = (rule["sides"][side][0].strip() for side in (theirs, ours))
            return "it is about “{}”, and the claim about “{}”".format(*ends)
    return None


def other_age(claim: Subject, source: Subject) -> bool:
    """Tell whether only one of the two is of people of an age; everybody of working age, or grown up, is none."""
    ours, theirs = _ages(claim.text), _ages(source.text)
    return ours != theirs and not (ours & theirs)


def _ages(text: str) -> frozenset[tuple[int, int]]:
    found = set()
    for each in _AGES.finditer(text.lower()):
        numbers = [int(number) for number in each.groups() if number and len(number) < 4]
        if not numbers:  # years
            continue
        low, high = numbers[0], numbers[-1]
        is_open = len(numbers) == 1 and "under" not in each[0] and "old" not in each[0]
        if low > _GROWN or not (high >= _OLD or is_open):
            found.add((low, high))
    return frozenset(found)


def _names_in(text: str) -> Iterator[str]:
    """Yield the names of a text but those of who counted: not the first word, no acronym, no month."""
    text, start = aliased(_STATE_OF.sub("", without_whose(text))), 0
    for segment in _SEGMENT.split(text):
        at = text.find(segment, start)
        start = at + len(segment)
        told = _COUNTED_BY.sub("", segment)
        if not _says(f" {told.lower()} ", read_lexicon("definitions")["tellers"]["words"], whole=True):
            yield from _names_of(told, is_first=at == 0)


def _names_of(segment: str, *, is_first: bool) -> Iterator[str]:
    for found in _NAME.finditer(segment):
        name = _OWNER.sub("", found.group())
        if (
            (found.start() == 0 and is_first)
            or name.lower() in _CALENDAR
            or name.lower() in read_lexicon("definitions")["generic"]["words"]
            or name.lower() in read_lexicon("definitions")["accounted"]["plain"]
        ):
            continue
        if not _ACRONYM.match(name):
            yield name


def without_whose(text: str) -> str:
    """Return a text without whose a currency is, which its unit tells: "Osk dollar"."""
    return _CURRENCY.sub("", text)


def aliased(text: str) -> str:
    """Return a text with one name for each place that has several, in capitals at its front, and joined names apart."""
    text = _JOINED.sub(r"\1 ", text)
    for pattern, name in _aliases():
        text = pattern.sub(name, text)
    return text


@cache
def _aliases() -> list[tuple[re.Pattern[str], str]]:
    table = [(word, name) for name, words in read_lexicon("definitions")["alias"].items() for word in words]
    table.sort(key=lambda each: -len(each[0]))
    return [(re.compile(rf"(?<![\w-]){_as_printed(word)}(?![\w])"), name.capitalize()) for word, name in table]


def _as_printed(word: str) -> str:
    """Return a pattern of a name in any case, or of a short one in capitals alone: US is a country, and us is not."""
    short = len(word) < 4 or "." in word[:-1]
    return re.escape(word.upper()) if short else f"(?i:{re.escape(word)})"


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one, or a place and its people: Romania, Romanian; not Austria, Australia."""
    a, b = sorted((_fold(_OWNER.sub("", one)), _fold(_OWNER.sub("", other))), key=len)
    if a == b or (len(a) >= _ENOUGH and b in {f"{a}s", f"{a}es"}):
        return True
    alike = next((i for i, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), len(a))
    if alike < _ENOUGH:
        return False
    ends = a[alike:], b[alike:]
    return any(_PLACE_END.fullmatch(place) and _PEOPLE_END.fullmatch(people) for place, people in (ends, ends[::-1]))


def _fold(name: str) -> str:
    """Return a name in lower case without the marks on its letters."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _told(table: Mapping[str, Sequence[str]], lower: str) -> Iterator[str]:
    for name, words in table.items():
        if _says(lower, words):
            yield name


def _says(lower: str, words: Sequence[str], *, whole: bool = False) -> bool:
    """Tell whether a text in lower case holds one of the beginnings of words, or of the words, if they must be whole."""
    return bool(_pattern(tuple(words), whole).search(lower))


@cache
def _pattern(words: tuple[str, ...], whole: bool) -> re.Pattern[str]:  # noqa: FBT001 - part of the key
    ends = r"\b" if whole else ""
    return re.compile("|".join(rf"{'' if word[0] == ' ' else chr(92) + 'b'}{re.escape(word)}{ends}" for word in words))
