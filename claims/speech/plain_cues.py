"""Attributions whose cue is no verb: "according to X", "in a poll by X", "X's claim that ...", headlines of the style "X: ..."."""

from claims.speech.clauses import Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import read_lexicon
from claims.speech.extents import BREAKS, clause_end, left_content
from claims.speech.phrases import DAYS, DETERMINERS, PREPOSITIONS, SUBORDINATORS, phrase_after, phrase_before
from claims.speech.relations import Relation, relate
from claims.speech.subjects import is_finite

_DOCUMENTING = (("in",), ("by",), ("based", "on"), ("from",), ("under",))
_FINDINGS = frozenset(
    ["poll", "polls", "survey", "surveys", "study", "studies", "analysis", "census", "estimate", "estimates", "count",
     "tally", "calculation", "calculations", "reckoning", "figures", "data", "projections", "measurements"]
)  # fmt: skip
_MATRIX = frozenset({"is", "was", "were", "are"})
_OPENERS = SUBORDINATORS | frozenset({"who", "which", "and", "or", "to", "be", "been", "being", "there"})
_LONGEST_DOCUMENT = 16  # units up to the comma behind "In the latest survey of ..."
_LONGEST_HOLDER = 10  # units between "by" and "that"
_NOT_HEADLINE = word_class("not_headline")


def according(units: Units, at: int, floor: int, ceiling: int) -> Relation | None:
    """`According to X, CLAUSE` and `CLAUSE, according to X`."""
    if units.low[at] not in {"according", "in", "as"}:
        return None
    phrases = read_lexicon().according
    length = next((len(phrase) for phrase in phrases if tuple(units.low[at : at + len(phrase)]) == phrase), 0)
    speaker = phrase_after(units, at + length, ceiling, closed=True) if length else None
    if speaker is None:
        return None
    behind = speaker[1]
    rest = (behind + 1, clause_end(units, behind + 1, ceiling)) if units.low[behind : behind + 1] == [","] else (0, 0)
    if at - floor <= 1:
        parts = [rest] if rest[1] > rest[0] else []
    else:
        parts = left_content(units, at - 1, floor)
        parts += [rest] if rest[1] - rest[0] > 3 else []
    return relate(units, parts, speaker, (at, at + length), "according")


def documented(units: Units, floor: int, ceiling: int) -> Relation | None:
    """`In the X poll, CLAUSE`, `By X's own count, CLAUSE`, `Based on the calculations of X, CLAUSE`."""
    start = floor + (units.low[floor] in {"and", "but", "yet"})
    length = next((len(cue) for cue in _DOCUMENTING if tuple(units.low[start : start + len(cue)]) == cue), 0)
    comma = next((at for at in range(start, min(ceiling, start + _LONGEST_DOCUMENT)) if units.low[at] == ","), None)
    if not length or comma is None:
        return None
    head = next((at for at in range(start + length, comma) if units.low[at] in _FINDINGS), None)
    behind = units.low[head + 1] if head is not None else ""
    if head is None or not (
        head + 1 == comma or behind in {"of", "by", "from", "for", "with", "published", "released"}
    ):
        return None
    return relate(
        units,
        [(comma + 1, clause_end(units, comma + 1, ceiling))],
        (start + length, comma),
        (start, start + length),
        "documented",
    )


def held_by(units: Units, at: int, ceiling: int) -> Relation | None:
    """`claims made by X that CLAUSE`, `a report from X that CLAUSE`."""
    by = at + 1 + (units.low[at + 1 : at + 2] == ["made"])
    if units.low[at] not in read_lexicon().asserting or units.low[by : by + 1] not in (["by"], ["from"]):
        return None
    that = next((word for word in range(by + 2, min(ceiling, by + _LONGEST_HOLDER)) if units.low[word] == "that"), None)
    if that is None or any(not units.is_word(word) for word in range(by + 1, that)):
        return None
    return relate(units, [(that, _held_end(units, that, ceiling))], (by + 1, that), (at, by + 1), "held_by")


def held(units: Units, at: int, floor: int, ceiling: int) -> Relation | None:
    """`X's claim that CLAUSE`, `his promise to VERB`, `their fear of NOUN`: whoever has it holds it."""
    behind = at + 1
    if units.low[at] not in read_lexicon().nouns or behind >= ceiling or units.low[behind] not in {"that", "to", "of"}:
        return None
    owner = _owner(units, at, floor)
    if owner is None:
        return None
    start = behind + (units.low[behind] == "of")
    return relate(units, [(start, _held_end(units, start, ceiling))], owner, (owner[1], start), "held")


def _held_end(units: Units, start: int, ceiling: int) -> int:
    """Return where held words end: at a break, or before the verb whose subject they are a part of."""
    own: int | None = None  # the verb of what is held
    for end in range(start + 1, ceiling):
        if own is not None and units.low[end] in _MATRIX and end > own + 1 and not _OPENERS & set(units.low[own:end]):
            return end  # "the claim that the dam is safe [was false]"
        if own is None and is_finite(units, end, start):
            own = end
        if units.low[end] in BREAKS | {"."} or (units.low[start] != "that" and is_finite(units, end, start)):
            return end
        if units.low[end] == "and" and _says_on(units, end + 1, ceiling):
            return end
    return ceiling


def _says_on(units: Units, at: int, ceiling: int) -> bool:
    """Tell whether a past form of saying follows "and": it is no part of what somebody else's noun holds."""
    entry = read_lexicon().verbs.get(units.low[at]) if at < ceiling else None
    return entry is not None and entry.form == "past"


def _owner(units: Units, at: int, floor: int) -> tuple[int, int] | None:
    """Return whose noun it is: a possessive pronoun, or a phrase with its 's; two adjectives may stand between."""
    for owner in range(at - 1, max(floor - 1, at - 4), -1):
        low = units.low[owner]
        if low in {"his", "her", "their", "its", "my", "our", "your"}:
            return owner, owner + 1
        if low == "'s" and owner > floor:
            phrase = phrase_before(units, owner, floor)
            return (_nearest_opener(units, *phrase), owner + 1) if phrase else None
        if not units.is_word(owner) or low in DETERMINERS | PREPOSITIONS:
            return None
    return None


def _nearest_opener(units: Units, start: int, end: int) -> int:
    """Return where the last noun phrase of a stretch starts: "Nurses doubt [the clinic]'s claim"."""
    openers = [at for at in range(start, end) if units.low[at] in DETERMINERS and units.low[at - 1] not in PREPOSITIONS]
    return openers[-1] if openers else start


def headline(units: Units, floor: int, ceiling: int) -> Relation | None:
    """`X: CLAUSE`, X being a name of at most five words that opens the paragraph."""
    colon = next((at for at in range(floor + 1, min(floor + 6, ceiling - 2)) if units.low[at] == ":"), None)
    if colon is None or not all(units.is_capital(at) for at in range(floor, colon)):
        return None
    names = set(units.low[floor:colon])
    if names & (_NOT_HEADLINE | DAYS | {"q", "a"}) or any(read_lexicon().verbs.get(name) for name in names):
        return None
    if not units.is_quote(colon + 1) and not units.is_capital(colon + 1):
        return None
    end = ceiling - (units.low[ceiling - 1] == ".")
    return relate(units, [(colon + 1, end)], (floor, colon), (colon, colon + 1), "headline")
