"""The rules of attribution: each reporting cue with its speaker and what is said, by the pattern around it.

Patterns, with what they read: `X said (that) CLAUSE`, `X said, QUOTE`, `QUOTE, X said. QUOTE`, `QUOTE, said X`,
`CLAUSE, X said`, `CLAUSE, according to X`, `X told Y (that) CLAUSE`, `X praised NOUN`, `X vowed to VERB`, `X: CLAUSE`.
"""

from dataclasses import replace

from claims.model import Span
from claims.speech.clauses import QUOTE, Units, same_paragraph
from claims.speech.closed_classes import word_class
from claims.speech.extents import (
    BREAKS,
    after_adverbials,
    clause_end,
    is_lead_in,
    left_content,
    right_content,
    starts_bare_clause,
)
from claims.speech.loose_quotes import attach_loose_quotes
from claims.speech.phrases import (
    ADVERBS,
    AUXILIARIES,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_adverb,
    phrase_after,
    phrase_before,
)
from claims.speech.plain_cues import according, documented, headline, held, held_by
from claims.speech.relations import Relation, relate
from claims.speech.subjects import has_verb, subject_of
from claims.speech.transcripts import find_posts, find_turns, without_inner
from claims.speech.valuations import find_valuations, part_contrasts, rivals
from claims.speech.verb_groups import Cue, read_cue

_INVERTED = word_class("inverted")
_CLOSING = frozenset({"trailing", "inverted", "according"})
_QUESTION_WORDS = word_class("question_words")
_SIGNS = frozenset("$£€#")


def find_relations(units: Units) -> list[Relation]:
    """Return the attributions that the rules read, in order of their cues; nested ones included."""
    found: list[Relation] = []
    for sentence in range(len(units.first) - 1):
        found.extend(_relations_in(units, *units.bounds(sentence)))
    laid_out = [*find_turns(units), *find_posts(units)]
    return attach_loose_quotes(units, [*without_inner(found, laid_out), *laid_out])


def _relations_in(units: Units, floor: int, ceiling: int) -> list[Relation]:
    """Return one sentence's attributions."""
    found = [headline(units, floor, ceiling), documented(units, floor, ceiling)]
    for at in range(floor, ceiling):
        cue = read_cue(units, at, floor, ceiling)
        if cue:
            found.append(_read_patterns(units, cue, floor, ceiling))
        else:
            plain = according(units, at, floor, ceiling) or held(units, at, floor, ceiling)
            found.append(plain or held_by(units, at, ceiling))
    valuations = list(find_valuations(units, floor, ceiling))
    cues = {relation.cue for relation in valuations}
    kept = [relation for relation in found if relation and relation.cue not in cues]
    relations = [*_cut_at_closing_speaker(kept), *valuations]
    return part_contrasts(units.text, relations, rivals(units.text, relations))


def _cut_at_closing_speaker(relations: list[Relation]) -> list[Relation]:
    """Return a sentence's relations, none reaching into the speaker that closes the sentence: "..., X confirmed"."""
    ends = [(r.content[0].start, r.content[0].end) for r in relations if r.rule in _CLOSING and not r.direct]
    if not ends:
        return relations
    start, end = ends[-1]
    return [
        replace(r, content=tuple(Span(p.start, end) if start <= p.start < end < p.end else p for p in r.content))
        for r in relations
    ]


