"""The rules of attribution: each reporting cue with its speaker and what is said, by the pattern around it.

Patterns, with what they read: `X said (that) CLAUSE`, `X said, QUOTE`, `QUOTE, X said. QUOTE`, `QUOTE, said X`,
`CLAUSE, X said`, `CLAUSE, according to X`, `X told Y (that) CLAUSE`, `X praised NOUN`, `X vowed to VERB`, `X: CLAUSE`.
"""

from dataclasses import dataclass, replace

from claims.cues import Verb, read_lexicon
from claims.model import Span
from claims.phrases import (
    ADVERBS,
    AUXILIARIES,
    CONTRACTED,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    is_adverb,
    phrase_after,
    phrase_before,
)
from claims.units import QUOTE, Units

_CIRCUMSTANCE = frozenset("in at during on of about via through after before by with".split())
_BREAKS = frozenset({",", ";", ":", "—", "–", "--", "-"})
_FINITE_SAY = frozenset({"past", "s", "base"})
_INVERTED = frozenset("say write add ask reply tweet explain recall note warn".split())
_QUESTION_WORDS = frozenset("whether if how why what who where when which".split())


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution as unit ranges turned into text spans; `rule` names the pattern that read it."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span
    rule: str
    direct: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb group in the text: units `start..end`, the verb itself at `verb`."""

    start: int
    end: int
    verb: int
    entry: Verb
    passive: bool = False
    frames: frozenset[str] = frozenset()


def find_relations(units: Units) -> list[Relation]:
    """Return the attributions that the rules read, in order of their cues; nested ones included."""
    found: list[Relation] = []
    for sentence in range(len(units.first) - 1):
        start, end = units.bounds(sentence)
        found.extend(_relations_in(units, sentence, start, end))
    return found


def _relations_in(units: Units, sentence: int, start: int, end: int) -> list[Relation]:
    """Return one sentence's attributions."""
    found: list[Relation] = []
    headline = _headline(units, start, end)
    if headline:
        found.append(headline)
    for at in range(start, end):
        according = _according(units, at, start, end)
        if according:
            found.append(according)
            continue
        entry = read_lexicon().verbs.get(units.low[at])
        if entry is None or _is_noun(units, at, start):
            continue
        cue = _group(units, at, entry, start, end)
        relation = cue and _read_cue(units, cue, start, end)
        if relation:
            found.append(relation)
    return found


# ---- the verb group


def _is_noun(units: Units, at: int, floor: int) -> bool:
    """Tell whether a word that could be a verb is a noun or an adjective here: "the report", "his claims"."""
    entry = read_lexicon().verbs[units.low[at]]
    if at == floor:
        return entry.form in {"base", "s", "past"} and not units.is_quote(at - 1)
    before = units.low[at - 1]
    if entry.form in {"base", "s"}:
        if before in {
            "the",
            "a",
            "an",
            "his",
            "her",
            "its",
            "their",
            "our",
            "my",
            "your",
            "'s",
            "this",
            "these",
            "those",
            "of",
            "no",
            "any",
            "for",
            "with",
            "in",
            "by",
            "new",
            "into",
            "on",
            "from",
            "such",
        }:
            return True
        return (
            before.endswith(("ed", "al", "ive", "ful", "ous"))
            and before not in {"said"}
            and not units.is_capital(at - 1)
        )
    if entry.form in {"past", "participle"} and units.low[at] != "said":
        return before in {"the", "a", "an", "his", "her", "its", "their"} or (before in {"as", "of"})
    return False


def _group(units: Units, at: int, entry: Verb, floor: int, ceiling: int) -> _Cue | None:
    """Return the verb with its auxiliaries and adverbs before and its particle behind."""
    start = at
    while start > floor and (
        units.low[start - 1] in AUXILIARIES
        or units.low[start - 1] in CONTRACTED
        or units.low[start - 1] in {"not", "to"}
        or (is_adverb(units, start - 1) and units.low[start - 1] not in DAYS)
    ):
        start -= 1
    while (
        start < at
        and units.low[start] in {"instead", "then", "later", "both", "all", "just", "even"}
        and start == floor
    ):
        start += 1
    words = units.low[start:at]
    passive = (
        entry.form in {"past", "participle"}
        and any(word in {"is", "are", "was", "were", "be", "been", "being", "'s", "'re"} for word in words)
        and "have" not in words
    )
    if passive and "'s" in words and not {"was", "were", "is", "are"} & set(words):
        passive = False
    end = at + 1
    frames = set(entry.frames)
    if end < ceiling and units.low[end] in entry.particles:
        end += 1
        frames = {"phrasal", "say"} if units.low[at + 1] == "out" else {"phrasal"}
    else:
        frames.discard("phrasal")
    return _Cue(start, end, at, entry, passive, frozenset(frames)) if frames else None


