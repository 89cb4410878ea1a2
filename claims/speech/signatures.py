"""Quotations that a bare name claims, without any verb: signed with a dash, under or over a name, behind a colon."""

from claims.speech.clauses import Units
from claims.speech.closed_classes import word_class
from claims.speech.names import is_first_name
from claims.speech.phrases import phrase_after
from claims.speech.relations import Relation, relate
from claims.speech.subjects import has_verb

_LONGEST_NAME = 13  # units of a line that only names somebody
_DASHES = frozenset({"-", "–", "—", "--"})


def read_signature(units: Units, at: int, before: Relation | None) -> Relation | None:
    """Return the attribution of the quotation `at` to the bare name beside it, None where there is none.

    `before` is the attribution of the quotation before: the name under that one is not the name over this one.
    """
    for pattern in (_dashed, _over, _under, _behind_colon):
        relation = pattern(units, at)
        if relation and (before is None or relation.source != before.source):
            return relation
    return None


def _dashed(units: Units, at: int) -> Relation | None:
    """`QUOTE - X`, the name in the same line or in the next."""
    dash = at + 1
    if dash + 1 >= len(units) or units.low[dash] not in _DASHES or not opens_line(units, at):
        return None
    ceiling = units.bounds(units.sentence[dash + 1])[1]
    if ceiling - dash > _LONGEST_NAME or not units.is_capital(dash + 1) or not _ends_line(units, ceiling):
        return None
    return relate(units, [(at, at + 1)], phrase_after(units, dash + 1, ceiling), (dash, dash + 1), "signed")


def _under(units: Units, at: int) -> Relation | None:
    """`QUOTE` and, as the whole next line, `X Y, 34, of Tarn`."""
    if at + 2 >= len(units) or not opens_line(units, at) or not opens_line(units, at + 1):
        return None
    start, end = units.bounds(units.sentence[at + 1])
    if not (_names_only(units, start, end) and units.is_capital(start + 1)):
        return None
    return relate(units, [(at, at + 1)], phrase_after(units, start, end), None, "signed")


def _over(units: Units, at: int) -> Relation | None:
    """`Ana Ruiz, 34` as a line of its own, and `QUOTE` as the whole next line."""
    if not at or not opens_line(units, at) or not _ends_line(units, at + 1):
        return None
    start, end = units.bounds(units.sentence[at - 1])
    aged = any(units.low[unit] == "," and units.low[unit + 1][0].isdigit() for unit in range(start, end - 1))
    if end != at or not _names_only(units, start, end) or not (aged or is_first_name(units.low[start])):
        return None
    return relate(units, [(at, at + 1)], phrase_after(units, start, end), None, "signed")


def _behind_colon(units: Units, at: int) -> Relation | None:
    """`X, 34: QUOTE` and `More from the report: QUOTE`: a colon and no verb before it."""
    if not at or units.low[at - 1] != ":" or len(units.word(at).split()) < 3:
        return None
    floor = units.bounds(units.sentence[at - 1])[0]
    if at - floor > _LONGEST_NAME or has_verb(units, floor, at - 1):
        return None
    start = max((unit + 1 for unit in range(floor, at - 2) if units.low[unit] == "from"), default=floor)
    if not units.is_capital(start) and units.low[start] not in _OPENERS:
        return None
    return relate(units, [(at, at + 1)], phrase_after(units, start, at - 1), (at - 1, at), "signed")


_OPENERS = word_class("determiners")


def _names_only(units: Units, start: int, end: int) -> bool:
    """Tell whether a sentence is a line that only names somebody."""
    line = opens_line(units, start) and _ends_line(units, end) and end - start <= _LONGEST_NAME
    return line and units.is_capital(start) and units.low[end - 1] not in {".", ":"} and not has_verb(units, start, end)


def opens_line(units: Units, at: int) -> bool:
    """Tell whether a unit is the first of its line."""
    return at == 0 or "\n" in units.text[units.end[at - 1] : units.start[at]]


def _ends_line(units: Units, end: int) -> bool:
    """Tell whether the unit before `end` is the last of its line."""
    return end >= len(units) or opens_line(units, end)
