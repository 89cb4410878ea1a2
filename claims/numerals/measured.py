"""Says in at most eight words what a figure counts or measures, so that it can be read without its sentence."""

from claims.numerals.contexts import word_set
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import modifier_book, noun_book
from schemas.vocabulary import Kind

_LIMIT = 8
_TAIL_STARTS = word_set("tail_starts")
_CLAUSE_MARKS = frozenset(',;:—–()"“”.?!')
_DETERMINERS = word_set("determiners")
_AUX = word_set("aux")
_LINKS = word_set("links")


def measured_at(tokens: Tokens, quantity: Quantity, kind: Kind) -> str | None:
    """Return the noun phrase that the figure is about: its noun with what follows, else its object, else the subject."""
    if quantity.carried and quantity.noun_first >= 0:
        return _carried(tokens, quantity)
    if quantity.noun_first >= 0:
        return _joined_words(tokens, quantity.noun_first, _end_of_tail(tokens, quantity.noun_last, quantity.noun_first))
    after = _object(tokens, max(quantity.last, quantity.number_last))
    if after and kind not in ("duration", "age"):
        return after
    return _subject(tokens, quantity.first) or after


def _carried(tokens: Tokens, quantity: Quantity) -> str | None:
    """Join a carried noun with what this figure says of it ("citizens returned")."""
    noun = _joined_words(tokens, quantity.noun_first, quantity.noun_last)
    words: list[str] = []
    i = quantity.last
    while i < len(tokens) and len(words) < 5 and tokens.words[i] not in _CLAUSE_MARKS:
        word = tokens.lower[i]
        if word in ("and", "but", "while"):
            break
        if word not in _AUX and word not in ("of", "whom", "which", "them", "others", "other") and word[0].isalnum():
            words.append(tokens.words[i])
        i += 1
    return " ".join([*(noun or "").split()[: _LIMIT - len(words)], *words]) or None


def _end_of_tail(tokens: Tokens, i: int, first: int) -> int:
    """Return where the words that complete the noun end: a preposition or participle and its noun phrase."""
    limit = min(len(tokens), first + _LIMIT)
    if i >= limit or tokens.at(i) not in _TAIL_STARTS:
        return i
    end = i
    while end < limit and tokens.words[end] not in _CLAUSE_MARKS and tokens.lower[end] not in _AUX | _LINKS:
        end += 1
    while end > i and tokens.at(end - 1) in noun_book().stops:
        end -= 1
    return end


def _object(tokens: Tokens, i: int) -> str | None:
    """Return the noun phrase behind a unit: "investment package for the United States", "of revenue"."""
    if tokens.at(i) in ("of", "in", "for") and tokens.at(i + 1) not in ("", ","):
        i += 1
        i += tokens.at(i) in _DETERMINERS
    elif (
        tokens.at(i) in noun_book().stops
        or tokens.at(i) in _LINKS
        or not tokens.word(i)[:1].isalpha()
        or tokens.at(i) in modifier_book().change
    ):
        return None
    if not tokens.word(i)[:1].isalpha():
        return None
    end, limit = i, min(len(tokens), i + _LIMIT)
    while end < limit and tokens.words[end] not in _CLAUSE_MARKS and tokens.lower[end] not in _AUX | _LINKS:
        end += 1
    while end > i and tokens.at(end - 1) in noun_book().stops:
        end -= 1
    return _joined_words(tokens, i, end)


def _subject(tokens: Tokens, first: int) -> str | None:
    """Return the words that open the clause up to its verb: what rose, cost or measures."""
    start = first
    sentence = tokens.sentence_of[first] if first < len(tokens) else 0
    while (
        start > max(0, first - 40)
        and tokens.words[start - 1] not in _CLAUSE_MARKS
        and tokens.lower[start - 1] not in _LINKS
        and tokens.sentence_of[start - 1] == sentence
    ):
        start -= 1
    while start < first and (tokens.at(start) in _DETERMINERS or not tokens.word(start)[:1].isalnum()):
        start += 1
    end, change = start, modifier_book().change
    while end < first and end - start < _LIMIT:
        word = tokens.lower[end]
        if (
            word in _AUX
            or (word in change and end > start)
            or (word in noun_book().stops and word not in ("of", "the", "in", "for", "on", "at", "a") and end > start)
        ):
            break
        end += 1
    while end > start and tokens.at(end - 1) in noun_book().stops:
        end -= 1
    return _joined_words(tokens, start, end)


def _joined_words(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the words of a token range, at most eight, as printed."""
    if last <= first:
        return None
    words = tokens.slice(first, last).split()[:_LIMIT]
    return " ".join(words).strip(" ,;:.'\"“”") or None
