"""The counted noun phrase behind a number, and whether what is counted are persons."""

from dataclasses import dataclass
from functools import cache

from claims.spans.units import HYPHENS
from claims.text.lexicon import is_plural as plural_by_rule
from claims.text.lexicon import read_lexicon, singular_of, word_list
from claims.text.tokens import Tokens

_QUOTES = frozenset("\"“”‘’'")
_REACH = 9  # words of a counted phrase up to its head
_ARTICLES = frozenset(("the", "its", "his", "her", "their", "our", "my", "your", "these", "those", "all", "such"))
_ENDINGS_OF_ADJECTIVES = (
    "al",
    "ive",
    "ous",
    "ary",
    "ic",
    "ful",
    "less",
    "able",
    "ible",
    "ern",
    "ese",
    "ish",
    "ed",
    "ing",
    "ly",
)


@dataclass(frozen=True, slots=True)
class Noun:
    """Tokens first..last (end exclusive) of a counted phrase, its head in the singular, and whether it means persons."""

    first: int
    last: int
    head: str
    people: bool
    near: bool = True  # behind the number itself, not carried from elsewhere


@cache
def words(lexicon: str, name: str) -> frozenset[str]:
    """Return one list of words of the lexicon."""
    return frozenset(read_lexicon(lexicon)[name])


@cache
def is_plural(word: str) -> bool:
    """Tell whether a word in lower case is a plural noun by its form."""
    if word in words("nouns", "irregular_plurals"):
        return True
    if (
        word in words("nouns", "stops")
        or word.endswith(("ss", "us", "is", "ous"))
        or len(word) < 3
        or (word.endswith("ys") and word[-3] not in "aeou")
    ):
        return False
    return plural_by_rule(word)


def is_stop(word: str) -> bool:
    """Tell whether a noun phrase ends before a word in lower case."""
    return word in words("nouns", "stops") or word.endswith(("n't", "n’t", "'ve", "'ll", "’ve", "’ll", "'re", "’re"))


@cache
def is_person(word: str) -> bool:
    """Tell whether a noun in lower case, of either number, means human beings."""
    single = singular_of(word)
    persons, things = words("persons", "persons"), words("persons", "things")
    if word in persons or single in persons:
        return True
    if single in things or word in things or any(single.endswith(thing) for thing in things if len(thing) > 6):
        return False
    return single.endswith(tuple(read_lexicon("persons")["endings"])) and len(single) > 4 and is_plural(word)


def counts_persons(tokens: Tokens, head: int, value: float = 0.0) -> bool:
    """Tell whether the noun at token `head` means persons where it stands, in the number `value`."""
    word, before = tokens.lower[head], tokens.at(head - 1)
    before = tokens.at(head - 2) + before if before.isdecimal() and tokens.glued(head - 1) else before
    if tokens.at(head + 1) == "who" or (tokens.at(head + 1) == "," and tokens.at(head + 2) == "who"):
        return True
    if singular_of(word) in words("persons", "devices"):
        printed = tokens.word(head - 1)
        brand = printed[:1].islower() and not printed.islower()
        million = value >= 1e5 and printed[:1].isupper()
        if brand or million or before in words("persons", "media") or tokens.at(head - 2) in words("persons", "media"):
            return False
        return singular_of(word) not in word_list("rather_devices") or before in ("mail", "letter")
    if word in ("life", "lives"):
        return any(tokens.at(k) in words("persons", "saving") for k in range(head - 6, head))
    if word in ("members", "heads", "member", "head"):
        return not (tokens.at(head + 1) == "of" and tokens.at(head + 2) in word_list("counted_by_heads"))
    return is_person(word) and not (_is_person_by_ending(word) and _is_made(tokens, head))


def _is_person_by_ending(word: str) -> bool:
    return singular_of(word) not in words("persons", "persons") and word not in words("persons", "persons")


def _is_made(tokens: Tokens, head: int) -> bool:
    """Tell things from persons by what is done to them: "makes 400 mowers a day"."""
    return any(tokens.lower[k] in words("persons", "making") for k in range(max(0, head - 7), head))


