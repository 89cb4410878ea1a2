"""Quotations that no reporting verb of the lexicon claims: those that go on, and those beside a verb nobody listed."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from claims.speech.clauses import Units
from claims.speech.phrases import AUXILIARIES, phrase_after, phrase_before
from claims.speech.relations import Relation, relate, span_of
from claims.speech.signatures import read_signature
from claims.speech.subjects import clause_subject

_SHORTEST = 3  # words of a quotation that can be speech rather than a name or a scare quote
_LONGEST_CUE = 13  # units between a subject and the mark that announces a quotation
_MOST_PARTS = 60  # quotations that go on with one speaker
_CLOSING = "”\"'’»`"


def attach_loose_quotes(units: Units, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations with the quotations that go on attached, and new ones for those beside an unlisted verb."""
    found = list(relations)
    covered = _Covered(found)
    last: int | None = None  # the relation that the last quotation belongs to
    last_sentence = -1
    for at in range(len(units)):
        if not units.is_quote(at):
            continue
        sentence = units.sentence[at]
        owner = covered.owner(units.start[at], units.end[at])
        if owner is not None:
            last, last_sentence = owner, sentence
            continue
        relation = read_signature(units, at, found[last] if last is not None else None)
        open_ended = last is not None and found[last].rule != "signed" and len(found[last].content) < _MOST_PARTS
        if relation is None and last is not None and open_ended and _goes_on(units, at, last_sentence):
            span = span_of(units, (at, at + 1))
            found[last] = replace(found[last], content=(*found[last].content, span))
            last_sentence = sentence
            continue
        relation = relation or _by_unlisted_verb(units, at) or _after_announcement(units, at)
        if relation:
            found.append(relation)
            last, last_sentence = len(found) - 1, sentence
    return found


class _Covered:
    """Which relation's content covers a stretch of text."""

    def __init__(self, relations: Sequence[Relation]) -> None:
        parts = sorted((part.start, part.end, at) for at, relation in enumerate(relations) for part in relation.content)
        self._parts = parts
        self._starts = [part[0] for part in parts]

    def owner(self, start: int, end: int) -> int | None:
        """Return the last relation whose content overlaps the stretch; None when none does."""
        at = bisect_right(self._starts, end - 1) - 1
        for place in range(at, max(-1, at - 8), -1):
            if self._parts[place][1] > start:
                return self._parts[place][2]
        return None


def _is_whole_sentence(units: Units, at: int) -> bool:
    """Tell whether a quotation is a sentence by itself, perhaps with a stop behind it."""
    start, end = units.bounds(units.sentence[at])
    return start == at and end - start <= 2


def _goes_on(units: Units, at: int, last: int) -> bool:
    """Tell whether a quotation goes on with that of sentence `last`: soon in the paragraph, or as the next paragraph."""
    if not _is_whole_sentence(units, at):
        return False
    sentence = units.sentence[at]
    if units.paragraph[sentence] == units.paragraph[last]:
        return sentence - last <= 3
    follows = units.paragraph[sentence] - units.paragraph[last] == 1
    start, end = units.bounds(last)
    tail_is_quote = units.is_quote(end - 1) or (end - 2 >= start and units.is_quote(end - 2))
    next_first = units.bounds(sentence)[0]
    return follows and sentence - last == 1 and tail_is_quote and _last_mark(units, next_first) != ":"


def _last_mark(units: Units, at: int) -> str:
    """Return the last character before a unit that is no white space."""
    before = units.end[at - 1] if at else 0
    return (units.text[max(0, before - 1) : before] + units.text[before : units.start[at]]).rstrip()[-1:]


def _by_unlisted_verb(units: Units, at: int) -> Relation | None:
    """`QUOTE, X barked` and `QUOTE, barked X`: a quotation that ends with a comma, a name and a past form."""
    inner = units.word(at).rstrip(_CLOSING)
    behind = at + 1 + (units.low[at + 1 : at + 2] == [","])
    if not inner.endswith((",", "!", "?")) and behind == at + 1:
        return None
    ceiling = units.bounds(units.sentence[at])[1]
    if _is_past(units, behind) and behind + 1 < ceiling and units.is_capital(behind + 1):
        speaker = phrase_after(units, behind + 1, ceiling)
        return relate(units, [(at, at + 1)], speaker, (behind, behind + 1), "unlisted") if speaker else None
    return _before_unlisted_verb(units, at, behind, ceiling)


def _before_unlisted_verb(units: Units, at: int, behind: int, ceiling: int) -> Relation | None:
    for verb in range(behind + 1, min(behind + 8, ceiling)):
        low = units.low[verb]
        if low in {",", ".", ";", ":"} or low in AUXILIARIES or units.is_quote(verb):
            return None
        if _is_past(units, verb):
            speaker = phrase_before(units, verb, behind)
            fits = speaker is not None and speaker[0] == behind
            return relate(units, [(at, at + 1)], speaker, (verb, verb + 1), "unlisted") if fits else None
    return None


def _is_past(units: Units, at: int) -> bool:
    """Tell whether a word has the ending of a past form."""
    low = units.low[at] if at < len(units) else ""
    return low.endswith("ed") and len(low) > 4 and not units.is_capital(at)


def _after_announcement(units: Units, at: int) -> Relation | None:
    """`X hit back in a letter: QUOTE` and `X went on bravely, QUOTE`: the words behind the subject are the cue."""
    mark = units.low[at - 1] if at else ""
    if mark not in {":", ","} or len(units.word(at).split()) < _SHORTEST or not _is_speech(units, at):
        return None
    floor, _ = units.bounds(units.sentence[at - 1])
    subject = clause_subject(units, floor, at - 1)
    if subject is None or not 0 < at - 1 - subject[1] <= _LONGEST_CUE:
        return None
    cue = (subject[1], at if mark == ":" else at - 1)
    return relate(units, [(at, at + 1)], subject, cue, "announced")


def _is_speech(units: Units, at: int) -> bool:
    """Tell whether a quotation starts like a sentence."""
    inner = units.word(at).lstrip("“„«\"'`‘[")
    return inner[:1].isupper()