# ---- reading what stands around it


def _read_cue(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """Return the attribution of one cue, by the first pattern that fits."""
    for pattern in (_inverted, _trailing, _told, _said_quote, _said_that, _wants_to, _judges):
        relation = pattern(units, cue, floor, ceiling)
        if relation:
            return relation
    return None


def _inverted(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`QUOTE, said X` and `CLAUSE, said X`."""
    if not {"say", "ask"} & cue.frames or cue.passive or cue.start != cue.verb or cue.end >= ceiling:
        return None
    if cue.entry.form not in {"past", "s"}:
        return None
    before = cue.start - 1
    after_quote = units.is_quote(before) or (
        before > floor and units.low[before] in {",", "—", "–"} and units.is_quote(before - 1)
    )
    after_clause = before > floor + 1 and units.low[before] == "," and cue.entry.lemma in _INVERTED
    if not (after_quote or after_clause) or not _starts_speaker(units, cue.end):
        return None
    speaker = phrase_after(units, cue.end, ceiling)
    if speaker is None:
        return None
    if not after_quote and any(
        read_lexicon().verbs.get(word) for word in units.low[floor : before - 1] if word in {"said", "says"}
    ):
        return None
    parts = _left_content(units, before, floor)
    if not parts:
        return None
    parts += _right_content(units, speaker[1], ceiling, quoted=units.is_quote(parts[-1][1] - 1))
    return _relation(units, parts, speaker, (cue.start, cue.end), "inverted")


def _starts_speaker(units: Units, at: int) -> bool:
    low = units.low[at]
    return (
        units.is_capital(at)
        or low in DETERMINERS
        or low in {"he", "she", "they", "i", "we"}
        or (
            units.is_word(at)
            and low not in SUBORDINATORS | PREPOSITIONS | AUXILIARIES | ADVERBS | DAYS | PRONOUNS
            and not low.endswith("ing")
        )
    )


def _trailing(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`QUOTE, X said`, `CLAUSE, X said` and both going on behind it."""
    if not {"say", "ask", "tell"} & cue.frames or cue.passive or cue.entry.form == "ing":
        return None
    speaker = phrase_before(units, cue.start, floor)
    if speaker is None:
        return None
    before = speaker[0] - 1
    quote_left = units.is_quote(before) or (
        before >= floor and units.low[before] in _BREAKS and units.is_quote(before - 1)
    )
    rest = _after_adverbials(units, cue.end, ceiling, told="tell" in cue.frames)
    closes = rest >= ceiling or units.low[rest] in {".", ",", ";", "—", "–", "--", "!", "?", ")"}
    opens_quote = rest + 1 < ceiling and units.low[rest] in {",", ":"} and units.is_quote(rest + 1)
    if quote_left and (closes or _only_circumstances(units, cue.end, ceiling)):
        if before < floor or (units.is_quote(before) and before < floor):
            before_ok = units.is_quote(before)
            if not before_ok:
                return None
    elif not (closes and before > floor and units.low[before] in {",", "—", "–"}):
        return None
    if not quote_left and (opens_quote and not _continues(units, floor, before)):
        return None
    parts = _left_content(units, before, floor)
    if not parts:
        return None
    parts += _right_content(units, cue.end, ceiling, quoted=quote_left)
    return _relation(units, parts, speaker, (cue.start, cue.end), "trailing")


def _continues(units: Units, floor: int, before: int) -> bool:
    """Tell whether the words before a speaker are a part of what he says: "Instead, she said, “...”"."""
    first = units.low[floor]
    return not (
        first in PREPOSITIONS
        or first in SUBORDINATORS
        or first in {"and", "or", "however", "meanwhile", "still", "also", "later", "earlier"}
        or first in DAYS
    )


def _only_circumstances(units: Units, at: int, ceiling: int) -> bool:
    """Tell whether only a place, time or addressee follows until the sentence ends or a quotation starts."""
    low = units.low[at] if at < ceiling else "."
    return (
        low in PREPOSITIONS
        or low in DAYS
        or low in {"when", "as", "while", "before", "after", "last", "this", "earlier", "of"}
        or is_adverb(units, at)
    )


def _left_content(units: Units, before: int, floor: int) -> list[tuple[int, int]]:
    """Return the unit range of what is said left of a speaker, from the sentence's start (or its quotation)."""
    end = before + 1
    while end > floor and units.low[end - 1] in _BREAKS:
        end -= 1
    if end <= floor:
        return [(end - 1, end)] if units.is_quote(end - 1) and end else []
    start = floor
    if units.is_quote(end - 1):
        start = end - 1
        if _said_before(units, floor, start):
            return [(start, end)]
        start = floor if start - floor <= 12 else start
    return [(start, end)]


def _said_before(units: Units, floor: int, end: int) -> bool:
    """Tell whether a cue already stands between the sentence's start and a quotation."""
    return any(word in read_lexicon().verbs for word in units.low[floor:end])


def _right_content(units: Units, at: int, ceiling: int, *, quoted: bool) -> list[tuple[int, int]]:
    """Return what goes on behind the speaker: the quotations that follow, or the rest of the clause."""
    if not quoted:
        if (
            at + 1 < ceiling
            and units.low[at] == ","
            and not units.low[at + 1] in {"adding", "noting", "citing", "and", "but", "who", "referring", "according"}
        ):
            end = _clause_end(units, at + 1, ceiling)
            return [(at + 1, end)] if end - at > 3 else []
        return []
    while at < ceiling and not units.is_quote(at):
        at += 1
    if at < ceiling:
        return [(at, _with_quotes(units, at))] if units.low[at - 1] in {",", ":", "—", "–"} or at - 1 < 0 else []
    return _next_quotes(units, ceiling)


def _next_quotes(units: Units, ceiling: int) -> list[tuple[int, int]]:
    """Return the quotations that open the next sentence of the same paragraph and are all of it."""
    if ceiling >= len(units) or not units.is_quote(ceiling):
        return []
    sentence = units.sentence[ceiling]
    if units.paragraph[sentence] != units.paragraph[sentence - 1]:
        return []
    start, end = units.bounds(sentence)
    return [(start, start + 1)] if end - start <= 2 else []


def _with_quotes(units: Units, at: int) -> int:
    return at + 1


def _told(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`X told Y (that) CLAUSE` and `X told Y: QUOTE`."""
    if (
        not {"tell", "urge"} & cue.frames
        or "say" in cue.frames
        and cue.end < ceiling
        and units.low[cue.end] in {"that", ",", ":"}
    ):
        return None
    at = cue.end
    limit = min(ceiling, at + 14)
    if cue.passive:
        speaker = None
    else:
        speaker = _subject(units, cue, floor)
    while at < limit:
        low = units.low[at]
        if (
            low in {"that", ":"}
            or low == QUOTE
            or low in _QUESTION_WORDS
            or (low == "to" and ({"urge"} & cue.frames or cue.entry.lemma == "tell"))
        ):
            break
        if low == "," and at + 1 < ceiling and (units.is_quote(at + 1) or units.low[at + 1] == "that"):
            break
        if low in {".", ";"}:
            return None
        if at > cue.end and (low in PRONOUNS or low in {"there"}) and units.low[at - 1] not in PREPOSITIONS:
            break
        at += 1
    else:
        return None
    if at >= ceiling:
        return None
    while at < ceiling and units.low[at] in {",", ":"}:
        at += 1
    return _forward(units, cue, speaker, at, ceiling, "told", floor)


def _said_quote(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`X said, QUOTE`, `X said: QUOTE` and `X said QUOTE`."""
    if not {"say", "ask", "tell", "judge", "phrasal"} & cue.frames:
        return None
    at = _after_adverbials(units, cue.end, ceiling, told=False)
    if at < ceiling and units.low[at] in {",", ":"}:
        at += 1
    if at >= ceiling:
        at = _colon_quote(units, at)
        if at < 0:
            return None
        return _forward(units, cue, _subject(units, cue, floor), at, at + 1, "colon", floor)
    if not units.is_quote(at):
        return None
    return _forward(units, cue, _subject(units, cue, floor), at, ceiling, "said_quote", floor)


def _colon_quote(units: Units, ceiling: int) -> int:
    """Return the quotation that a closing colon announces in the next paragraph, or -1."""
    if ceiling < len(units) and units.low[ceiling - 1] == ":" and units.is_quote(ceiling):
        return ceiling
    return -1


def _said_that(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`X said that CLAUSE` and `X said CLAUSE`; `it was reported that CLAUSE`; `X asked whether CLAUSE`."""
    frames = cue.frames
    at = _after_adverbials(units, cue.end, ceiling, told=False)
    if at >= ceiling:
        return None
    low = units.low[at]
    if low == "," and at + 1 < ceiling and units.low[at + 1] in {"that"}:
        at, low = at + 1, "that"
    if low == ":" and at + 1 < ceiling and "say" in frames:
        return _forward(units, cue, _subject(units, cue, floor), at + 1, ceiling, "said_that", floor)
    if low == "that" and frames & {"say", "judge", "phrasal"}:
        pass
    elif low in _QUESTION_WORDS and frames & {"ask", "say", "phrasal"}:
        pass
    elif (
        "say" in frames
        and (units.is_word(at) or low in {"$", "£", "€", "#"})
        and low not in {"to", "of", "by", "and", "or", "as", "than"}
    ):
        if not _takes_bare_clause(units, cue, at, ceiling):
            return None
    elif "seem" in frames and low == "to":
        pass
    else:
        return None
    speaker = None if cue.passive else _subject(units, cue, floor)
    if speaker is None and not cue.passive and cue.entry.form not in {"ing"}:
        return None
    return _forward(units, cue, speaker, at, ceiling, "said_that", floor)


def _takes_bare_clause(units: Units, cue: _Cue, at: int, ceiling: int) -> bool:
    """Tell whether a clause without "that" follows: a subject and then a finite verb."""
    if cue.passive or at - cue.end > 4:
        return False
    if cue.entry.lemma == "say":
        return True
    for word in range(at, min(at + 12, ceiling)):
        low = units.low[word]
        if low in {".", ";", ":"}:
            return False
        if low in AUXILIARIES - {"'s", "to", "being", "been", "be", "having"}:
            return True
    return False


def _wants_to(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`X vowed to VERB`."""
    if "want" not in cue.frames or cue.end >= ceiling or units.low[cue.end] != "to":
        return None
    speaker = None if cue.passive else _subject(units, cue, floor)
    if speaker is None and not cue.passive and cue.entry.form != "ing":
        return None
    return _forward(units, cue, speaker, cue.end, ceiling, "wants_to", floor)


def _judges(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`X praised NOUN`, `X called NOUN “NAME”`, `X called for NOUN`, `NOUN was criticised by X`."""
    if not {"judge", "phrasal"} & cue.frames or cue.end >= ceiling:
        return None
    at = cue.end
    if cue.passive:
        return _judged_by(units, cue, floor, ceiling)
    if not (units.is_word(at) or units.is_quote(at) or units.low[at] in {"$", "£", "€"}) or units.low[
        at
    ] in PREPOSITIONS | {"to", "and", "or"}:
        return None
    speaker = _subject(units, cue, floor)
    if speaker is None and cue.entry.form != "ing":
        return None
    return _forward(units, cue, speaker, at, ceiling, "judges", floor)


def _judged_by(units: Units, cue: _Cue, floor: int, ceiling: int) -> Relation | None:
    """`NOUN was criticised by X`: what stands before the verb is the object."""
    if cue.end >= ceiling or units.low[cue.end] != "by":
        return None
    speaker = phrase_after(units, cue.end + 1, ceiling)
    judged = phrase_before(units, cue.start, floor)
    if speaker is None or judged is None:
        return None
    return _relation(units, [judged], speaker, (cue.start, cue.end + 1), "judged_by")


def _subject(units: Units, cue: _Cue, floor: int) -> tuple[int, int] | None:
    """Return the subject of a cue: right before it, or that of an earlier verb that it is joined to."""
    start = cue.start
    if cue.entry.form == "ing" or units.low[start] == "to":
        return _earlier_subject(units, start, floor)
    before = start - 1
    if before > floor and units.low[before] in {"and", "but", "or"} and units.low[before - 1] not in {"."}:
        return _earlier_subject(units, before, floor)
    return phrase_before(units, start, floor)


def _earlier_subject(units: Units, at: int, floor: int) -> tuple[int, int] | None:
    """Return the subject of the nearest earlier verb of the sentence: "X smiled and said", "X left, adding"."""
    end = at
    while end > floor:
        end -= 1
        low = units.low[end]
        if low in PRONOUNS and low not in RELATIVE_WHICH:
            return end, end + 1
        entry = read_lexicon().verbs.get(low)
        if entry and entry.form in {"past", "s"} and not _is_noun(units, end, floor):
            cue = _group(units, end, entry, floor, at)
            if cue:
                return _subject(units, cue, floor)
    return _leading_subject(units, floor, at)


RELATIVE_WHICH = frozenset({"which", "it", "one"})


def _leading_subject(units: Units, floor: int, ceiling: int) -> tuple[int, int] | None:
    """Return the phrase that opens a sentence, when it is a name: the subject by position."""
    at = floor
    while at < ceiling and (
        units.is_capital(at) or units.low[at] in {"'s", "of"} or (at == floor and units.low[at] in DETERMINERS)
    ):
        at += 1
    if at == floor or units.low[floor] in PREPOSITIONS | SUBORDINATORS:
        return None
    if units.low[at - 1] in {"'s", "of"}:
        return None
    return floor, at


def _forward(
    units: Units, cue: _Cue, speaker: tuple[int, int] | None, at: int, ceiling: int, rule: str, floor: int
) -> Relation | None:
    """Return the attribution whose content starts at `at` and runs to the clause's end."""
    end = _clause_end(units, at, ceiling)
    if units.is_quote(at) and end == at + 1:
        rule_parts = [(at, end)]
        more = _following_quotes(units, end, ceiling)
        rule_parts += more
    else:
        rule_parts = [(at, end)]
    if end <= at:
        return None
    return _relation(units, rule_parts, speaker, (cue.start, cue.end), rule)


def _following_quotes(units: Units, end: int, ceiling: int) -> list[tuple[int, int]]:
    """Return the quotation that follows the one just said, when it is a sentence by itself."""
    return _next_quotes(units, ceiling) if end >= ceiling else []


_JOINED = frozenset({"and", "but"})


def _clause_end(units: Units, at: int, ceiling: int) -> int:
    """Return the unit behind a clause: the sentence's end, or where another cue of the same speaker starts."""
    end = at
    verbs = read_lexicon().verbs
    while end < ceiling:
        low = units.low[end]
        after = units.low[end + 1] if end + 1 < ceiling else ""
        if low == "," and (after == "according" or (after in verbs and verbs[after].form == "ing")):
            break
        if low in _JOINED and end > at and _same_speaker_goes_on(units, end + 1, ceiling):
            break
        if units.is_quote(end) and end + 1 < ceiling and low == QUOTE and _closes_clause(units, end):
            end += 1
            break
        end += 1
    while end > at and units.low[end - 1] in {".", ",", ";", "—", "–", "--", ":"}:
        end -= 1
    return end


def _same_speaker_goes_on(units: Units, at: int, ceiling: int) -> bool:
    """Tell whether a verb of saying follows "and" at once: "... and added that"."""
    while at < ceiling and (units.low[at] in ADVERBS or units.low[at].endswith("ly")):
        at += 1
    entry = read_lexicon().verbs.get(units.low[at]) if at < ceiling else None
    return bool(entry and entry.form == "past" and {"say", "tell", "judge"} & entry.frames)


def _closes_clause(units: Units, at: int) -> bool:
    """Tell whether a quotation ends with a comma or stop of its own, so that the clause ends with it."""
    inner = units.text[units.start[at] : units.end[at]].rstrip("”\"'’»`")
    return inner.endswith((",", ".", "!", "?"))


def _after_adverbials(units: Units, at: int, ceiling: int, *, told: bool) -> int:
    """Skip times and places behind a cue: "on Tuesday", "in a statement", "to reporters"."""
    while at < ceiling:
        low = units.low[at]
        if low in DAYS or (low.endswith("ly") and low not in {"only", "family", "italy"} and not units.is_capital(at)):
            at += 1
        elif (
            low in {"on", "late", "early", "last", "this", "earlier", "later"}
            and at + 1 < ceiling
            and units.low[at + 1]
            in DAYS
            | {"week", "month", "year", "late", "early", "morning", "afternoon", "evening", "night", "on", "this"}
        ):
            at += 2
        elif (
            low in _CIRCUMSTANCE
            or told
            or (low == "to" and at + 1 < ceiling and units.low[at + 1] in DETERMINERS | {"reporters", "journalists"})
        ):
            stop = _circumstance_end(units, at, ceiling)
            if stop is None:
                return at
            at = stop
            told = False
        else:
            break
    return at


def _circumstance_end(units: Units, at: int, ceiling: int) -> int | None:
    """Return where a circumstance ends when "that", a quotation or the sentence's end follows it soon."""
    for stop in range(at, min(at + 14, ceiling)):
        low = units.low[stop]
        if low == "that" and stop > at + 1:
            return stop
        if low in {",", ":"} and stop + 1 < ceiling and (units.is_quote(stop + 1) or units.low[stop + 1] == "that"):
            return stop
        if low in {".", ";"} or (low == ":" and stop + 1 >= ceiling):
            return stop
        if low == QUOTE:
            return None
    return ceiling if ceiling - at < 14 else None


# ---- other patterns


def _according(units: Units, at: int, floor: int, ceiling: int) -> Relation | None:
    """`According to X, CLAUSE` and `CLAUSE, according to X`."""
    for phrase in read_lexicon().according:
        if tuple(units.low[at : at + len(phrase)]) == phrase:
            break
    else:
        return None
    behind = at + len(phrase)
    speaker = phrase_after(units, behind, ceiling)
    if speaker is None:
        return None
    cue = (at, behind)
    if at - floor <= 1:
        if speaker[1] < ceiling and units.low[speaker[1]] == ",":
            end = _clause_end(units, speaker[1] + 1, ceiling)
            return _relation(units, [(speaker[1] + 1, end)], speaker, cue, "according")
        return None
    parts = _left_content(units, at - 1, floor)
    if speaker[1] + 2 < ceiling and units.low[speaker[1]] == ",":
        end = _clause_end(units, speaker[1] + 1, ceiling)
        if end - speaker[1] > 4:
            parts.append((speaker[1] + 1, end))
    return _relation(units, parts, speaker, cue, "according")


def _headline(units: Units, start: int, end: int) -> Relation | None:
    """`X: CLAUSE`, X being a name of at most five words that opens the paragraph."""
    for at in range(start + 1, min(start + 6, end - 2)):
        if units.low[at] == ":":
            names = [units.is_capital(unit) for unit in range(start, at)]
            if not all(names) or units.low[start] in DAYS | {
                "read",
                "watch",
                "more",
                "related",
                "updated",
                "editor",
                "photo",
            }:
                return None
            if units.low[start] in read_lexicon().verbs or any(
                low in read_lexicon().verbs for low in units.low[start:at]
            ):
                return None
            stop = end
            while stop > at + 1 and units.low[stop - 1] == ".":
                stop -= 1
            if not units.is_quote(at + 1) and not units.is_capital(at + 1):
                return None
            return _relation(units, [(at + 1, stop)], (start, at), (at, at + 1), "headline")
        if not units.is_word(at):
            return None
    return None


def _relation(
    units: Units,
    parts: list[tuple[int, int]],
    speaker: tuple[int, int] | None,
    cue: tuple[int, int],
    rule: str,
) -> Relation | None:
    """Return the text spans of a relation; None when nothing is left of its content."""
    content = tuple(Span(units.start[start], units.end[end - 1]) for start, end in parts if end > start)
    if not content:
        return None
    source = Span(units.start[speaker[0]], units.end[speaker[1] - 1]) if speaker else None
    direct = all(units.is_quote(start) and end == start + 1 for start, end in parts)
    return Relation(content, source, Span(units.start[cue[0]], units.end[cue[1] - 1]), rule, direct)


def drop_part(relation: Relation, part: Span) -> Relation:
    """Return the relation without one part of its content."""
    return replace(relation, content=tuple(span for span in relation.content if span != part))
