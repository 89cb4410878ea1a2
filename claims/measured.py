"""Says in at most eight words what a figure counts or measures, so that it can be read without its sentence."""

from claims.spans.numbers.senses import Settled
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import is_stop
from claims.text.tokens import Tokens
from schemas.vocabulary import Kind

_LIMIT = 8
_MARKS = frozenset(',;:—–()"“”.?!\n')


def measured_of(tokens: Tokens, settled: Settled, kind: Kind) -> str | None:
    """Return the noun phrase that the figure is about: its noun with what follows, else its object, else the subject."""
    quantity, noun = settled.quantity, settled.sense.noun
    if noun is not None and not noun.near:
        return _carried(tokens, settled)
    if noun is not None:
        first = noun.first + (tokens.at(noun.first) == "of")
        return _joined(tokens, first, _end_of_tail(tokens, noun.last, first))
    after = _object(tokens, quantity.last)
    if after and kind not in ("duration", "age"):
        return after
    return _subject(tokens, quantity.first) or after


def _stops(tokens: Tokens, i: int) -> bool:
    return tokens.words[i] in _MARKS or tokens.lower[i] in word_list("aux") or tokens.lower[i] in word_list("links")


def _carried(tokens: Tokens, settled: Settled) -> str | None:
    """Join a carried noun with what this figure says of it ("citizens returned")."""
    noun = settled.sense.noun
    assert noun is not None
    head, said = _joined(tokens, noun.first, noun.last) or "", list[str]()
    for i in range(settled.quantity.last, min(len(tokens), settled.quantity.last + 12)):
        word = tokens.lower[i]
        if tokens.words[i] in _MARKS or word in ("and", "but", "while") or len(said) == 5:
            break
        if (
            word not in word_list("aux")
            and word not in ("of", "whom", "which", "them", "others", "other")
            and word[0].isalnum()
        ):
            said.append(tokens.words[i])
    return " ".join([*head.split()[: _LIMIT - len(said)], *said]) or None


def _end_of_tail(tokens: Tokens, i: int, first: int) -> int:
    """Return where the words that complete the noun end: a preposition or participle and its noun phrase."""
    if tokens.at(i) not in word_list("tail_starts"):
        return i
    return _without_stops(tokens, i, _end_of_words(tokens, i, first + _LIMIT))


def _end_of_words(tokens: Tokens, i: int, limit: int) -> int:
    while i < min(limit, len(tokens)) and not _stops(tokens, i):
        i += 1
    return i


def _without_stops(tokens: Tokens, first: int, end: int) -> int:
    while end > first and is_stop(tokens.at(end - 1)):
        end -= 1
    return end


def _object(tokens: Tokens, i: int) -> str | None:
    """Return the noun phrase behind a unit: "investment package for the islands", "of revenue"."""
    if tokens.at(i) in ("of", "in", "for") and tokens.at(i + 1) not in ("", ","):
        i += 1 + (tokens.at(i + 1) in word_list("determiners"))
    elif (
        not tokens.word(i)[:1].isalpha()
        or is_stop(tokens.at(i))
        or tokens.at(i) in word_list("links")
        or _is_change(tokens.at(i))
    ):
        return None
    if not tokens.word(i)[:1].isalpha():
        return None
    return _joined(tokens, i, _without_stops(tokens, i, _end_of_words(tokens, i, i + _LIMIT)))


def _is_change(word: str) -> bool:
    change = read_lexicon("modifiers")["change"]
    return word in change["up"] or word in change["down"]


def _subject(tokens: Tokens, first: int) -> str | None:
    """Return the words that open the clause up to its verb: what rose, cost or measures."""
    start = first
    while (
        start > max(0, first - 40)
        and tokens.words[start - 1] not in _MARKS
        and tokens.lower[start - 1] not in word_list("links")
        and tokens.sentence_of[start - 1] == tokens.sentence_of[first]
    ):
        start -= 1
    while start < first and (tokens.at(start) in word_list("determiners") or not tokens.word(start)[:1].isalnum()):
        start += 1
    end = start
    while end < first and end - start < _LIMIT:
        word = tokens.lower[end]
        verb = word in word_list("aux") or (
            end > start
            and (_is_change(word) or (is_stop(word) and word not in ("of", "the", "in", "for", "on", "at", "a")))
        )
        if verb:
            break
        end += 1
    return _joined(tokens, start, _without_stops(tokens, start, end))


def _joined(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the words of a token range, at most eight, as printed."""
    return " ".join(tokens.slice(first, last).split()[:_LIMIT]).strip(" ,;:.'\"“”") or None
