"""The sentence of a claim as a question quotes it: whole, without a page's debris, with days and names in brackets."""

import re
from dataclasses import dataclass
from functools import lru_cache

from claims.asking.clause import clause_around, listed, states
from claims.asking.debris import cleaned, own_part, without_tie
from claims.asking.plain import nested
from claims.asking.words import sure_day
from claims.model import Claim, Span
from claims.reading import Reading
from claims.speech.names import is_first_name
from claims.text.nouns import is_person

LONGEST = 45
"""Words of a sentence that is quoted whole; of a longer one the clause of the claim is, where it says something alone."""

LONGEST_SAID = 70
"""The same where somebody is said to say it: a part of it would lose who does."""

_LONGEST_BEFORE = 45  # words of the sentence before that are told along
_SHORT = 6  # words of a sentence that says too little by itself
_POINTS = re.compile(
    r"(?:(?:And|But|So|Yet|Then|Now|Still|Also|Because|While|When|If|As|For|In|On|At|After|Before|Since|Although)\s+)?"
    r"(?P<word>he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|such|both|others|another|one|neither|there|here|so)\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"\bthis(?=\s+(?:and|or|but|to|in|was|is)\b|[,.])|\bthose\s+(?!who\b|of\b|that\b|with\b|in\b|from\b|whose\b|on\b|at\b|\w+ed\b|\w+ing\b)\w"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|their|him|them)\b")
_NAME = re.compile(r"(?<![.“\"] )\b[A-Z][\w’'-]+")
_SURNAME = re.compile(r"(?<![\w.’'\[-])(?P<name>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b(?!\s+[A-Z])")
_FULL_NAME = re.compile(r"\b(?P<first>[A-Z][a-z]+)(?: [A-Z]\.)? (?P<name>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w.’'-]*[,.]?\s$")
_WORD = re.compile(r"\b[^\W\d_][\w-]+")
_CALENDAR = frozenset(
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
        "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec",
    ]
)  # fmt: skip
_HEAVY = re.compile(
    r"(?:[Ii]t\s+(?:is|was|would|will|has been|may|might|seems|appears|turns?|takes|took)\s+(?:\w+\s+){0,3}?(?:that|to)\b|There\s+(?:is|are|was|were|has|have|will)\b|One\s+of\b|Those\s+who\b)"
)
_THE = re.compile(
    r"(?:The|Both)\s+(?P<head>[a-z]{3,})(?=\s+(?:(?:\w+ly|also|then|now|later)\s+)?(?:is|are|was|were|has|have|had|will|would|can|could|did|does|may|\w+ed|came|took|made|said|says|began|left|got|won|lost|went|told|found|knew|held|sent|gave|ran|fell|rose|met)\b)|(?:The|Both)\s+(?P<whom>[a-z]{3,}),"
)
_THE_SAME = re.compile(r"The\s+(?:\w+\s+){1,2}?(?P<head>[a-z]{3,})(?=\s)")


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a claim's sentence to stand between quote marks, and the sentence before where they point back to it."""

    words: str
    before: str
    points_back: bool
    whole: bool


def quoted_of(claim: Claim, reading: Reading, title: str) -> Quoted:
    """Return how the sentence of a claim is quoted; `title` is the story's headline, which names much by itself."""
    text, own = reading.text, Span(claim.start_char, claim.end_char)
    part = own_part(text, Span(claim.sentence_start, claim.sentence_end), own)
    span = _shorter(text, own, part, claim)
    words = without_tie(cleaned(nested(_bracketed(text, span, reading, claim))))
    words = re.sub(r"^‘([^‘’]*(?:’\w[^‘’]*)*?)[.,]?’$", r"\1", words)
    words = words[:1].upper() + words[1:]
    points = _points_back(words, title, claim, reading)
    if re.search(r"\w", text[part.start : span.start]):
        words = f"… {words[:1].lower() if words.split(' ', 1)[0].lower() in listed('small') else words[:1]}{words[1:]}"
    return Quoted(words, _before(text, claim, reading) if points else "", points, span == part)


def _shorter(text: str, own: Span, part: Span, claim: Claim) -> Span:
    if len(part.of(text).split()) <= (LONGEST if claim.voice == "narrated" else LONGEST_SAID):
        return part
    whole = claim.kind in ("statement", "identity", "event", "agreement")
    clause = clause_around(text, own, part, whole=whole)
    words = clause.of(text)
    fits = clause.holds(own) and len(words.split()) >= _SHORT and states(words)
    return clause if fits else part


