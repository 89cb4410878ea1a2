"""How far what is said reaches, left and right of a cue."""

from claims.speech.clauses import QUOTE, Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon
from claims.speech.phrases import ADVERBS, AUXILIARIES, DAYS, DETERMINERS, PREPOSITIONS, PRONOUNS, SUBORDINATORS

BREAKS = frozenset({",", ";", ":", "—", "–", "--", "-"})
_CIRCUMSTANCE = word_class("circumstance")
_TIMES = word_class("times") | DAYS
_LONGEST_CIRCUMSTANCE = 14  # units between a cue and the "that" or quotation that it governs
_CUT_OFF = word_class("cut_off")


def left_content(units: Units, before: int, floor: int) -> list[tuple[int, int]]:
    """Return what is said left of a speaker: the unit range that ends at `before` or the break it stands on."""
    end = before + 1
    while end > floor and units.low[end - 1] in BREAKS:
        end -= 1
    if end <= floor:
        return [(end - 1, end)] if units.is_quote(end - 1) else []
    start = floor
    if units.is_quote(end - 1):
        start = end - 1
        if start - floor <= 12 and not _has_cue(units, floor, start) and start > floor and units.is_word(start - 1):
            start = floor
    elif units.low[floor] in {"but", "and", "still", "yet"}:
        start = floor + (units.low[floor] != "but")
    return [(start, end)]


def _has_cue(units: Units, start: int, end: int) -> bool:
    return any(low in read_lexicon().verbs for low in units.low[start:end])


def right_content(units: Units, at: int, ceiling: int, *, quoted: bool) -> list[tuple[int, int]]:
    """Return what goes on behind a speaker who interrupts: the next quotation, or the rest of the clause."""
    if quoted:
        return _right_quote(units, at, ceiling)
    if at + 1 >= ceiling or units.low[at] != "," or units.low[at + 1] in _CUT_OFF or units.low[at + 1].endswith("ing"):
        return []
    end = clause_end(units, at + 1, ceiling)
    return [(at + 1, end)] if end - at > 3 or units.is_quote(at + 1) else []


def _right_quote(units: Units, at: int, ceiling: int) -> list[tuple[int, int]]:
    while at < ceiling and not units.is_quote(at):
        at += 1
    if at < ceiling and units.low[at - 1] in BREAKS:
        return [(at, at + 1)]
    return []


def clause_end(units: Units, at: int, ceiling: int, *, lead: bool = False) -> int:
    """Return the unit behind a clause that starts at `at`: the sentence's end, or where the same speaker goes on.

    `lead` tells that the clause is a subordinate one that opens its sentence, and ends at its comma.
    """
    end = at
    while end < ceiling and not _stops_clause(units, end, at, ceiling, lead=lead):
        if units.is_quote(end) and end + 1 < ceiling and _has_stop(units, end) and end >= at:
            end += 1
            break
        end += 1
    while end > at and units.low[end - 1] in BREAKS | {"."}:
        end -= 1
    return end


def _stops_clause(units: Units, end: int, start: int, ceiling: int, *, lead: bool) -> bool:
    low = units.low[end]
    after = units.low[end + 1] if end + 1 < ceiling else ""
    verbs = read_lexicon().verbs
    if low == ";":
        return True
    if low == "," and end > start:
        if after == "according" or (after in verbs and verbs[after].form == "ing"):
            return True
        if lead and (
            after in verbs
            or after in AUXILIARIES
            or after in PRONOUNS
            or after in DETERMINERS
            or (end + 1 < ceiling and units.is_capital(end + 1))
        ):
            return True
        return after in {"and", "but"} and _new_speaker(units, end + 2, ceiling)
    return low in {"and", "but"} and end > start and _same_speaker(units, end + 1, ceiling)


def _same_speaker(units: Units, at: int, ceiling: int) -> bool:
    """Tell whether a verb of saying follows "and" at once: "... and added that"."""
    while at < ceiling and (units.low[at] in ADVERBS | {"has", "have", "had"} or units.low[at].endswith("ly")):
        at += 1
    entry = read_lexicon().verbs.get(units.low[at]) if at < ceiling else None
    return bool(entry and entry.form in {"past", "s"} and entry.lemma in read_lexicon().joining)


def _new_speaker(units: Units, at: int, ceiling: int) -> bool:
    """Tell whether a pronoun and a verb of saying follow ", and": ", but he said that"."""
    if at + 1 >= ceiling or units.low[at] not in {"he", "she", "they"}:
        return False
    return _same_speaker(units, at + 1, ceiling)


def _has_stop(units: Units, at: int) -> bool:
    """Tell whether a quotation ends with a stop of its own, so that the clause ends with it."""
    inner = units.text[units.start[at] : units.end[at]].rstrip("”\"'’»`")
    return inner.endswith((",", ".", "!", "?"))


def after_adverbials(units: Units, at: int, ceiling: int, *, told: bool = False) -> int:
    """Step over times, places and (when `told`) addressees behind a cue: "on Tuesday", "in a statement"."""
    while at < ceiling:
        low, after = units.low[at], units.low[at + 1] if at + 1 < ceiling else ""
        if low in DAYS or (low.endswith("ly") and low not in {"only", "family", "italy"} and not units.is_capital(at)):
            at += 1
        elif low in {"on", "late", "early", "last", "this", "earlier", "later"} and after in _TIMES:
            at += 2
        elif (
            (low in _CIRCUMSTANCE and after not in {"least", "most"})
            or told
            or (low == "to" and after in DETERMINERS | {"reporters", "journalists"})
        ):
            stop = _circumstance_end(units, at, ceiling, told=told)
            if stop is None:
                return at
            at, told = stop, False
            if units.low[at : at + 1] in ([","], [":"], ["."], ["that"]):
                break
        else:
            break
    return at


def _circumstance_end(units: Units, at: int, ceiling: int, *, told: bool = False) -> int | None:
    """Return where a circumstance ends, when "that", a quotation or the sentence's end follows it soon.

    Behind an addressee (`told`) the clause may go on with its verb: "The boats, Lind told the Post, were stolen".
    """
    for stop in range(at, min(at + _LONGEST_CIRCUMSTANCE, ceiling)):
        low = units.low[stop]
        if low == "that" and stop > at + 1:
            return stop
        if low in {",", ":"} and stop + 1 < ceiling and (units.is_quote(stop + 1) or units.low[stop + 1] == "that"):
            return stop
        if told and low == "," and stop + 1 < ceiling and units.low[stop + 1] in AUXILIARIES:
            return stop
        if low in {".", ";"} or (low == ":" and stop + 1 >= ceiling):
            return stop
        if low == QUOTE:
            return None
    return ceiling if ceiling - at < _LONGEST_CIRCUMSTANCE else None


def starts_bare_clause(units: Units, at: int, ceiling: int) -> bool:
    """Tell whether a clause without "that" starts here: a subject and, soon, a finite verb."""
    for word in range(at, min(at + 12, ceiling)):
        low = units.low[word]
        if low in {".", ";", ":"}:
            return False
        if low in AUXILIARIES - {"'s", "being", "been", "be", "having"}:
            return True
    return False


def is_lead_in(units: Units, floor: int) -> bool:
    """Tell whether a sentence opens with a circumstance rather than with what is said."""
    first = units.low[floor]
    return (
        first in PREPOSITIONS
        or first in SUBORDINATORS
        or first in DAYS
        or first.endswith("ing")
        or first
        in {"and", "or", "however", "meanwhile", "still", "also", "later", "earlier", "asked", "pressed", "speaking"}
    )
