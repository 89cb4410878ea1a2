"""Says in at most eight words what a figure counts or measures, so that it can be read without its sentence; else nothing.

It is the counted noun phrase with what completes it, else what the unit is of, else the subject that the verb gives the
number to. What is no whole noun phrase of the figure's own clause is left out.
"""

from functools import cache

from claims.spans.numbers.senses import Settled
from claims.spans.units import HYPHENS
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import is_person, is_plural, words
from claims.text.phrases import (
    MARKS,
    end_of_phrase,
    is_empty,
    is_word,
    name_before,
    start_of_governor,
    start_of_phrase,
)
from claims.text.tokens import Tokens
from schemas.vocabulary import Kind

_LIMIT = 8
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "st"))
_PREPOSITIONS_IN_ING = frozenset(
    ("barring", "concerning", "considering", "excluding", "following", "including", "involving", "pending", "regarding")
)
_WAY = 16  # tokens between a verb and the number that it gives
_ARTICLES = frozenset(("the", "a", "an", "its", "his", "her", "their", "our", "my", "these", "those", "all"))


def measured_of(tokens: Tokens, settled: Settled, kind: Kind) -> str | None:
    """Return the noun phrase that a figure is about; None where the clause tells none for sure."""
    phrase = _phrase_of(tokens, settled, kind)
    return phrase if phrase and is_whole(phrase) else None


def is_whole(phrase: str) -> bool:
    """Tell whether a phrase ends and begins with whole words: no mark, no title without its name, no lone participle."""
    *rest, last = phrase.split()
    cut = not phrase[0].isalnum() or not last[-1].isalnum() or last.lower() in _TITLES
    return not cut and not (not rest and last in _PREPOSITIONS_IN_ING)


def _phrase_of(tokens: Tokens, settled: Settled, kind: Kind) -> str | None:
    quantity, noun = settled.quantity, settled.sense.noun
    if _is_hyphen(tokens, quantity.first - 1) and tokens.name(quantity.first - 2) == "word":
        return None
    if kind == "age":
        return _of_age(tokens, quantity.first, quantity.last)
    if kind == "score":
        return _subject(tokens, quantity.first)
    if noun is None:
        of_unit = _object(tokens, quantity.first, quantity.last, kind) or _governor(tokens, quantity.first)
        return of_unit or _subject(tokens, quantity.first)
    if not noun.near:
        return _carried(tokens, settled)
    plural = (quantity.low is not None and quantity.low <= 1) or is_plural(tokens.at(noun.last - 1))
    sure = plural or kind not in ("count", "people")  # not "22 open on Sundays"
    return _counted(tokens, noun.first, noun.last) if sure else None


def _counted(tokens: Tokens, first: int, last: int) -> str | None:
    """Return a counted noun with its prepositional phrases: "citizens abducted by pirates", "half of the harvest"."""
    if _is_hyphen(tokens, first - 1):
        return None
    while first < last and (tokens.at(first) in _ARTICLES or tokens.at(first) in ("of", "less", "fewer")):
        first += 1
    if (
        first == last
        or not tokens.words[first][0].isalnum()
        or is_empty(tokens.at(last - 1))
        or tokens.at(last - 1).endswith("ed")
    ):
        return None
    return _joined(tokens, first, _with_tail(tokens, first, last))


def _with_tail(tokens: Tokens, first: int, last: int) -> int:
    """Return where the phrases that complete a noun end, as many as are whole within the limit."""
    while (end := _end_of_tail(tokens, last)) > last and _words(tokens, first, end) <= _LIMIT:
        last = end
    return last


def _end_of_tail(tokens: Tokens, i: int) -> int:
    """Return where "in the town" or "abducted by pirates" ends; i where neither begins."""
    participle = tokens.at(i).endswith("ed") or tokens.at(i) in word_list("tail_starts")
    k = i + 1 if participle and tokens.at(i + 1) == "by" else i
    if k == i and tokens.at(i) not in words("measured", "completing"):
        return i
    end = end_of_phrase(tokens, k + 1)
    return end if end > k + 1 else i


def _of_age(tokens: Tokens, first: int, last: int) -> str | None:
    """Return whose age it is: "a 42-year-old driver of the tram", "Ana Duarte, 30,", "boys aged 12"."""
    old = next((i for i in range(first, min(first + 6, len(tokens))) if tokens.at(i) == "old"), -1)
    if old >= 0 and any(_is_hyphen(tokens, i) for i in range(first, old)):
        return _whole(tokens, old + 1)
    i = first - 1
    while i > 0 and tokens.at(i) in (",", "(", "aged", "age", "is", "was"):
        i -= 1
    if i == first - 1 or (tokens.word(i + 1) in MARKS and tokens.word(last) not in MARKS):
        return None
    start = name_before(tokens, i + 1)
    return _joined(tokens, start, i + 1) if start <= i else None


def _carried(tokens: Tokens, settled: Settled) -> str | None:
    """Return a noun that an earlier figure counts, with what this one says of its own part: "citizens killed"."""
    noun, quantity = settled.sense.noun, settled.quantity
    assert noun is not None
    head = _joined(tokens, noun.first + (tokens.at(noun.first) == "of"), noun.last)
    if head is None or is_empty(tokens.at(noun.last - 1)):
        return None
    for i in range(quantity.last, min(len(tokens), quantity.last + 6)):
        if tokens.at(i) in words("persons", "predicates"):
            return f"{head} {tokens.words[i]}" if len(head.split()) < _LIMIT else head
        if tokens.words[i] in MARKS:
            break
    return head


def _qualifies(tokens: Tokens, first: int, word: str) -> bool:
    """Tell one word that says how or what for, not of what: "spent $300 dining", "is 83% white"; not "a 15% rise"."""
    determined = tokens.at(first - 1) in _ARTICLES or tokens.at(first - 2) in _ARTICLES
    return word.endswith("ing") or not (determined or is_plural(word.lower()) or word[0].isupper())