def _read_patterns(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """Return the attribution of one cue, by the first pattern that fits."""
    for pattern in _PATTERNS:
        relation = pattern(units, cue, floor, ceiling)
        if relation:
            return relation
    return None


# ---- what is said stands before the cue


def _inverted(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`QUOTE, said X` and `CLAUSE, said X`."""
    if not {"say", "ask"} & cue.frames or cue.passive or cue.start != cue.verb or cue.entry.form not in {"past", "s"}:
        return None
    before = cue.start - 1
    after_quote = _follows_quote(units, before, floor)
    after_clause = before > floor + 1 and units.low[before] == "," and cue.lemma in _INVERTED
    if not (after_quote or after_clause) or cue.end >= ceiling or not _starts_speaker(units, cue.end):
        return None
    if not after_quote and {"said", "says", "told"} & set(units.low[floor:before]):
        return None
    speaker = phrase_after(units, cue.end, ceiling)
    if speaker is None or not (after_quote or _closes_inverted(units, speaker, floor, before, ceiling)):
        return None
    parts = left_content(units, before, floor)
    if not parts:
        return None
    parts += right_content(units, speaker[1], ceiling, quoted=after_quote)
    return relate(units, parts, speaker, cue.units, "inverted")


def _closes_inverted(units: Units, speaker: tuple[int, int], floor: int, before: int, ceiling: int) -> bool:
    """Tell whether `CLAUSE, said X` is one: a verb stands before the comma and the sentence ends behind the speaker."""
    ends = speaker[1] >= ceiling or units.low[speaker[1]] in BREAKS | {"."}
    named = units.is_capital(speaker[0]) or speaker[1] - speaker[0] <= 5
    return ends and named and has_verb(units, floor, before)


def _follows_quote(units: Units, before: int, floor: int) -> bool:
    """Tell whether a quotation ends right before, with or without a break; at a sentence's start, one that asks or cries."""
    if units.is_quote(before) and before == floor - 1:
        return units.word(before).rstrip("”\"'’»`").endswith(("!", "?", ",")) and same_paragraph(units, before, floor)
    if units.is_quote(before):
        return True
    return before > floor and units.low[before] in BREAKS and units.is_quote(before - 1)


def _starts_speaker(units: Units, at: int) -> bool:
    low = units.low[at]
    if units.is_capital(at) or low in DETERMINERS or low in {"he", "she", "they", "i", "we"}:
        return True
    no_noun = SUBORDINATORS | PREPOSITIONS | AUXILIARIES | ADVERBS | DAYS | PRONOUNS
    return units.is_word(at) and low not in no_noun and not low.endswith("ing")


def _trailing(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`QUOTE, X said`, `CLAUSE, X said` and both going on behind it."""
    if (
        not {"say", "ask", "tell"} & cue.frames
        or cue.passive
        or cue.entry.form == "ing"
        or units.low[cue.start] == "to"
    ):
        return None
    speaker = phrase_before(units, cue.start, floor)
    if speaker is None or units.low[speaker[0]] in RELATIVES:
        return None
    before = speaker[0] - 1
    after_quote = _follows_quote(units, before, floor)
    rest = after_adverbials(units, cue.end, ceiling, told="tell" in cue.frames)
    closes = rest >= ceiling or units.low[rest] in BREAKS | {".", "!", "?", ")"}
    if after_quote:
        if not closes and not _leads_on(units, before) and not _only_circumstances(units, cue.end, ceiling):
            return None
    elif (
        not closes
        or before <= floor
        or units.low[before] not in {",", "—", "–"}
        or (_announces_quote(units, rest, ceiling) and is_lead_in(units, floor))
    ):
        return None
    parts = left_content(units, before, floor)
    if not parts:
        return None
    behind = rest if not after_quote and closes else cue.end
    parts += right_content(units, behind, ceiling, quoted=after_quote)
    return relate(units, parts, speaker, cue.units, "trailing")


def _leads_on(units: Units, before: int) -> bool:
    """Tell whether a quotation before a speaker ends so that only its speaker can follow: with a comma, or by asking."""
    if not units.is_quote(before):
        return units.low[before] == ","
    return units.word(before).rstrip("”\"'’»`").endswith((",", "!", "?"))


def _announces_quote(units: Units, at: int, ceiling: int) -> bool:
    return at + 1 < ceiling and units.low[at] in {",", ":"} and units.is_quote(at + 1)


def _only_circumstances(units: Units, at: int, ceiling: int) -> bool:
    """Tell whether a place, time or addressee follows a cue that closes a quotation."""
    if at >= ceiling:
        return True
    low = units.low[at]
    if low in PREPOSITIONS or low in DAYS or is_adverb(units, at):
        return True
    return low in {"when", "as", "while", "before", "after", "last", "this", "earlier", "of", "and"}


# ---- what is said stands behind the cue


def _told(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`X told Y (that) CLAUSE`, `X told Y: QUOTE` and `X urged Y to VERB`."""
    if not {"tell", "urge", "ask"} & cue.frames:
        return None
    if "say" in cue.frames and cue.end < ceiling and units.low[cue.end] in {"that", ",", ":"}:
        return None
    at = _after_addressee(units, cue, ceiling)
    if at is None or at >= ceiling:
        return None
    speaker = _by_whom(units, cue, at) if cue.passive else subject_of(units, cue, floor)
    end = clause_end(units, at, ceiling, lead=_is_bounded(units, cue, speaker, floor))
    return relate(units, [(at, end)], speaker, cue.units, "told")


def _by_whom(units: Units, cue: Cue, ceiling: int) -> tuple[int, int] | None:
    """Return who tells in "was asked by X whether"."""
    return phrase_after(units, cue.end + 1, ceiling) if units.low[cue.end : cue.end + 1] == ["by"] else None


def _after_addressee(units: Units, cue: Cue, ceiling: int) -> int | None:
    """Return where what is told starts, behind the one who is told."""
    takes_to = "urge" in cue.frames or cue.lemma == "tell"
    for at in range(cue.end, min(ceiling, cue.end + 14)):
        low = units.low[at]
        if low in {".", ";"} or units.low[at : at + 2] == [",", "according"]:
            return None
        if low in {"that", QUOTE} or (low in _QUESTION_WORDS and low not in {"who", "which"}):
            return at
        if low == ":" or (low == "," and at + 1 < ceiling and (units.is_quote(at + 1) or units.low[at + 1] == "that")):
            return at + 1
        if low == "to" and takes_to:
            return at if cue.lemma == "tell" else cue.end  # whoever is urged is a part of what is urged
        starts_clause = low in PRONOUNS or low == "there" or (low in DETERMINERS and low not in {"his", "her"})
        if at > cue.end and cue.lemma == "tell" and starts_clause and units.low[at - 1] not in PREPOSITIONS:
            return at if starts_bare_clause(units, at, ceiling) else None
    return None


def _said_quote(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`X said, QUOTE`, `X said: QUOTE` and `X said QUOTE`, also with the quotation in the next paragraph."""
    if not {"say", "ask", "tell", "judge", "phrasal"} & cue.frames:
        return None
    at = after_adverbials(units, cue.end, ceiling)
    if at < ceiling and units.low[at] in {",", ":"}:
        at += 1
    if at >= ceiling and not (ceiling < len(units) and units.low[ceiling - 1] == ":" and units.is_quote(ceiling)):
        return None
    if not units.is_quote(at):
        return None
    end = clause_end(units, at, max(ceiling, at + 1))
    return relate(units, [(at, end)], subject_of(units, cue, floor), cue.units, "said_quote")


def _said_that(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`X said that CLAUSE` and `X said CLAUSE`; `it was reported that CLAUSE`; `X asked whether CLAUSE`."""
    at = after_adverbials(units, cue.end, ceiling)
    if at < ceiling and units.low[at] in {",", ":"} and at + 1 < ceiling:
        if units.low[at] == "," and units.low[at + 1] != "that":
            return None
        at += 1
    if at >= ceiling or not _takes_clause(units, cue, at, ceiling):
        return None
    speaker = None if cue.passive else subject_of(units, cue, floor)
    if speaker is None and not cue.passive and cue.entry.form != "ing":
        return None
    end = clause_end(units, at, ceiling, lead=_is_bounded(units, cue, speaker, floor))
    return relate(units, [(at, end)], speaker, cue.units, "said_that")


def _takes_clause(units: Units, cue: Cue, at: int, ceiling: int) -> bool:
    """Tell whether what follows a cue can be the clause that it governs."""
    low, frames = units.low[at], cue.frames
    if low == "that":
        return bool(frames & {"say", "judge", "phrasal"}) and (cue.lemma != "find" or at + 2 < ceiling)
    if low in _QUESTION_WORDS:
        return bool(frames & {"ask", "say", "phrasal"}) and not (cue.lemma == "say" and low in {"when", "if", "where"})
    if "say" not in frames or not (units.is_word(at) or low in _SIGNS) or cue.passive:
        return False
    if low in {"to", "of", "by", "and", "or", "as", "than", "but", "so", "it"} and cue.lemma != "say":
        return low == "it" and starts_bare_clause(units, at, ceiling)
    if low in {"to", "of", "by", "and", "or", "as", "than"}:
        return False
    return cue.lemma == "say" or (at - cue.end <= 4 and starts_bare_clause(units, at, ceiling))


def _is_bounded(units: Units, cue: Cue, speaker: tuple[int, int] | None, floor: int) -> bool:
    """Tell whether a cue's clause ends at its comma: it opens the sentence, or is an aside: ", who backs the plan, said"."""
    aside = (
        speaker is not None and units.low[speaker[0]] in RELATIVES and units.low[speaker[0] - 1 : speaker[0]] == [","]
    )
    opens = units.low[floor] in SUBORDINATORS - {"that", "but", "so", "yet", "what"} or units.low[floor] in PREPOSITIONS
    return aside or (opens and "," not in units.low[floor : cue.start])


def _seems(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`X seems to VERB`, `X is expected to VERB`: nobody says it, and the subject is a part of what is said."""
    seems = "seem" in cue.frames or (cue.passive and {"want", "say"} & cue.frames)
    if not seems or cue.end >= ceiling or units.low[cue.end] != "to":
        return None
    subject = phrase_before(units, cue.start, floor)
    end = clause_end(units, cue.end, ceiling, lead=_is_bounded(units, cue, None, floor))
    parts = [subject] if subject else []
    return relate(units, [*parts, (cue.end, end)], None, cue.units, "seems")


def _wants_to(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`X vowed to VERB`."""
    if "want" not in cue.frames or cue.end >= ceiling or cue.passive:
        return None
    at = cue.end + 1 if units.low[cue.end] in DAYS else cue.end
    if at >= ceiling or units.low[at] != "to":
        return None
    speaker = subject_of(units, cue, floor)
    if speaker is None and cue.entry.form != "ing":
        return None
    end = clause_end(units, at, ceiling, lead=_is_bounded(units, cue, speaker, floor))
    return relate(units, [(at, end)], speaker, cue.units, "wants_to")


def _judges(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`X praised NOUN`, `X called NOUN “NAME”`, `X called for NOUN`, `NOUN was criticised by X`."""
    if not {"judge", "phrasal"} & cue.frames or cue.end >= ceiling:
        return None
    if cue.passive:
        return _judged_by(units, cue, floor, ceiling)
    low = units.low[cue.end]
    if not (units.is_word(cue.end) or low in _SIGNS) or low in PREPOSITIONS | {"to", "and", "or", "that", "as"}:
        return None
    speaker = subject_of(units, cue, floor)
    if speaker is None and cue.entry.form != "ing":
        return None
    end = clause_end(units, cue.end, ceiling, lead=_is_bounded(units, cue, speaker, floor))
    return relate(units, [(cue.end, end)], speaker, cue.units, "judges")


def _judged_by(units: Units, cue: Cue, floor: int, ceiling: int) -> Relation | None:
    """`NOUN was criticised by X`: what stands before the verb is the object."""
    if units.low[cue.end] != "by":
        return None
    speaker = phrase_after(units, cue.end + 1, ceiling)
    judged = phrase_before(units, cue.start, floor)
    if speaker is None or judged is None:
        return None
    return relate(units, [judged], speaker, (cue.start, cue.end + 1), "judged_by")


_PATTERNS = (_inverted, _trailing, _told, _said_quote, _said_that, _seems, _wants_to, _judges)
