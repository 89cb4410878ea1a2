"""How far a speaker's phrase reaches, left or right of a reporting verb, without a parser.

`Sources` in PolNeAR's sense: the whole phrase with titles, appositions and relative clauses.
"""

from claims.speech.clauses import QUOTE, Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon

PRONOUNS = word_class("pronouns")
RELATIVES = word_class("relatives")
AUXILIARIES = word_class("auxiliaries")
CONTRACTED = word_class("contracted")
ADVERBS = word_class("adverbs")
DAYS = word_class("days")
SUBORDINATORS = word_class("subordinators")
PREPOSITIONS = word_class("prepositions")
DETERMINERS = word_class("determiners")
_STOPS = frozenset({",", ";", ":", "(", ")", "—", "–", "--", "[", "]", "?", "!", QUOTE, "|", "•", "*", "…", "...", "/"})
_MONTHS = word_class("months")
_LONGEST = 40  # units that a speaker's phrase may have


def is_adverb(units: Units, at: int) -> bool:
    """Tell whether a unit can stand between a subject and its verb."""
    low = units.low[at]
    return low in ADVERBS or low in DAYS or (low.endswith("ly") and len(low) > 4 and not units.is_capital(at))


def phrase_before(units: Units, verb: int, floor: int) -> tuple[int, int] | None:
    """Return the unit range of the subject that ends before `verb`, searched down to `floor`; None if none fits."""
    end = verb
    end = _strip_adverbials(units, end, floor)
    if end <= floor:
        return None
    if units.low[end - 1] in PRONOUNS:
        return end - 1, end
    if units.low[end - 1] in {",", "—", "–", "--", ")"}:
        return _before_aside(units, end, floor) or _with_apposition(units, end, floor)
    start = _simple_start(units, end, floor)
    return (start, end) if start < end else None


_PLACED = frozenset({"in", "of", "from", "at", "near"})  # "Holm Yard, in Tarn, said"
_ASIDES = word_class("asides")


def _before_aside(units: Units, end: int, floor: int) -> tuple[int, int] | None:
    """Return the subject before a set phrase between commas: "Ruiz, in turn,", "the mayor, however,"."""
    for start in range(end - 2, max(floor, end - 5), -1):
        if units.low[start] == ",":
            inside = units.low[start + 1 : end - 1]
            placed = inside[:1] and inside[0] in _PLACED
            return phrase_before(units, start, floor) if placed or _ASIDES.intersection(inside) else None
    return None


def _strip_adverbials(units: Units, end: int, floor: int) -> int:
    """Step back over adverbs and times between subject and verb: "on Tuesday", "later"."""
    while end > floor:
        if is_adverb(units, end - 1):
            end -= 1
            if units.low[end] in DAYS and end > floor and units.low[end - 1] in {"on", "late", "early"}:
                end -= 1
            continue
        if (
            units.low[end - 1] in _TIME_NOUNS
            and end - floor > 2
            and units.low[end - 2] in {"last", "this", "next", "that"}
        ):
            end -= 2
            continue
        if units.low[end - 1] == "ago" and end - floor > 3 and units.low[end - 2].rstrip("s") in _TIME_NOUNS:
            end -= 3
            continue
        break
    return end


_TIME_NOUNS = word_class("time_nouns")


def _simple_start(units: Units, end: int, floor: int) -> int:
    """Step back over one noun phrase, with its prepositional parts, to where it starts."""
    start = end
    while start > floor and end - start < _LONGEST:
        low = units.low[start - 1]
        if low in RELATIVES and start < end and start - 1 > floor and units.is_word(start - 2):
            start -= 1
            continue
        if low in _STOPS or low in SUBORDINATORS or low in AUXILIARIES - {"'s"}:
            break
        if start < end and _is_report(units, start - 1, floor):
            break
        if low in {"and", "or"} and not _joins_names(units, start - 1, end, floor):
            break
        if low in PRONOUNS or (low in {"him", "them", "me", "us"} and not units.is_capital(start - 1)):
            break
        start -= 1
    return _trim_front(units, start, end)


_SHORT = 6  # words of a noun phrase behind a preposition


def last_phrase(units: Units, end: int, floor: int) -> tuple[int, int] | None:
    """Return the noun phrase that ends before a unit, from its determiner, or from the preposition that it hangs on.

    "It was confirmed by [a senior official], who ...": what leads to it is no part of it.
    """
    for start in range(end - 1, max(floor, end - 1 - _SHORT), -1):
        if not units.is_word(start):
            return None
        if units.low[start] in DETERMINERS:
            return (start, end) if start < end - 1 else None
        if units.low[start - 1] in PREPOSITIONS:
            return start, end
    return None


def _is_report(units: Units, at: int, floor: int) -> bool:
    """Tell whether a word is a finite reporting verb, whose clause a subject cannot reach over."""
    entry = read_lexicon().verbs.get(units.low[at])
    if entry is None or entry.form not in {"past", "s"} or entry.lemma in read_lexicon().noun_prone or at <= floor:
        return False
    return not units.is_capital(at) and units.low[at - 1] not in DETERMINERS and units.low[at - 1] != "'s"


