"""A reporting verb where it stands: whether it is a verb at all, and which words belong to its group."""

from dataclasses import dataclass

from claims.speech.clauses import Units
from claims.speech.closed_classes import word_class
from claims.speech.cues import Frame, Verb, read_lexicon
from claims.speech.phrases import AUXILIARIES, CONTRACTED, DAYS, DETERMINERS, PREPOSITIONS, PRONOUNS, is_adverb

_BE = word_class("be")
_PLURAL_SUBJECTS = word_class("plural_subjects")
_PASTS = word_class("pasts")
_NEVER_AFTER = word_class("before_nouns")
_NOT_VERB_AFTER = _NEVER_AFTER | frozenset(
    ["of", "for", "with", "in", "by", "into", "on", "from", "new", "under", "against", "about"]
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group: units `start..end`, the verb itself at `verb`, with the frames that remain possible here."""

    start: int
    end: int
    verb: int
    entry: Verb
    passive: bool
    frames: frozenset[Frame]

    @property
    def units(self) -> tuple[int, int]:
        """The unit range of the group."""
        return self.start, self.end

    @property
    def lemma(self) -> str:
        """The verb's base form."""
        return self.entry.lemma


def read_cue(units: Units, at: int, floor: int, ceiling: int) -> Cue | None:
    """Return the verb group around the unit `at` of a sentence `floor..ceiling`; None where no reporting verb is."""
    entry = read_lexicon().verbs.get(units.low[at])
    if entry is None or _is_no_verb(units, at, floor, entry):
        return None
    start = _group_start(units, at, floor)
    frames = set(entry.frames)
    end = at + 1
    if end < ceiling and units.low[end] in entry.particles:
        frames = {"phrasal", "say"} if units.low[end] == "out" else {"phrasal"}
        end += 1
    else:
        frames.discard("phrasal")
    if not frames:
        return None
    return Cue(start, end, at, entry, _is_passive(units, start, at, entry), frozenset(frames))


def _is_no_verb(units: Units, at: int, floor: int, entry: Verb) -> bool:
    """Tell whether a word that could be a verb is a noun or an adjective here: "the report", "a reported"."""
    low = units.low[at]
    if units.is_capital(at) and at > floor and (low in {"state", "states", "post"} or entry.form in {"base", "ing"}):
        return not _in_title(units, at, floor)
    if at == floor:
        return entry.form != "ing" and not units.is_quote(at - 1)
    return _is_noun_form(units, at, floor, entry)


def _is_noun_form(units: Units, at: int, floor: int, entry: Verb) -> bool:
    """Tell whether a form inside a sentence is a noun or an adjective, by the word before it."""
    low, before = units.low[at], units.low[at - 1]
    if entry.form == "ing":
        owned = before == "'s" and units.low[at - 2] not in PRONOUNS  # "the auditor's finding"
        return (before in _NEVER_AFTER or owned) and low != "saying"
    if entry.form == "s":
        is_prone = entry.lemma in read_lexicon().noun_prone
        if is_prone and (not _follows_name(units, at, floor) or _does_something(units, at)):
            return True
        return before in _NOT_VERB_AFTER or (before.endswith(_ADJECTIVE_ENDS) and not units.is_capital(at - 1))
    if entry.form == "base":
        owned = before == "'s"  # "the ministry's claim"
        return low not in {"found", "read"} and (owned or not _base_form_fits(units, at, floor))
    return low != "said" and (before in _NEVER_AFTER or before in {"as", "of"})


def _does_something(units: Units, at: int) -> bool:
    """Tell a noun that is a subject itself, "Insurance claims reached £9m" and "Oxfam reports are late", from a verb."""
    if at + 2 >= len(units) or not units.is_word(at + 1):
        return False
    low, behind = units.low[at + 1], units.low[at + 2]
    is_past = low.endswith("ed") or low in _PASTS
    is_object = not units.is_word(at + 2) or behind in PREPOSITIONS | DETERMINERS | {"to"} or behind[0].isdigit()
    return low in AUXILIARIES or (is_past and is_object)


def _follows_name(units: Units, at: int, floor: int) -> bool:
    """Tell whether a name, a pronoun or a word for a document stands before, as before a verb."""
    before = at - 1
    while before > floor and is_adverb(units, before):
        before -= 1
    low = units.low[before]
    if units.is_quote(before):
        return True
    return units.is_capital(before) or low in PRONOUNS or low in read_lexicon().kinds["document"] or low in {",", ")"}


_ADJECTIVE_ENDS = ("al", "ive", "ful", "ous", "ic")


def _in_title(units: Units, at: int, floor: int) -> bool:
    """Tell whether a sentence is printed as a title, every longer word with a capital."""
    words = [unit for unit in range(floor, min(at + 4, len(units))) if units.is_word(unit) and len(units.low[unit]) > 3]
    return len(words) > 2 and all(units.is_capital(unit) for unit in words)


def _base_form_fits(units: Units, at: int, floor: int) -> bool:
    """Tell whether a base form has what it needs before it: an auxiliary, "to", or a plural subject."""
    before = at - 1
    while before > floor and is_adverb(units, before) and units.low[before] not in DAYS:
        before -= 1
    low = units.low[before]
    if low in AUXILIARIES or low in {"to", "not", "n't"} or low in _PLURAL_SUBJECTS:
        return True
    if low == "," or units.is_quote(before):
        return before > floor
    if low in _NOT_VERB_AFTER or low in PREPOSITIONS or low in {"and", "or"}:
        return False
    if units.low[at] in {"say", "believe", "argue", "think", "insist", "know"}:  # hardly ever nouns
        return True
    kinds = read_lexicon().kinds
    if units.low[at] in read_lexicon().noun_prone and not units.is_capital(before):
        return low in kinds["document"] or low in kinds["anonymous"]
    return (
        low.endswith("s")
        and not low.endswith("ss")
        and low not in {"'s", "his", "this", "its"}
        and low not in DETERMINERS
    )


def _group_start(units: Units, at: int, floor: int) -> int:
    """Step back over auxiliaries and adverbs."""
    start = at
    while start > floor and _belongs_before(units, start - 1):
        start -= 1
    while start < at and (
        units.low[start] in {"only", "just", "even", "likely", "unlikely"}
        or (is_adverb(units, start) and (start == floor or units.low[start - 1] == ","))
    ):
        start += 1
    return start


def _belongs_before(units: Units, at: int) -> bool:
    low = units.low[at]
    if low == "'s":
        return units.low[at - 1] in PRONOUNS | {"there"} if at else False
    if low in AUXILIARIES or low in CONTRACTED or low in {"not", "to", "likely", "unlikely", "going"}:
        return True
    return is_adverb(units, at) and low not in DAYS


def _is_passive(units: Units, start: int, verb: int, entry: Verb) -> bool:
    """Tell whether a past form follows a form of "be"."""
    return entry.form in {"past", "participle"} and bool(_BE.intersection(units.low[start:verb]))
