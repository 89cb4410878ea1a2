"""Where a noun phrase ends and where one begins, by the closed classes of English alone; nothing where that is not sure."""

from functools import cache

from claims.spans.units import HYPHENS
from claims.text.lexicon import read_lexicon, singular_of, word_list
from claims.text.nouns import is_plural, is_stop, words
from claims.text.tokens import Tokens

MARKS = frozenset(',;:—–()[]“”"‘.?!\n|/•*')
_MOST_PLAIN = 4  # words of a phrase in lower case up to its head
_LEADERS = frozenset(
    ("a", "an", "the", "its", "his", "her", "their", "our", "my", "your", "this", "that", "these", "those", "all")
)


def end_of_phrase(tokens: Tokens, i: int) -> int:
    """Return the token behind the noun phrase that begins at token i; i itself where none surely does."""
    start = i + (tokens.at(i) in _LEADERS)
    if not is_word(tokens, start):
        return i
    end = _end_of_name(tokens, start) if tokens.words[start][0].isupper() else _end_of_plain(tokens, start)
    return end if end > start and not is_empty(tokens.at(end - 1)) else i


def is_word(tokens: Tokens, i: int) -> bool:
    """Tell whether a word of a noun phrase stands at a token: no mark, number, verb or closed-class word."""
    word = tokens.at(i)
    if tokens.name(i) != "word" or not word[:1].isalpha() or word in word_list("aux") or word in word_list("links"):
        return False
    return not is_stop(word) and word not in _changes()


@cache
def is_empty(word: str) -> bool:
    """Tell whether a word in lower case can be no head of what is measured: a time, a pronoun, an adverb, a verb form."""
    plain = singular_of(word)
    return (
        word in words("measured", "empty")
        or plain in words("measured", "empty")
        or is_stop(word)
        or word.endswith("ly")
    )


@cache
def _changes() -> frozenset[str]:
    """Return the verbs of change in the forms that are no nouns."""
    change = read_lexicon("modifiers")["change"]
    nouns = {*change["up_nouns"], *change["down_nouns"]}
    nouns |= {f"{noun}s" for noun in nouns}
    return frozenset(word for way in ("up", "down") for word in change[way] if word not in nouns)


def name_before(tokens: Tokens, end: int) -> int:
    """Return the first token of the name that ends before `end`; `end` where no name does."""
    i = end
    while i > 0 and (
        (tokens.name(i - 1) == "word" and tokens.words[i - 1][0].isupper() and not is_stop(tokens.at(i - 1)))
        or (i < end and _holds_together(tokens, i - 1))
    ):
        i -= 1
    return i if i < end and tokens.words[i][0].isupper() else end


def is_initial(tokens: Tokens, i: int) -> bool:
    """Tell the letter of an initial or of letters with stops: "E. Meyer", "U.S."."""
    return len(tokens.word(i)) == 1 and tokens.word(i).isupper() and tokens.glued(i + 1)


def _end_of_name(tokens: Tokens, start: int) -> int:
    """Return where a name ends, with the one word behind it that heads it: "the Acme plant"; `start` where that is open."""
    i = start
    while (is_word(tokens, i) and tokens.words[i][0].isupper()) or _holds_together(tokens, i):
        i += 1
    if not is_word(tokens, i):
        return i
    plural = _end_of_plain(tokens, i)
    if plural > i and is_plural(tokens.at(plural - 1)):
        return plural
    heads = tokens.at(start - 1) in _LEADERS and _bounded(tokens, i + 1) and not tokens.at(i).endswith(("ed", "ing"))
    return i + 1 if heads else start


def _holds_together(tokens: Tokens, i: int) -> bool:
    """Tell an owner's ending, a hyphen, an ampersand or the stop of an initial inside a phrase from the end of it."""
    if tokens.name(i) == "owner":
        return is_word(tokens, i + 1)
    if tokens.word(i) == ".":
        return is_initial(tokens, i - 1) and (tokens.name(i + 1) == "word" or tokens.glued(i + 1))
    hyphen = tokens.word(i) in HYPHENS and bool(tokens.word(i)) and tokens.glued(i) and tokens.glued(i + 1)
    return (hyphen or tokens.word(i) == "&") and tokens.name(i + 1) in ("word", "number")