def noun_after(tokens: Tokens, i: int, value: float = 2.0, *, group: bool = False) -> Noun | None:
    """Return the counted phrase that starts at token i, right behind a number of that value.

    `group` lets "of the ..." stand between, as behind fractions and vague numbers.
    """
    if tokens.word(i) in HYPHENS and tokens.glued(i) and tokens.glued(i + 1):
        return _hyphenated(tokens, i + 1)
    start = i
    if tokens.at(i) == "of":
        if not group:
            return None
        start = i + 1
        while tokens.at(start) in _ARTICLES or tokens.at(start) in ("a", "an"):
            start += 1
    elif tokens.at(i) in _ARTICLES and group:
        start = i + 1
    start += tokens.at(start) in ("more", "additional", "extra", "further")
    head = _head(tokens, start)
    if head < 0 and (value == 1.0 or (group and start > i)):
        head = _lone_head(tokens, start)
    if head < 0:
        return None
    return Noun(start, head + 1, singular_of(tokens.lower[head]), counts_persons(tokens, head, value))


def _hyphenated(tokens: Tokens, i: int) -> Noun | None:
    """Read "12-member", "20,000-strong" and "three-run" as counts of what the hyphen holds."""
    word = tokens.lower[i]
    if not word[0].isalpha() or word == "strong":
        return Noun(i, i + 1, "person", people=True) if word == "strong" else None
    if word in words("nouns", "fillers") or word in word_list("no_nouns_behind_a_hyphen") or word.endswith("th"):
        return None
    people = is_person(word) and (
        word != "member" or any(tokens.at(k) in words("persons", "bodies") for k in (i + 1, i + 2))
    )
    return Noun(i, i + 1, singular_of(word), people)


def _head(tokens: Tokens, start: int) -> int:
    """Return the token of the plural head of the phrase from `start` on; -1 where there is none."""
    i, limit = start, min(len(tokens), start + _REACH)
    while i < limit:
        step = _step(tokens, i, start)
        if step < 0:
            return -1
        if step == 0:
            if _is_head(tokens, i) and not _goes_on(tokens, i, limit):
                return i
            step = 1
        i += step
    return -1


def _step(tokens: Tokens, i: int, start: int) -> int:
    """Return how many tokens to step over at i: 0 for a word to look at, -1 where the phrase ends."""
    word, name = tokens.lower[i], tokens.classes[i]
    cardinal = word in read_lexicon("numbers")["cardinals"]
    joined = tokens.word(i + 1) in HYPHENS and tokens.glued(i + 1) and is_plural(tokens.at(i + 2))
    if ((cardinal or name == "number") and joined) or _is_letter_of_short(tokens, i, start):
        return 2  # "five 3-pointers", "9 U.S. Army sites"
    if name != "word":
        return 1 if _is_inside(tokens, i, start) else -1
    if cardinal and tokens.words[i].islower():
        return -1
    if is_stop(word) and not _is_name_or_half(tokens, i, start):
        return 1 if word in ("and", "or") and i > start and _joins(tokens, i) else -1
    return 0


def _is_letter_of_short(tokens: Tokens, i: int, start: int) -> bool:
    """Tell the letters of "U.S. Army sites", "U.S. troops" and "U.S.-led" inside a phrase, each with its full stop."""
    if (
        len(tokens.words[i]) > 1
        or not tokens.words[i].isupper()
        or tokens.word(i + 1) != "."
        or not tokens.glued(i + 1)
    ):
        return False
    later = tokens.word(i - 1) == "." and i > start
    return later or tokens.glued(i + 2) or tokens.word(i + 2)[:1].isupper()


def _is_name_or_half(tokens: Tokens, i: int, start: int) -> bool:
    """Tell words spelt like those that end a phrase: "US troops", "Republican-led states", "two lower courts"."""
    if tokens.lower[i] in _SIZES and is_plural(tokens.at(i + 1)):
        return True
    printed = tokens.words[i]
    letters = printed.isupper() and len(printed) > 1 and not tokens.is_headline
    half = i > start and tokens.word(i - 1) in HYPHENS and tokens.glued(i)
    return letters or half or (printed[0].isupper() and i > start and not is_stop(tokens.at(i + 1)))


