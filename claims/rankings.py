"""Finds rankings: firsts, onlys, records and superlatives, with their place and their scope."""

import re
from dataclasses import dataclass
from functools import cache

from claims.model import Figure, Span
from claims.nouns import find_noun, is_people, singular_of
from claims.tokens import Tokens, tokenise
from claims.words import noun_book, number_book, read_lexicon
from schemas.vocabulary import Kind, Modifier

_HYPHENS = frozenset("-‐‑–")
_DETERMINERS = frozenset("the its his her their our a an this".split())
_SCOPE = frozenset("in of since ever on for among to by across over history record".split())
_GROUP_BEFORE = frozenset({("one", "of"), ("some", "of"), ("among",), ("two", "of"), ("many", "of"), ("amongst",)})
_TAIL = frozenset(
    "in of since ever for to among on by across over from at between with that outside involving who".split()
)
_MARKS = frozenset(',;:—–()"“”.?!')


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:first|only|sole|record|most|least|all-time|in a row|best|worst|top|leader|number one|consecutive|straight|successive|fewest|northernmost|southernmost|easternmost|westernmost|\w+est(?:-\w+)?|no\.? ?1)\b",
        re.IGNORECASE,
    )


@dataclass(frozen=True)
class RankingBook:
    """The ranking words."""

    superlatives: frozenset[str]
    scoped: frozenset[str]
    first_not: frozenset[str]
    record_not_before: frozenset[str]
    record_not_after: frozenset[str]
    record_nouns: frozenset[str]
    adjectives_after_most: frozenset[str]


@cache
def ranking_book() -> RankingBook:
    """Return the ranking words, read once."""
    return RankingBook(**{name: frozenset(words) for name, words in read_lexicon("rankings").items()})


@dataclass(frozen=True, slots=True)
class _Rank:
    """Tokens first..last of the ranking words, and the place they give."""

    first: int
    last: int
    place: float
    modifier: Modifier = "exact"
    kind: Kind = "ranking"


def find_rankings(text: str) -> list[Figure]:
    """Return the rankings of a line or sentence in order; they never overlap.

    `number` is the ranking word ("first", "second-largest"), start..end the phrase with its noun and scope. The value is
    the place. "The seventh consecutive session" is a count of sessions, and is found here because it is an ordinal.
    """
    if not _trigger().search(text):
        return []
    tokens = tokenise(text)
    found: list[Figure] = []
    i = 0
    while i < len(tokens):
        rank = _rank_at(tokens, i)
        if rank is None or (
            found and tokens.starts[rank.first] < found[-1].end and tokens.starts[rank.first] < found[-1].number.end
        ):
            i += 1
            continue
        figure = _to_figure(tokens, rank)
        if found and figure.start < found[-1].end:
            found[-1] = _cut(tokens, found[-1], figure.start)
        found.append(figure)
        i = rank.last
    return found


def _rank_at(tokens: Tokens, i: int) -> _Rank | None:
    """Read a ranking word at token i."""
    word, book = tokens.lower[i], ranking_book()
    if word == "first":
        return _first(tokens, i)
    if word in ("only", "sole"):
        return _only(tokens, i)
    if word == "record" or (
        word == "all"
        and tokens.at(i + 2) == "time"
        and tokens.at(i + 3) in ("high", "low", "record", "best", "highs", "lows")
    ):
        return _record(tokens, i)
    if word == "top":
        return None if tokens.words[i] == "Top" and i > 0 else _top(tokens, i)
    if word == "leader" and tokens.at(i - 1) in ("market", "world", "industry", "clear"):
        return _Rank(i, i + 1, 1.0)
    if (
        word in ("number", "no")
        and tokens.at(i + 1 + (tokens.word(i + 1) == ".")) in ("1", "one")
        and tokens.at(i - 1) in ("the", "world", "'s", "a", "world's", "country's", "nation's", "is", "became")
    ):
        last = i + 2 + (tokens.word(i + 1) == ".")
        return _Rank(i, last, 1.0)
    if word in number_book().ordinals and (
        tokens.at(i + 1) in ("consecutive", "straight", "successive")
        or tuple(tokens.lower[i + 2 : i + 5]) == ("in", "a", "row")
    ):
        return _Rank(i, i + 1, float(number_book().ordinals[word]), kind="count")
    if word in book.superlatives or word in book.scoped or (word.endswith("est") and tokens.word(i + 1) in _HYPHENS):
        return _superlative(tokens, i)
    return None