def _object(tokens: Tokens, first: int, i: int, kind: Kind) -> str | None:
    """Return what the unit is of: "investment package for the islands", "of the vote", "in cash"."""
    i += tokens.word(i) == ")"  # "half (48%) of adults"
    if tokens.at(i) == "of" or (kind == "money" and tokens.at(i) in ("in", "for") and tokens.word(i + 1).islower()):
        return _whole(tokens, i + 1)
    adjective = _is_hyphen(tokens, i - 2)
    if kind in ("count", "people") or (kind == "duration" and not adjective):
        return None
    if not is_word(tokens, i) or tokens.words[i][0].isupper() or tokens.at(i) in words("measured", "no_object"):
        return None
    found = _whole(tokens, i)
    if found and " " not in found and kind in ("money", "percent") and _qualifies(tokens, first, found):
        return None
    closed = tokens.word(i + 1) in MARKS or tokens.at(i + 1) in words("measured", "completing")
    verb = not (adjective or closed) and found and " " not in found and found.endswith("s")  # "$5 seems little"
    degree = kind == "measure" and tokens.at(i).endswith("er")  # "4 degrees warmer"
    return None if verb or degree else found


def _is_hyphen(tokens: Tokens, i: int) -> bool:
    return bool(tokens.word(i)) and tokens.word(i) in HYPHENS and tokens.glued(i) and tokens.glued(i + 1)


def _whole(tokens: Tokens, i: int) -> str | None:
    """Return the noun phrase that begins at a token, with its tail and without its article."""
    end = end_of_phrase(tokens, i)
    if end == i:
        return None
    first = i + (tokens.at(i) in _ARTICLES)
    return _joined(tokens, first, _with_tail(tokens, first, end))


def _governor(tokens: Tokens, number: int) -> str | None:
    """Return the noun that has the number: "a population of 40,000", "Payload: 5 kg", "raised its price by 4 percent"."""
    i = number - 1
    while i > 0 and (tokens.at(i) in words("measured", "hedging") or tokens.at(i).endswith("ly")):
        i -= 1
    if tokens.word(i) == ":" and i == number - 1:
        return _label(tokens, i)
    if tokens.at(i) in ("of", "worth"):
        start = start_of_governor(tokens, i)
        return _joined(tokens, start, i) if start < i and not is_person(tokens.at(i - 1)) else None
    if tokens.at(i) not in ("by", "to", "from"):
        return None
    start = start_of_governor(tokens, i)
    verb = start - 1 - (tokens.at(start - 1) in _ARTICLES)
    return _joined(tokens, start, i) if start < i and _is_change(tokens.at(verb)) else None


def _label(tokens: Tokens, colon: int) -> str | None:
    """Return the words in front of a colon back to the mark or line before them, where they are few: "Payload to orbit:"."""
    start = colon
    while (
        start > 0
        and tokens.word(start - 1) not in MARKS
        and tokens.name(start - 1) != "break"
        and colon - start < _LIMIT
    ):
        start -= 1
    short = tokens.name(start) == "word" and colon - start < _LIMIT // 2 + 1
    return _joined(tokens, start, colon) if short and not is_empty(tokens.at(colon - 1)) else None


@cache
def _is_change(word: str) -> bool:
    change = read_lexicon("modifiers")["change"]
    return word in change["up"] or word in change["down"] or word in change["transitive"]


def _subject(tokens: Tokens, number: int) -> str | None:
    """Return the subject of the verb that gives the number: "unemployment fell to 4%", "the harvest was worth $5m"."""
    verb = _verb_before(tokens, number)
    while verb > 0 and (
        (_is_giving(tokens, verb - 1) and tokens.at(verb - 1) != "worth")
        or tokens.at(verb - 1) in word_list("aux")
        or tokens.at(verb - 1).endswith("ly")
    ):
        verb -= 1
    if verb <= 0:
        return None
    start = start_of_phrase(tokens, verb, _LIMIT)
    cut = _is_hyphen(tokens, start - 1)  # "the 10-year yields"
    return _joined(tokens, start, verb) if start < verb and not cut else None


def _verb_before(tokens: Tokens, number: int) -> int:
    """Return the token of the verb that gives a number; -1 where other words stand between."""
    for i in range(number - 1, max(-1, number - _WAY), -1):
        if _is_giving(tokens, i):
            return i
        word = tokens.at(i)
        between = word in words("measured", "between") or word in word_list("hedges") or word.endswith("ly")
        if not (between or tokens.name(i) in ("number", "sign")):
            return -1
    return -1


def _is_giving(tokens: Tokens, i: int) -> bool:
    word = tokens.at(i)
    return word in words("measured", "gives") or word in _of_change()


@cache
def _of_change() -> frozenset[str]:
    """Return the verbs of change that give a number to their subject: it rose, it fell; not what somebody raised."""
    change = read_lexicon("modifiers")["change"]
    nouns = frozenset((*change["up_nouns"], *change["down_nouns"]))
    return (
        frozenset((*change["up"], *change["down"]))
        - frozenset(change["transitive"])
        - nouns
        - word_list("ways")
        - _PARTICLES
    )


_PARTICLES = frozenset(("up", "down", "off", "upward", "upwards", "downward", "downwards", "cheaper"))


def _words(tokens: Tokens, first: int, last: int) -> int:
    return len(tokens.slice(first, last).split())


def _joined(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the words of a token range as printed, on one line; None for none or more than eight."""
    printed = " ".join(tokens.slice(first, last).split()).strip(" ,;:.'\"“”‘’")
    return printed if printed and len(printed.split()) <= _LIMIT else None