def _bracketed(text: str, span: Span, reading: Reading, claim: Claim | None = None) -> str:
    """Return a stretch with the days that sure words mean, and the names of sure pronouns, in square brackets behind them."""
    notes = [(day.end, told) for day in reading.dates_in(span) if (told := sure_day(day, reading))]
    notes += [(each.at.end, each.name) for each in reading.named_in(span) if is_sure_name(each.name, each.at, reading)]
    notes += first_names(span, reading)
    notes += [(at.end, name) for at, name in _sources(claim) if span.holds(at) and is_sure_name(name, at, reading)]
    out, at = "", span.start
    for place, told in _each_once(notes):
        gap = "" if text[place - 1 : place].isspace() or place == span.start else " "
        out += f"{text[at:place]}{gap}[{told}]{'' if gap else ' '}"
        at = place
    return out + text[at : span.end]


def _each_once(notes: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return notes in order, each told where it is needed first."""
    first: dict[str, int] = {}
    for place, told in sorted(dict(notes).items()):
        first.setdefault(told, place)
    return [(place, told) for told, place in first.items()]


def first_names(span: Span, reading: Reading) -> list[tuple[int, str]]:
    """Return where a surname stands alone in a stretch whose bearer has a first name earlier in the text, and that one."""
    text, told = reading.text, dict[str, int]()
    for found in _SURNAME.finditer(text, span.start, span.end):
        if _CAPITAL_BEFORE.search(text[max(0, found.start() - 30) : found.start()]):
            continue
        told.setdefault(found["name"], found.start("name"))
    return [(at, first) for name, at in told.items() if (first := _first_name(name, at, reading))]


def _first_name(name: str, at: int, reading: Reading) -> str | None:
    """Return the first name of a surname's only bearer before an offset; None where there are two, or none."""
    if name in (reading.article.title or "") or name not in reading.printed.names or is_first_name(name.lower()):
        return None
    firsts = {first for place, first in _bearers(reading.text).get(name, ()) if place < at}
    return firsts.pop() if len(firsts) == 1 else None


@lru_cache(maxsize=8)
def _bearers(text: str) -> dict[str, list[tuple[int, str]]]:
    """Return the surnames of a text that stand behind a first name, each with where and which."""
    found: dict[str, list[tuple[int, str]]] = {}
    for each in _FULL_NAME.finditer(text):
        if is_first_name(each["first"].lower()):
            found.setdefault(each["name"], []).append((each.start(), each["first"]))
    return found


def _sources(claim: Claim | None) -> list[tuple[Span, str]]:
    """Return the pronouns of a claim's speakers and whom they are led back to."""
    return [
        (Span(each.anaphor_start, each.anaphor_end), each.antecedent)
        for each in (claim.resolutions if claim else ())
        if each.anaphor.lower() in ("he", "she", "they")
    ]


def is_sure_name(name: str, at: Span, reading: Reading) -> bool:
    """Tell whether a pronoun's name is sure: a proper name of the sentence before, the only one of a person in it."""
    sentence = reading.sentence_at(at.start)
    before = reading.sentence_before(sentence.start) if sentence else None
    if before is None or re.search(r"[/\d]|Getty|Images|Photo", name):
        return False
    words = reading.text[before.start : before.end]
    last = name.rsplit(maxsplit=1)[-1]
    if not (last[:1].isupper() and name[:1].isupper()) or not re.search(rf"\b{re.escape(last)}\b", words):
        return False
    others = {found[0] for found in _NAME.finditer(words) if found[0] in reading.printed.names and found[0] not in name}
    return not others


def _points_back(words: str, title: str, claim: Claim, reading: Reading) -> bool:
    """Tell whether words mean little without the sentence before: a pronoun of nobody in them, or a thing named before."""
    if len(words.split()) <= _SHORT:
        return True
    bare = re.sub(r"\b\w+ \[[^\]]*\]", "N", words).lstrip("‘'… ")
    if (_POINTS.match(bare) and not _HEAVY.match(bare)) or _THIS.search(bare):
        return True
    found = _PRONOUN.search(bare)
    if found and _first_name_at(bare, reading, several=found[0] in ("they", "their", "them")) > found.start():
        return True
    thing = _THE.match(bare)
    if thing:
        return (thing["head"] or thing["whom"]) not in title.lower()
    thing = _THE_SAME.match(bare)
    if thing is None or thing["head"] in title.lower():
        return False
    return reading.printed.first.get(thing["head"], claim.sentence_start) < claim.sentence_start


def _first_name_at(words: str, reading: Reading, *, several: bool) -> int:
    """Return where the first name stands in words, or of `several` the first noun that means persons."""
    return next(
        (
            each.start()
            for each in _WORD.finditer(words)
            if _is_name(each[0], reading) or (several and is_person(each[0].lower()))
        ),
        len(words),
    )


def _is_name(word: str, reading: Reading) -> bool:
    return word in reading.printed.names and word not in _CALENDAR


def _before(text: str, claim: Claim, reading: Reading) -> str:
    before = reading.sentence_before(claim.sentence_start)
    if before is None:
        return ""
    span = own_part(text, Span(before.start, before.end), Span(before.start, before.end))
    words = without_tie(cleaned(nested(_bracketed(text, span, reading))))
    count = len(words.split())
    return words if 2 < count <= _LONGEST_BEFORE else ""