def _joins_names(units: Units, at: int, end: int, floor: int) -> bool:
    """Tell whether "and" joins two names or bare plurals, rather than two clauses."""
    if at - 1 < floor or at + 1 >= end:
        return False
    return units.is_capital(at - 1) == units.is_capital(at + 1) or (
        units.is_capital(at - 1) and units.low[at + 1] in DETERMINERS
    )


def _trim_front(units: Units, start: int, end: int) -> int:
    """Drop what leads into the sentence: conjunctions, adverbs, a bare prepositional phrase."""
    while start < end:
        low = units.low[start]
        if low in {"and", "or", "still", "meanwhile", "however", "also", "too", "then"} or (
            low.endswith("ly")
            and low not in {"family", "italy", "early", "daily"}
            and end - start > 1
            and not units.is_capital(start + 1 if start else start)
        ):
            start += 1
            continue
        if low in PREPOSITIONS:
            start = _after_preposition(units, start, end)
            continue
        if not units.is_word(start) and units.low[start] not in {"$", "£", "€", "#", "@"}:
            start += 1
            continue
        break
    return start


def _after_preposition(units: Units, start: int, end: int) -> int:
    """Skip "In Iowa" in "In Iowa the senator": to the next determiner, or past one word."""
    if start + 2 < end and (units.low[start + 1][0].isdigit() or units.low[start + 1] in _MONTHS):
        after = start + 2
        return after + (units.low[after][0].isdigit() and after + 1 < end)
    for at in range(start + 2, end):
        if units.low[at] in DETERMINERS and units.low[at - 1] not in PREPOSITIONS:
            return at
    return end


def _with_apposition(units: Units, end: int, floor: int) -> tuple[int, int] | None:
    """Return a subject that ends in a comma: name, apposition or relative clause between commas."""
    inner_end = end - 1
    opener = "(" if units.low[inner_end] == ")" else units.low[inner_end]
    at = inner_end - 1
    depth = 0
    while at > floor and inner_end - at < _LONGEST:
        if units.low[at] == opener and (opener != "," or _starts_apposition(units, at + 1)):
            start = _simple_start(units, at, floor)
            if start < at and (units.is_capital(start) or units.low[start] in DETERMINERS or units.is_word(start)):
                if units.low[at - 1] == ",":
                    return None
                return start, end
        at -= 1
        depth += 1
    return None


def _starts_apposition(units: Units, at: int) -> bool:
    """Tell whether what follows a comma explains a name: "who ...", "the mayor ...", "a ...", an age, a plain noun."""
    low = units.low[at]
    if low in {"who", "whose", "which", "where"} or low in DETERMINERS or low[0].isdigit():
        return True
    if low in PRONOUNS or low in SUBORDINATORS or low in {"and", "or"}:
        return False
    return units.is_word(at) and (low not in PREPOSITIONS or low in {"of", "from", "with"})


_AFTER_SPEAKER = word_class("after_speaker") | DAYS


def phrase_after(units: Units, start: int, ceiling: int, *, closed: bool = False) -> tuple[int, int] | None:
    """Return the unit range of the speaker that follows a verb ("said Ana Ruiz, the mayor"), up to `ceiling`.

    `closed` takes an apposition only when a comma ends it: what follows the speaker may be a clause of its own.
    """
    at = start
    while at < ceiling and at - start < _LONGEST:
        low = units.low[at]
        if low in PRONOUNS and at == start:
            return at, at + 1
        if low == "," and at + 1 < ceiling and _explains(units, at + 1, ceiling, closed=closed):
            at += 2
            continue
        if low in _STOPS or low == ".":
            break
        if at > start and low in _AFTER_SPEAKER and not _belongs(units, at, start, ceiling):
            break
        if low in AUXILIARIES - {"'s"}:
            break
        at += 1
    while at > start and not (units.is_word(at - 1) or units.low[at - 1] == ")"):
        at -= 1
    return (start, at) if at > start else None


def _belongs(units: Units, at: int, start: int, ceiling: int) -> bool:
    """Tell whether a preposition after a name goes on with it: "director of", "aides to the president"."""
    low = units.low[at]
    relative = any(word in RELATIVES for word in units.low[start:at])
    if relative:
        return low not in DAYS
    if low == "who":
        return True
    if low == "and":
        return at + 1 < ceiling and units.is_capital(at + 1) == units.is_capital(at - 1)
    if low in {"at", "in", "on", "to", "for"}:
        return not units.is_capital(at - 1) and at + 1 < ceiling and units.low[at + 1] not in DAYS | {"an", "a"}
    return False


def _explains(units: Units, at: int, ceiling: int, *, closed: bool) -> bool:
    """Tell whether the words behind a comma explain the speaker just named."""
    low = units.low[at]
    if closed:
        inside = units.low[at : min(ceiling, at + 8)]
        return (
            low in DETERMINERS | RELATIVES and "," in inside[:-1] and not AUXILIARIES & set(inside[: inside.index(",")])
        )
    if low in {"who", "whose"} or low in {"the", "a", "an", "another", "one", "his", "her", "its", "their"}:
        return True
    if low in _AFTER_SPEAKER or low in PRONOUNS or low in SUBORDINATORS or low in PREPOSITIONS or low in AUXILIARIES:
        return False
    return units.is_word(at) and not low.endswith(("ing", "ed")) and not low[0].isdigit()
