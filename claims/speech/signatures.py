"""Quotations that a bare name claims, without any verb: signed with a dash, under, over or beside a name, behind a colon.

So are letters, lists of what people in the street said, pull quotes, captions and embedded posts laid out.
"""

from claims.speech.clauses import Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon
from claims.speech.names import is_first_name
from claims.speech.phrases import DAYS, DETERMINERS, PREPOSITIONS, SUBORDINATORS, phrase_after
from claims.speech.relations import Relation, relate
from claims.speech.subjects import has_verb

_LONGEST_NAME = 13  # units of a line that only names somebody
_LONGEST_SIGNATURE = 24  # units behind a dash that name somebody and say who that is
_DASHES = frozenset({"-", "–", "—", "―", "‒", "−", "--", "---", "~"})
_STOPS = frozenset({".", ":", "?", "!"}) | _DASHES
_HONORIFICS = frozenset([
    "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "prof", "rev",
    "sir", "president", "senator", "governor", "mayor", "captain", "professor", "judge", "secretary",
    "minister", "bishop", "father", "sister",
])  # fmt: skip
_OPENERS = word_class("determiners")


def read_signature(units: Units, at: int, before: Relation | None) -> Relation | None:
    """Return the attribution of the quotation `at` to the bare name beside it, None where there is none.

    `before` is the attribution of the quotation before: the name under that one is not the name over this one.
    """
    for pattern in (_dashed, _bracketed, _over, _under, _beside, _behind_colon):
        relation = pattern(units, at)
        if relation and relation.source and (before is None or relation.source != before.source):
            return relation
    return None


def _dashed(units: Units, at: int) -> Relation | None:
    """`QUOTE - X`, the name in the same line or in the next; what a second dash closes is a heading.

    A quotation with marks gone wrong inside is still signed as a whole: `QUOTE and so on QUOTE - X`.
    """
    if not opens_line(units, at):
        return None
    last = _last_quote(units, at)
    dash = last + 1
    if dash + 1 >= len(units) or units.low[dash] not in _DASHES:
        return None
    end = _line_end(units, dash)
    start = dash + 1 + (units.low[dash + 1] == "@" and dash + 2 < end)
    close = end - 2 if units.low[end - 1] == "." else end - 1
    if end - dash > _LONGEST_SIGNATURE or start >= end or units.low[close] in _DASHES or units.is_quote(close):
        return None
    if not (units.is_capital(start) or start > dash + 1 or units.low[start] in DETERMINERS):
        return None
    return relate(units, [(at, last + 1)], _signer(units, start, end), (dash, dash + 1), "signed")


def _last_quote(units: Units, at: int) -> int:
    """Return the last quotation of the line that the quotation `at` opens, unless somebody speaks between the two."""
    last = at
    for unit in range(at + 1, _line_end(units, at)):
        entry = read_lexicon().verbs.get(units.low[unit])
        if entry and entry.form in {"past", "s"}:
            return at
        last = unit if units.is_quote(unit) else last
    return last


def _bracketed(units: Units, at: int) -> Relation | None:
    """`QUOTE (X, 34, of Tarn)` as a line."""
    if at + 3 >= len(units) or units.low[at + 1] != "(" or not opens_line(units, at):
        return None
    end = _line_end(units, at)
    end -= units.low[end - 1] == "."
    if units.low[end - 1] != ")" or not _is_person(units, at + 2, end - 1):
        return None
    return relate(units, [(at, at + 1)], _signer(units, at + 2, end - 1), None, "signed")


def _under(units: Units, at: int) -> Relation | None:
    """`QUOTE` and, as the whole next line, `X Y, 34, of Tarn`."""
    if at + 2 >= len(units) or not opens_line(units, at) or not opens_line(units, at + 1):
        return None
    start, end = units.bounds(units.sentence[at + 1])
    if not (_names_only(units, start, end) and _is_person(units, start, end)):
        return None
    return relate(units, [(at, at + 1)], _signer(units, start, end), None, "signed")


