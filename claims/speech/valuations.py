"""Who puts a number on something: "the rebels put the toll at 60", "organisers counted 300 and police 120".

The verbs are everyday ones, so a number must follow; it is what the speaker says. Two speakers may share one verb.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import Span
from claims.speech.clauses import QUOTE, Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon
from claims.speech.extents import clause_end
from claims.speech.phrases import AUXILIARIES, PRONOUNS, is_adverb, phrase_after, phrase_before
from claims.speech.relations import Relation, relate

RULES = frozenset({"valued", "valued_too"})
"""The names of the patterns read here."""

_NUMBER_WORDS = word_class("number_words")
_BEFORE_NUMBERS = word_class("before_numbers")
_CONTRASTING = word_class("contrasting")
_BE = word_class("be")
_SIGNS = frozenset("$£€¥₹")
_LONGEST_OBJECT = 16  # units between "put" and "at"
_NEAR = 8  # units between a number and the conjunction behind it
_LONGEST_LEAD = 6  # units between "at" and its number: "at as many as"
_LONGEST_SECOND = 8  # units of a speaker who shares the verb of the one before
_SPEAKING_OF = [["speak", "of"], ["speaks", "of"], ["spoke", "of"], ["talk", "of"], ["talked", "of"], ["talks", "of"]]
_SHORTEST_CLAUSE = 15  # characters of what is said before another speaker is set against it
_MOST_RIVALS = 12  # speakers within one content that are looked at
_LEADS = re.compile(r"(?:^|[,;:]?\s*\b(?:although|and|but|though|whereas|while|yet)\s+|[;]\s*)$")
_AGAINST = re.compile(r"(?:\b(?:although|but|though|whereas|while|yet)\s+|;\s*)$")


def find_valuations(units: Units, floor: int, ceiling: int) -> Iterator[Relation]:
    """Yield the valuations of a sentence, the second speakers of a verb among them."""
    lexicon = read_lexicon()
    for at in range(floor, ceiling):
        listed = units.low[at] in lexicon.valuing or units.low[at] in lexicon.counting
        if listed or units.low[at : at + 2] in _SPEAKING_OF:
            yield from _of_verb(units, at, floor, ceiling)


def _of_verb(units: Units, verb: int, floor: int, ceiling: int) -> Iterator[Relation]:
    """Yield what is read at one verb: its own speaker's number, then those of the ones that share it."""
    number = _number_behind(units, verb, ceiling)
    if number is None:
        return
    speaker, start = _speaker_of(units, verb, number, floor, ceiling)
    if speaker is None:
        return
    seconds = list(_seconds(units, number, ceiling, bare=_is_bare(units, verb, number)))
    end = seconds[0][0] if seconds else _end_of(units, verb, number, ceiling)
    behind = verb + 1 + (units.low[verb : verb + 2] in _SPEAKING_OF)
    relations = [relate(units, [(behind, end)], speaker, (start, behind), "valued")]
    relations += [
        relate(units, [(second[1], stop)], second, (start, behind), "valued_too") for begin, second, stop in seconds
    ]
    yield from (relation for relation in relations if relation)


def _is_bare(units: Units, verb: int, number: int) -> bool:
    """Tell whether the number is the verb's object itself: "counted 300"."""
    return "at" not in units.low[verb + 1 : number]


def _number_behind(units: Units, verb: int, ceiling: int) -> int | None:
    """Return the number that a verb puts on something; None where none follows as it must."""
    direct = verb + 1 + (units.low[verb : verb + 2] in _SPEAKING_OF)
    counts = units.low[verb] in read_lexicon().counting or direct > verb + 1
    if counts and (number := _number_at(units, direct, ceiling)) is not None:
        return number
    if units.low[verb] not in read_lexicon().valuing:
        return None
    for at in range(verb + 1, min(ceiling, verb + _LONGEST_OBJECT)):
        if units.low[at] in {";", ":", ".", QUOTE}:
            return None
        if (
            units.low[at] == "at"
            and (at > verb + 1 or _is_passive(units, verb))
            and not units.low[verb + 1][0].isdigit()
        ):
            number = _number_at(units, at + 1, ceiling)
            if number is not None:
                return number
    return None


def _number_at(units: Units, at: int, ceiling: int) -> int | None:
    """Return the number that starts here, behind words like "more than"; None where none does."""
    for place in range(at, min(ceiling, at + _LONGEST_LEAD)):
        low = units.low[place]
        if low[0].isdigit() or low in _NUMBER_WORDS or low in _SIGNS:
            return place
        if low not in _BEFORE_NUMBERS:
            return None
    return None


def _is_passive(units: Units, verb: int) -> bool:
    return any(units.low[at] in _BE for at in range(max(0, verb - 3), verb))


def _speaker_of(units: Units, verb: int, number: int, floor: int, ceiling: int) -> tuple[tuple[int, int] | None, int]:
    """Return who values, and where the verb's group starts."""
    start = verb
    while start > floor and (units.low[start - 1] in AUXILIARIES or is_adverb(units, start - 1)):
        start -= 1
    if units.low[start - 1 : start] == ["to"]:
        return None, start
    if _is_passive(units, verb):
        by = next((at for at in range(number + 1, min(ceiling, number + 8)) if units.low[at] == "by"), None)
        return (phrase_after(units, by + 1, ceiling) if by else None), start
    return phrase_before(units, start, _clause_floor(units, start, floor)), start