def _is_inside(tokens: Tokens, i: int, start: int) -> bool:
    """Tell what may stand between the words of a phrase: an owner's mark, a hyphen, quote marks, the number of a model."""
    word, name = tokens.lower[i], tokens.classes[i]
    if word in _QUOTES and name != "owner":
        return tokens.name(i + 1) == "word"
    if i == start or name == "number":
        capital = tokens.word(i - 1)[:1].isupper() or tokens.glued(i) or tokens.word(i + 1)[:1].isupper()
        return i > start and "." not in word and capital
    if word == ",":
        return all(tokens.at(k).endswith(_ENDINGS_OF_ADJECTIVES) for k in (i - 1, i + 1))
    tight = (word in HYPHENS or word == "/") and tokens.glued(i) and tokens.glued(i + 1)
    return name == "owner" or word == "&" or tight


_SIZES = frozenset(("lower", "higher", "free", "long", "tall", "wide", "deep", "high", "old", "thick"))
"""Adjectives that close a phrase behind a unit ("6 feet tall"), and open one before a noun."""


def _joins(tokens: Tokens, i: int) -> bool:
    """Tell "and" between two adjectives of one phrase: "30 black and white photos"."""
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    if tokens.words[i - 1][0].isupper() and tokens.word(i + 1)[:1].isupper() and not is_plural(before):
        return True
    return (
        not is_plural(before)
        and (before.endswith(_ENDINGS_OF_ADJECTIVES) or tokens.at(i - 1) in _PLAIN)
        and not is_stop(after)
        and is_plural(tokens.at(i + 2))
    )


_PLAIN = frozenset(
    ["black", "white", "red", "green", "blue", "men", "women", "old", "young", "big", "small", "hot", "cold", "new"]
)


def _is_head(tokens: Tokens, i: int) -> bool:
    word, printed = tokens.lower[i], tokens.words[i]
    owns = (
        tokens.glued(i + 1) and tokens.word(i + 1) in ("'", "’") and word.endswith("s") and tokens.name(i + 2) == "word"
    )
    if tokens.name(i + 1) == "owner" or (owns and tokens.word(i - 1) not in _QUOTES):
        return False
    if printed[0].isupper() and is_person(tokens.at(i - 1)):
        return False  # "reporter Charles"
    if word == "head" and tokens.at(i + 1) == "of":
        return True  # "300 head of cattle"
    return is_plural(word) or (len(printed) > 2 and printed.endswith("s") and printed[:-1].isupper())


def _goes_on(tokens: Tokens, i: int, limit: int) -> bool:
    """Tell whether the plural at i qualifies a later head: "30 sports cars", "five women players"."""
    after = tokens.at(i + 1)
    if tokens.name(i + 1) != "word" or is_stop(after) or i + 1 >= limit:
        return bool(
            after in HYPHENS and after and tokens.glued(i + 1) and tokens.glued(i + 2) and tokens.name(i + 2) == "word"
        )
    if is_plural(after) and not after.endswith("ies ") and after not in ("dead", "missing", "wounded", "injured"):
        return True
    known = tokens.lower[i] in words("nouns", "plural_modifiers")
    return known and any(is_plural(tokens.at(k)) for k in range(i + 1, min(limit, i + 4)) if tokens.name(k) == "word")


def _lone_head(tokens: Tokens, start: int) -> int:
    """Return the last word before a phrase without a plural ends: "one injured man", "half of the harvest"."""
    i, limit, head = start, min(len(tokens), start + _REACH), -1
    while i < limit:
        step = _step(tokens, i, start)
        if step < 0:
            break
        if step == 0:
            head = i
        i += step or 1
    while head > start and (
        tokens.lower[head].endswith(("ed", "ly"))
        or (tokens.lower[head].endswith("ing") and len(tokens.lower[head]) > 7)
        or tokens.classes[head] != "word"
    ):
        head -= 1
    return head if head >= start and tokens.name(head) == "word" and len(tokens.words[head]) > 1 else -1


def subject_is_people(tokens: Tokens, i: int) -> bool:
    """Tell whether persons are counted by what stands behind token i: "eight are dead", "five were killed"."""
    predicates = words("persons", "predicates")
    for k in range(i, i + 5):
        word = tokens.at(k)
        if word in predicates:
            return True
        if word not in words("persons", "links"):
            return False
    return False