def _over(units: Units, at: int) -> Relation | None:
    """`Ana Ruiz, 34` as a line of its own, and `QUOTE` as the whole next line."""
    if not at or not opens_line(units, at) or not _ends_line(units, at + 1):
        return None
    start, end = units.bounds(units.sentence[at - 1])
    if end != at or not _names_only(units, start, end) or not _is_person(units, start, end):
        return None
    return relate(units, [(at, at + 1)], _signer(units, start, end), None, "signed")


def _beside(units: Units, at: int) -> Relation | None:
    """`Ana Ruiz, 34 - QUOTE` as a line."""
    dash = at - 1
    if dash < 1 or units.low[dash] not in _DASHES or not _ends_line(units, at + 1):
        return None
    start = units.bounds(units.sentence[dash])[0]
    named = opens_line(units, start) and dash - start <= _LONGEST_NAME and not has_verb(units, start, dash)
    if not named or not _is_person(units, start, dash):
        return None
    return relate(units, [(at, at + 1)], _signer(units, start, dash), (dash, dash + 1), "signed")


def _behind_colon(units: Units, at: int) -> Relation | None:
    """`X, 34: QUOTE` and `More from the report: QUOTE`: a colon and no verb before it."""
    if not at or units.low[at - 1] != ":" or len(units.word(at).split()) < 3:
        return None
    floor = units.bounds(units.sentence[at - 1])[0]
    if at - floor > _LONGEST_NAME or has_verb(units, floor, at - 1):
        return None
    start = max((unit + 1 for unit in range(floor, at - 2) if units.low[unit] == "from"), default=floor)
    if units.low[start : start + 2] == ["according", "to"]:
        start += 2
    if units.low[start] in PREPOSITIONS | SUBORDINATORS | DAYS:
        return None
    if not units.is_capital(start) and units.low[start] not in _OPENERS:
        return None
    return relate(units, [(at, at + 1)], phrase_after(units, start, at - 1), (at - 1, at), "colon")


def _names_only(units: Units, start: int, end: int) -> bool:
    """Tell whether a sentence is a line that only names somebody."""
    line = opens_line(units, start) and _ends_line(units, end) and end - start <= _LONGEST_NAME
    return line and units.is_capital(start) and units.low[end - 1] not in _STOPS and not has_verb(units, start, end)


def _is_person(units: Units, start: int, end: int) -> bool:
    """Tell whether a bare phrase names a person: a known first name, a title, or a name with an age, a place or a deed."""
    if not units.is_capital(start):
        return False
    if is_first_name(units.low[start]) or units.low[start].rstrip(".") in _HONORIFICS:
        return end - start > 1
    name = next((at for at in range(start, end) if units.low[at] in {",", "("}), end)
    words = range(start, name)
    return name < end - 1 and len(words) in {1, 2, 3, 4} and all(units.is_capital(at) for at in words)


def _signer(units: Units, start: int, end: int) -> tuple[int, int] | None:
    """Return the name of a signature with what its bearer does, not with where he lives."""
    found = phrase_after(units, start, end)
    if found is None:
        return None
    places = (at for at in range(*found) if units.low[at] == "," and at + 1 < found[1] and units.is_capital(at + 1))
    return found[0], next(places, found[1])


def _line_end(units: Units, at: int) -> int:
    """Return the unit behind the line that the unit `at` ends in, or of the next line where `at` is a quotation's end."""
    end = at + 1
    while end < len(units) and not opens_line(units, end):
        end += 1
    return end


def opens_line(units: Units, at: int) -> bool:
    """Tell whether a unit is the first of its line."""
    return at == 0 or "\n" in units.text[units.end[at - 1] : units.start[at]]


def _ends_line(units: Units, end: int) -> bool:
    """Tell whether the unit before `end` is the last of its line."""
    return end >= len(units) or opens_line(units, end)