def _clause_floor(units: Units, start: int, floor: int) -> int:
    """Return where the clause of a verb starts: behind a conjunction that follows a comma or a number, or that contrasts."""
    for at in range(start - 1, max(floor, start - _LONGEST_OBJECT), -1):
        low = units.low[at]
        if low == ";" or (low in _CONTRASTING and low != "and"):
            return at + 1
        if low == "and" and (units.low[at - 1] == "," or units.low[at - 1][0].isdigit()):
            return at + 1
    return floor


def _seconds(units: Units, number: int, ceiling: int, *, bare: bool) -> Iterator[tuple[int, tuple[int, int], int]]:
    """Yield the speakers that share the verb: where the words between end, who it is, and where the number's clause ends."""
    at = number + 1
    while at < ceiling:
        joined = _conjunction(units, at, ceiling)
        if joined is None:
            return
        begin, first = joined
        lead = _second_number(units, first, ceiling, bare=bare)
        if lead is None:
            return
        following = _conjunction(units, lead[1] + 1, ceiling)
        more = following and _second_number(units, following[1], ceiling, bare=bare)
        yield begin, (first, lead[0]), following[0] if following and more else _end_of(units, lead[0], lead[1], ceiling)
        at = lead[1] + 1


def _conjunction(units: Units, at: int, ceiling: int) -> tuple[int, int] | None:
    """Return where a conjunction near the number begins, with its comma, and the unit behind it."""
    for place in range(at, min(ceiling - 1, at + _NEAR)):
        low = units.low[place]
        if low in _CONTRASTING or low == ";" or (low == "," and units.end[place] < units.start[place + 1]):
            joined = low == "," and units.low[place + 1] in _CONTRASTING
            return place, place + 1 + joined
        if low in {".", QUOTE}:
            return None
    return None


def _second_number(units: Units, first: int, ceiling: int, *, bare: bool) -> tuple[int, int] | None:
    """Return where a second speaker's phrase ends, and the number: "organisers at 30,000"; None where a verb comes between."""
    for at in range(first + 1, min(ceiling, first + _LONGEST_SECOND)):
        if units.low[at] in AUXILIARIES or units.low[at] in read_lexicon().verbs or units.low[first] in PRONOUNS:
            return None
        number = _number_at(units, at + (not bare), ceiling) if bare or units.low[at] == "at" else None
        if number is not None:
            return (at, number) if not bare or _stands_alone(units, first, number, ceiling) else None
    return None


def _stands_alone(units: Units, first: int, number: int, ceiling: int) -> bool:
    """Tell whether a name or a plural with a bare number is a second count: "and organisers 30,000."."""
    stops = number + 1 >= ceiling or not units.is_word(number + 1) or units.low[number + 1] in _CONTRASTING
    several = (
        units.low[first].endswith(("s", "men", "people"))
        or units.low[first] in {"police", "the"}
        or units.is_capital(first)
    )
    return stops and several and (units.low[first] == "the" or units.low[first] not in _BEFORE_NUMBERS)


def _end_of(units: Units, start: int, number: int, ceiling: int) -> int:
    """Return where a valuation ends: at its clause's end, and before a clause that is set against it."""
    end = clause_end(units, start + 1, ceiling)
    for at in range(number + 1, end):
        if units.low[at] == "by" and _is_passive(units, start):
            return at
        if units.low[at] in _CONTRASTING - {"and"} and units.low[at - 1] == ",":
            return at - 1
    return end


def rivals(text: str, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations that are set against what stands before them: valuations, and "..., but rebels say that ..."."""
    return [
        relation
        for relation in relations
        if relation.rule in RULES
        or (relation.rule == "said_that" and relation.source and _is_set_against(text, relation.source))
    ]


def _is_set_against(text: str, source: Span) -> bool:
    return bool(_AGAINST.search(text[max(0, source.start - 20) : source.start]))


def part_contrasts(text: str, relations: Sequence[Relation], valuations: Sequence[Relation]) -> list[Relation]:
    """Return relations whose contents end where another speaker's valuation is set against them: "..., but rebels put it at"."""
    starts = sorted(each.source.start for each in valuations if each.source and each.source < each.content[0])
    return [replace(relation, content=tuple(_parted(text, relation, starts))) for relation in relations]


def _parted(text: str, relation: Relation, starts: Sequence[int]) -> Iterator[Span]:
    """Yield the contents of a relation, cut before the first of the speakers that stands against it."""
    for part in relation.content:
        at = bisect_right(starts, part.start)
        against = starts[at : at + _MOST_RIVALS] if relation.source and relation.source < part else []
        ends = (end for start in against if start < part.end and (end := _lead_of(text, part.start, start)))
        yield Span(part.start, next(ends, part.end))


def _lead_of(text: str, floor: int, start: int) -> int | None:
    """Return where the conjunction before a speaker begins; None where none stands there."""
    found = _LEADS.search(text[max(floor, start - 20) : start])
    end = max(floor, start - 20) + found.start() if found else None
    return end if end and end - floor >= _SHORTEST_CLAUSE else None
