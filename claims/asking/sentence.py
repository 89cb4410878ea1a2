"""The sentence of a claim as a question quotes it: whole, without a page's debris, with days and first names in brackets."""

import re
from functools import lru_cache

from claims.asking.clause import clause_around, listed, states
from claims.asking.days import sure_day
from claims.asking.debris import cleaned, own_part, without_tie
from claims.asking.plain import nested
from claims.model import Claim, Span
from claims.reading import Reading
from claims.speech.names import is_first_name

LONGEST = 75
"""Words of a sentence that is quoted whole; of a longer one the clause of the claim is, where it says something alone."""

_MOST_READ = 600  # characters before and behind a claim
_SHORT = 6  # words of a clause that says too little by itself
_SURNAME = re.compile(r"(?<![\w.’'\[-])(?P<name>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b(?!\s+[A-Z])")
_FULL_NAME = re.compile(r"\b(?P<first>[A-Z][a-z]+)(?: [A-Z]\.)? (?P<name>[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?)\b")
_CAPITAL_BEFORE = re.compile(r"[A-Z][\w.’'-]*[,.]?\s$")


def read_of(claim: Claim) -> Span:
    """Return as much of a claim's sentence as is read for its question: all of it, but where it is longer than any real one."""
    start = max(claim.sentence_start, claim.start_char - _MOST_READ)
    end = min(claim.sentence_end, max(claim.end_char, claim.start_char) + _MOST_READ)
    return Span(start, end)


def quoted(claim: Claim, reading: Reading) -> str:
    """Return how the sentence of a claim is quoted: a sentence with its mark at the end, cut only where it is very long."""
    text, own = reading.text, Span(claim.start_char, claim.end_char)
    part = own_part(text, read_of(claim), own)
    span = _shorter(text, own, part, claim)
    words = without_tie(cleaned(nested(bracketed(span, reading))))
    words = re.sub(r"^‘([^‘’]*(?:’\w[^‘’]*)*?)[.,]?’$", r"\1", words)
    words = words[:1].upper() + words[1:]
    if text[span.start : span.end].rstrip().endswith(":"):
        words = f"{words.rstrip(' :.')} …"
    if re.search(r"\w", text[part.start : span.start]):
        words = f"… {words[:1].lower() if words.split(' ', 1)[0].lower() in listed('small') else words[:1]}{words[1:]}"
    return ended(words)


def ended(words: str) -> str:
    """Return words with a mark at their end."""
    words = re.sub(r"(?<!\.)\.\.$", ".", re.sub(r"[,;:](’?)\.?$", r"\1", words))
    return words if re.search(r"[.!?…][’)\]]*$", words) else f"{words}."


def _shorter(text: str, own: Span, part: Span, claim: Claim) -> Span:
    if len(part.of(text).split()) <= LONGEST:
        return part
    whole = claim.kind in ("statement", "identity", "event", "agreement")
    clause = clause_around(text, own, part, whole=whole)
    words = clause.of(text)
    return clause if clause.holds(own) and len(words.split()) >= _SHORT and states(words) else part


def bracketed(span: Span, reading: Reading) -> str:
    """Return a stretch with the days that sure words mean, and the first names of sure surnames, in square brackets."""
    text = reading.text
    notes = [(day.end, told) for day in reading.dates_in(span) if (told := sure_day(day, reading))]
    out, at = "", span.start
    for place, told in _each_once(notes + first_names(span, reading)):
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
    place, first = _bearers(reading.text).get(name, (at, None))
    return first if first and place < at and is_first_name(first.lower()) else None


@lru_cache(maxsize=8)
def _bearers(text: str) -> dict[str, tuple[int, str | None]]:
    """Return the surnames of a text that stand behind another name: where first, and which; None where there are two."""
    found: dict[str, tuple[int, str | None]] = {}
    for each in _FULL_NAME.finditer(text):
        if each["first"].lower() not in listed("small"):
            place, first = found.setdefault(each["name"], (each.start(), each["first"]))
            found[each["name"]] = place, first if first == each["first"] else None
    return found