def _first(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the first woman to", "its first loss since": an adjective in lower case before what it ranks."""
    book, after, before = ranking_book(), tokens.at(i + 1), tokens.at(i - 1)
    if after in _HYPHENS and tokens.glued(i + 1):
        if tokens.at(i + 2) != "ever":
            return None
        return _Rank(i, i + 3, 1.0)
    if tokens.words[i] != "first" and not (i == 0 or tokens.sentence_of[i] != tokens.sentence_of[i - 1]):
        return None
    if tokens.at(i + 2) in ("months", "weeks", "days", "hours", "minutes", "years", "quarters") and _starts_figure(
        tokens, i + 1
    ):
        return None
    if (
        not after[:1].isalnum()
        or after in book.first_not
        or before in ("at", "of", "from", "when", "who", "was", "were", "had", "it", "he", "she", "they", "not", "on")
    ):
        return None
    if tokens.words[i] == "First" and tokens.word(i + 1)[:1].isupper():
        return None
    determined = (
        before in _DETERMINERS
        or before.endswith(("'s", "’s", "'", "’"))
        or tokens.word(i - 1)[:1].isupper()
        or before in ("for", "became", "become", "as", "very")
    )
    stops = noun_book().stops
    if after in stops - {"to", "in", "since", "that", "black", "us", "on", "for"} or (
        after.endswith("ed") and tokens.at(i + 2) in stops
    ):
        return None
    if after in ("in", "on", "for") and before != "the":
        return None
    plain_verb = after in ("met", "saw") or before in (
        "i",
        "we",
        "you",
        "that",
        "which",
        "have",
        "has",
        "be",
        "been",
        "is",
        "are",
        "being",
        "came",
        "come",
        "go",
        "put",
        "women",
        "safety",
        "and",
        "then",
        "if",
    )
    return _Rank(i, i + 1, 1.0) if determined or (tokens.words[i] == "first" and not plain_verb) else None


def _only(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the only X", "its sole X"."""
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    if not (before in _DETERMINERS - {"a"} or before.endswith(("'s", "’s"))) or not after[:1].isalpha():
        return None
    if after in noun_book().stops - {"one", "us"} or after in (
        "way",
        "thing",
        "reason",
        "problem",
        "question",
        "difference",
        "hope",
        "option",
        "solution",
        "concern",
    ):
        return None
    return _Rank(i, i + 1, 1.0)


def _record(tokens: Tokens, i: int) -> _Rank | None:
    """Read "record levels", "a record 3,562.1", "record-breaking", "an all-time high"."""
    book, before, after = ranking_book(), tokens.at(i - 1), tokens.at(i + 1)
    if tokens.lower[i] == "all":
        return _Rank(i, i + 4, 1.0)
    if after in _HYPHENS and tokens.glued(i + 1):
        joined = tokens.at(i + 2) in book.record_nouns | {"equalling", "equaling", "breaker", "low"}
        return _Rank(i, i + 3, 1.0) if joined else None
    number = tokens.is_number(i + 1) or after in ("$", "£", "€", "¥") or after in number_book().cardinals
    if number and before in ("a", "to", "previous", "new", "the", "its", "at", "of", "hit", "for"):
        return _Rank(i, i + 1, 1.0)
    if after in book.record_nouns and after not in book.record_not_after and before not in ("track", "criminal", "to"):
        return _Rank(i, i + 1, 1.0)
    if before in ("world", "national", "olympic", "all-time", "new", "european") and after not in (
        "label",
        "deal",
        "company",
    ):
        return _Rank(i, i + 1, 1.0)
    return None


def _top(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the top three": the place is at most that."""
    word = tokens.at(i + 1)
    value = number_book().cardinals.get(word) or (
        float(tokens.words[i + 1]) if tokens.is_number(i + 1) and tokens.words[i + 1].isdecimal() else None
    )
    if value and value <= 100 and not tokens.glued(i + 1) and tokens.at(i + 2) not in ("%", "percent", "per", "pct"):
        return _Rank(i, i + 2, value, "at_most")
    return None


def _superlative(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the largest", "second-biggest", "world's best selling", "two largest"; not "one of the largest"."""
    book, word, last = ranking_book(), tokens.lower[i], i + 1
    if tokens.word(last) in _HYPHENS and tokens.glued(last) and tokens.word(last + 1).isalpha():
        last += 2
    elif word in ("best", "top", "worst", "highest", "longest", "fastest", "biggest", "lowest") and tokens.at(last) in (
        "selling",
        "performing",
        "paid",
        "grossing",
        "serving",
        "running",
        "growing",
        "ranked",
        "known",
    ):
        last += 1
    elif word in ("most", "least"):
        if tokens.at(last) not in book.adjectives_after_most:
            return None
        last += 1
    first, place = _place_before(tokens, i)
    if not _is_determined(tokens, first, i):
        return None
    needs_scope = word in book.scoped and last == i + 1 or word in ("most", "least")
    if (needs_scope or word not in book.superlatives) and not _has_scope(tokens, first, last):
        return None
    if tokens.at(last) in ("part", "parts", "way", "thing", "bit", "possible") or (
        word == "best"
        and tokens.at(last)
        in ("man", "friend", "wishes", "interests", "interest", "practice", "practices", "efforts", "way")
    ):
        return None
    return _Rank(first, last, place)


def _place_before(tokens: Tokens, i: int) -> tuple[int, float]:
    """Read the place in front of a superlative: "second-largest", "two largest"."""
    j = i - 1
    if tokens.word(j) in _HYPHENS and tokens.glued(i):
        j -= 1
    word = tokens.at(j)
    if word in number_book().ordinals and word != "first":
        return j, float(number_book().ordinals[word])
    if word in ("nd", "rd", "th") and tokens.is_number(j - 1):
        return j - 1, float(tokens.words[j - 1].replace(",", ""))
    if word in number_book().cardinals and j == i - 1 and number_book().cardinals[word] > 1:
        return j, number_book().cardinals[word]
    return i, 1.0


def _is_determined(tokens: Tokens, first: int, i: int) -> bool:
    """Tell whether a determiner, an owner or a place stands before, and no "one of"."""
    before = tokens.at(first - 1)
    start = first - 1
    while start >= 0 and (
        tokens.word(start)[:1].isupper()
        or tokens.at(start).endswith(("'s", "’s", "s'", "s’"))
        or tokens.at(start) in ("'", "’", *_DETERMINERS)
    ):
        start -= 1
    pair = (tokens.at(start - 1), tokens.at(start))
    if pair in _GROUP_BEFORE or (tokens.at(start),) in _GROUP_BEFORE:
        return False
    if before in ("at", "a"):
        return before == "a" and first < i
    return (
        before in _DETERMINERS
        or before.endswith(("'s", "’s", "s'", "s’"))
        or before in ("'", "’", "s")
        or first < i
        or before in ("is", "was", "are", "were", "largest")
    )


def _has_scope(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether an owner stands before or "in", "since", "ever" within a few words behind."""
    before = tokens.at(first - 1)
    if before.endswith(("'s", "’s", "s'", "s’")) or before in ("'", "’"):
        return True
    for j in range(last, min(last + 5, len(tokens))):
        if tokens.words[j] in _MARKS:
            return False
        if tokens.lower[j] in ("in", "since", "ever", "history", "worldwide", "among") or (
            tokens.lower[j] == "on" and tokens.at(j + 1) == "record"
        ):
            return True
    return False


def _goes_on(tokens: Tokens, i: int) -> bool:
    """Tell whether a noun may follow, so that the participle before it belongs to the phrase ("largest listed firm")."""
    word = tokens.at(i)
    return word[:1].isalpha() and word not in noun_book().stops and word not in _TAIL


def _starts_figure(tokens: Tokens, i: int) -> bool:
    """Tell whether a figure of its own starts at token i; a bare year does not."""
    word = tokens.words[i]
    if tokens.is_number(i):
        return not (len(word) == 4 and word.isdecimal() and 1500 <= int(word) <= 2099)
    return word in ("$", "£", "€", "¥") or tokens.lower[i] in number_book().cardinals


def _end_of_phrase(tokens: Tokens, i: int) -> int:
    """Return where the ranking phrase ends: its noun phrase with the scope behind."""
    end, limit, book = i, min(len(tokens), i + 10), noun_book()
    tail = False
    while end < limit:
        word = tokens.lower[end]
        if tokens.words[end] in _MARKS and not (
            tokens.words[end] in ".,'" and tokens.glued(end) and end + 1 < limit and tokens.glued(end + 1)
        ):
            break
        if _starts_figure(tokens, end) and (end > i or word in "$£€¥" or tokens.lower[i - 1] == "record"):
            break
        if tokens.words[end] in _HYPHENS and tokens.glued(end) and tokens.glued(end + 1):
            end += 2
            continue
        if word.endswith("ed") and end > i and not tail and not _goes_on(tokens, end + 1):
            break
        if word in _TAIL:
            tail = True
        elif end == i and word in _NOUNS_TOO:
            pass
        elif (
            word in book.stops
            and not (tail and word in ("the", "a", "an", "its", "his", "her", "their", "more", "than"))
            and word != "be"
        ):
            break
        end += 1
    end = min(end, len(tokens))
    while (
        end > i
        and (
            tokens.at(end - 1) in book.stops | {"and", "more", "than", "to"} or not tokens.word(end - 1)[-1:].isalnum()
        )
        and not (end == i + 1 and tokens.at(i) in _NOUNS_TOO)
    ):
        end -= 1
    return end


_NOUNS_TOO = frozenset(
    "rise fall cut win run show set hit home back need find buy let high low drop leave put take make break catch throw shot".split()
)


def _to_figure(tokens: Tokens, rank: _Rank) -> Figure:
    """Make the figure of a ranking."""
    last = max(_end_of_phrase(tokens, rank.last), rank.last)
    first = rank.first
    start, end = tokens.starts[first], tokens.ends[last - 1]
    number = Span(start, tokens.ends[rank.last - 1])
    phrase = find_noun(tokens, rank.last, plural=rank.place > 1 and rank.kind == "ranking") or find_noun(
        tokens, rank.last, plural=False
    )
    unit = phrase.head if phrase else None
    noun_span = Span(tokens.starts[phrase.first], tokens.ends[phrase.last - 1]) if phrase else None
    low = None if rank.modifier == "at_most" else rank.place
    return Figure(
        start, end, low, rank.place, rank.modifier, unit, rank.kind, number,
        noun=noun_span.of(tokens.text) if noun_span else None, noun_span=noun_span,
        measured=_measured(tokens, first, last), found_by="rankings",
    )  # fmt: skip


def _measured(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the ranking phrase with the owner in front, at most eight words."""
    while (
        first > 0
        and tokens.at(first - 1).endswith(("'s", "’s"))
        or (first > 0 and tokens.words[first - 1][:1].isupper() and tokens.at(first).endswith(("'s", "’s")))
    ):
        first -= 1
    return " ".join(tokens.slice(first, last).split()[:8]) or None


def _cut(tokens: Tokens, figure: Figure, end: int) -> Figure:
    """End a ranking phrase where the next one begins."""
    last = tokens.first_from(end)
    stop = max(figure.number.end, tokens.ends[last - 1] if last else figure.number.end)
    noun = figure.noun_span if figure.noun_span and figure.noun_span.end <= stop else None
    return Figure(
        figure.start, stop, figure.low, figure.high, figure.modifier, figure.unit, figure.kind, figure.number,
        noun=noun.of(tokens.text) if noun else None, noun_span=noun, measured=figure.measured, found_by=figure.found_by,
    )  # fmt: skip


def rank_is_of_people(figure: Figure) -> bool:
    """Tell whether a ranking is of human beings ("first woman")."""
    return figure.unit is not None and is_people(singular_of(figure.unit))