def _end_of_plain(tokens: Tokens, start: int) -> int:
    """Return where a phrase in lower case ends: behind its plural head, or before the next closed-class word."""
    i = start
    while i - start < 2 * _MOST_PLAIN and (is_word(tokens, i) or (i > start and _holds_together(tokens, i))):
        if i > start and _is_past(tokens, i):
            return i
        i += 1
        head = tokens.name(i - 1) == "word" and is_plural(tokens.at(i - 1)) and not _holds_together(tokens, i)
        if head and not (is_word(tokens, i) and is_plural(tokens.at(i))):
            return i
    sure = _bounded(tokens, i) and i - start <= _MOST_PLAIN and not tokens.at(i - 1).endswith("ed")
    return i if sure else start


def _is_past(tokens: Tokens, i: int) -> bool:
    """Tell a participle or past verb by its ending."""
    return len(tokens.words[i]) > _SHORT and tokens.words[i].endswith("ed")


_SHORT = 4  # "seed" and "need" are none


def _bounded(tokens: Tokens, i: int) -> bool:
    """Tell whether a phrase must end before a token, whatever it held."""
    return not tokens.word(i) or tokens.word(i) in MARKS or (tokens.name(i) == "word" and not is_word(tokens, i))


def start_of_phrase(tokens: Tokens, end: int, most: int) -> int:
    """Return the first token of the noun phrase that ends before `end`, its articles left out; `end` where none is sure.

    It may hold one or more "of", "in" and "for" between nouns, and at most `most` words.
    """
    i = end
    while i > 0 and end - i <= 2 * most and (_inside(tokens, i - 1) or _joins(tokens, i - 1, end)):
        i -= 1
    while i < end and (tokens.at(i) in _LEADERS or not tokens.words[i][0].isalnum() or tokens.name(i) == "owner"):
        i += 1
    whole = end - i <= most and _opens(tokens, i)
    return i if whole and i < end and is_word(tokens, i) and not is_empty(tokens.at(end - 1)) else end


def _inside(tokens: Tokens, i: int) -> bool:
    """Tell a word that may stand inside a noun phrase; a past verb may be its own clause's, so it is none."""
    if tokens.name(i) == "owner" or tokens.at(i) in _LEADERS:
        return True
    if _holds_together(tokens, i):
        return True
    return is_word(tokens, i) and (not _is_past(tokens, i) or tokens.at(i - 1) in _LEADERS or tokens.at(i - 1) == "of")


def _joins(tokens: Tokens, i: int, end: int) -> bool:
    """Tell the preposition between two nouns of one phrase: "prices of homes in cities"."""
    return (
        i > 0
        and i + 1 < end
        and tokens.at(i) in ("of", "in", "for")
        and _inside(tokens, i - 1)
        and is_word(tokens, i - 1)
    )


def _opens(tokens: Tokens, i: int) -> bool:
    """Tell whether a phrase can begin at a token: not behind a preposition, of whose own phrase it would be the tail."""
    while i > 0 and tokens.at(i - 1) in _LEADERS:
        i -= 1
    before = tokens.at(i - 1)
    return before not in _PREPOSITIONS and tokens.name(i - 1) != "number"


_PREPOSITIONS = frozenset(read_lexicon("closed_classes")["prepositions"]) | {"to"}


def start_of_governor(tokens: Tokens, end: int) -> int:
    """Return the first token of the short noun phrase that ends before `end`, whatever governs it; `end` where none is.

    It begins behind its article, else behind the preposition or mark before it: "a population", "with sales".
    """
    i = end
    while i > 0 and end - i < _MOST_PLAIN and _inside(tokens, i - 1) and tokens.at(i - 1) not in _LEADERS:
        i -= 1
    before = tokens.at(i - 1)
    sure = before in _LEADERS or before in _PREPOSITIONS or not before or tokens.word(i - 1) in MARKS
    return i if sure and i < end and is_word(tokens, i) and not is_empty(tokens.at(end - 1)) else end
