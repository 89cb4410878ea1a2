"""Whose verb it is: the subject right before it, or the one that an earlier verb of the sentence has."""

from claims.speech.clauses import QUOTE, Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon
from claims.speech.phrases import (
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    phrase_before,
)
from claims.speech.verb_groups import Cue

_PAST = word_class("past_forms")
_RELATIVES = frozenset(["who", "which", "that", "it", "what"])
_LONGEST_DATELINE = 12  # units
_NO_SUBJECT = frozenset(["it", "this", "that", "which", "there", "what"])


def subject_of(units: Units, cue: Cue, floor: int) -> tuple[int, int] | None:
    """Return the unit range of a cue's subject within its sentence; None when none is found."""
    start = cue.start
    if (cue.entry.form == "ing" and not _finite(units, cue)) or units.low[start] == "to":
        return _of_participle(units, start, floor)
    before = start - 1
    if before > floor and units.low[before] in {"and", "but", "or"}:
        return _shared(units, before, floor)
    if before > floor + 1 and units.low[before] == "," and units.low[before - 1] != ")":
        joined = phrase_before(units, start, floor)
        return joined or _shared(units, before, floor)
    return phrase_before(units, start, floor)


def _finite(units: Units, cue: Cue) -> bool:
    """Tell whether an -ing form has its own form of "be" before it: "is calling for"."""
    return any(low in AUXILIARIES for low in units.low[cue.start : cue.verb])


def _of_participle(units: Units, at: int, floor: int) -> tuple[int, int] | None:
    """Return who "saying" or "to say" belongs to: the clause's subject, or the noun right before ("with X saying")."""
    before = at - 1
    if (
        before > floor
        and units.low[before]
        not in {",", "by", "before", "after", "while", "and", "in", "for", "of", "from", "without"}
        and (units.low[at] != "to" and not units.low[before].endswith(("day", "ly")))
    ):
        near = _after_with(units, at, floor)
        if near:
            return near
    return _shared(units, at, floor)


def _after_with(units: Units, at: int, floor: int) -> tuple[int, int] | None:
    """Return the noun between "with" and a participle: "with half of them saying"."""
    for start in range(at - 1, max(floor, at - 12), -1):
        if units.low[start] in {",", QUOTE}:
            return None
        if units.low[start] == "with":
            return (start + 1, at) if start + 1 < at else None
    return None


def _shared(units: Units, at: int, floor: int) -> tuple[int, int] | None:
    """Return the subject that a joined verb or participle shares: an earlier reporting verb's, or the clause's."""
    start = _clause_start(units, at, floor)
    found = _of_earlier_report(units, at, start) or _main_subject(units, start, at)
    if found is None and start > floor:
        found = _of_earlier_report(units, start, floor) or _main_subject(units, floor, start)
    return found


def _of_earlier_report(units: Units, at: int, floor: int) -> tuple[int, int] | None:
    """Return the subject of the nearest earlier finite reporting verb, relative clauses left aside."""
    for verb in range(at - 1, floor, -1):
        entry = read_lexicon().verbs.get(units.low[verb])
        if entry is None or entry.form not in {"past", "s"} or not is_finite(units, verb, floor):
            continue
        start = verb
        while start > floor and (units.low[start - 1] in AUXILIARIES or is_adverb(units, start - 1)):
            start -= 1
        found = phrase_before(units, start, floor)
        if found and units.low[found[0]] not in _RELATIVES:
            return found
    return None


def clause_subject(units: Units, floor: int, ceiling: int) -> tuple[int, int] | None:
    """Return the subject of the last main clause of a stretch."""
    return _shared(units, ceiling, floor)


def opening_subject(units: Units, floor: int, ceiling: int) -> tuple[int, int] | None:
    """Return the subject that opens a sentence, behind its dateline: "TARN, May 3 - Fjordbank sold ..."."""
    for at in range(floor, min(ceiling, floor + _LONGEST_DATELINE)):
        if units.low[at] in {"-", "–", "—", "--"}:
            return _main_subject(units, at + 1, ceiling)
    return _main_subject(units, floor, ceiling)


def has_verb(units: Units, floor: int, ceiling: int) -> bool:
    """Tell whether a stretch has a finite verb, as far as can be told."""
    return any(is_finite(units, at, floor) for at in range(floor + 1, ceiling))


def _clause_start(units: Units, at: int, floor: int) -> int:
    """Return where the last main clause before `at` starts: behind ", and", ", but", ";" or the sentence's start."""
    for start in range(at - 1, floor + 1, -1):
        low = units.low[start]
        if low in {";", ":"} or units.is_quote(start):
            return start + 1
        if low in {"and", "but", "while"} and units.low[start - 1] == "," and _opens_clause(units, start + 1, at):
            return start + 1
    return floor


def _opens_clause(units: Units, start: int, end: int) -> bool:
    """Tell whether a subject with a verb of its own starts here."""
    return start < end and (units.low[start] in PRONOUNS or _main_subject(units, start, end) is not None)


def _main_subject(units: Units, start: int, end: int) -> tuple[int, int] | None:
    """Return the subject that opens a clause: the words up to its first verb, without what leads in."""
    first = _skip_lead(units, start, end)
    if first >= end or units.low[first] in _NO_SUBJECT:
        return None
    if units.low[first] in PRONOUNS:
        return first, first + 1
    for verb in range(first + 1, end):
        if units.low[verb] in {";", ":", QUOTE}:
            break
        if is_finite(units, verb, first):
            found = phrase_before(units, verb, first)
            return found if found and found[0] <= first + 2 else None
    if end > first and units.is_capital(first) and units.low[end - 1] == ",":
        return phrase_before(units, end - 1, first)
    return None


def _skip_lead(units: Units, start: int, end: int) -> int:
    """Step over conjunctions, adverbs and a leading phrase up to its comma: "On Monday, ..."."""
    at = start
    while at < end:
        low = units.low[at]
        if low in {"and", "but", "so", "still", "meanwhile", "however", ",", "then", "yet", "or"}:
            at += 1
        elif low in PREPOSITIONS or low in SUBORDINATORS or is_adverb(units, at) or low.endswith(("ing", "ed")):
            comma = next((place for place in range(at, end) if units.low[place] == ","), None)
            if comma is None:
                return end
            at = comma + 1
        else:
            break
    return at


def is_finite(units: Units, at: int, floor: int) -> bool:
    """Tell whether a word is a finite verb, by what can be known without a parser."""
    low = units.low[at]
    if low in AUXILIARIES - {"'s", "being", "been", "be", "having"} or low in _PAST:
        return True
    entry = read_lexicon().verbs.get(low)
    before = units.low[at - 1]
    if units.is_capital(at) or before in DETERMINERS or before in PREPOSITIONS or before == "'s":
        return False
    if entry and entry.form in {"past", "s"}:
        return True
    return at > floor and low.endswith("ed") and len(low) > 4 and before not in {",", "-"}
