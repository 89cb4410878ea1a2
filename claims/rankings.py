"""Finds rankings: firsts, onlys, records and superlatives, with their place and their scope."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from claims.model import Figure, Span
from claims.ranking_phrases import cut_phrase, end_of_phrase, starts_figure, words_of_ranking
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import Noun, noun_after, words
from claims.text.tokens import Tokens, tokenise
from schemas.vocabulary import Kind, Modifier

_MARKS = frozenset(',;:—–()"“”.?!')
_HYPHENS = frozenset("-‐‑–")
_DETERMINERS = word_list("rankings_determiners")
_SCOPE = word_list("scope")
_GROUP_BEFORE = frozenset({("one", "of"), ("some", "of"), ("among",), ("two", "of"), ("many", "of"), ("amongst",)})


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


def _find_noun(tokens: Tokens, i: int, *, plural: bool = True) -> Noun | None:
    return noun_after(tokens, i, 2.0 if plural else 1.0)


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
            found[-1] = cut_phrase(tokens, found[-1], figure.start)
        found.append(figure)
        i = rank.last
    return found


_RANKED = word_list("ranked")
_NOT_BEFORE_FIRST = word_list("not_before_first")
_PERIODS = word_list("periods")
_AFTER_FIRST = word_list("after_first")
_VERBS_BEFORE_FIRST = word_list("verbs_before_first")


def _rank_at(tokens: Tokens, i: int) -> _Rank | None:
    """Read a ranking word at token i."""
    word = tokens.lower[i]
    rule = _RULES.get(word)
    if rule is None and word in read_lexicon("numbers")["ordinals"]:
        rule = _in_a_row
    if rule is None and (word in _superlatives() or (word.endswith("est") and tokens.word(i + 1) in _HYPHENS)):
        rule = _superlative
    return rule(tokens, i) if rule else None


@cache
def _superlatives() -> frozenset[str]:
    return ranking_book().superlatives | ranking_book().scoped


def _leader(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the market leader"."""
    return _Rank(i, i + 1, 1.0) if tokens.at(i - 1) in ("market", "world", "industry", "clear") else None


def _number_one(tokens: Tokens, i: int) -> _Rank | None:
    """Read "number one" and "No. 1" behind what makes them a rank."""
    j = i + 1 + (tokens.word(i + 1) == ".")
    return _Rank(i, j + 1, 1.0) if tokens.at(j) in ("1", "one") and tokens.at(i - 1) in _RANKED else None


def _in_a_row(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the seventh consecutive session" and "a fifth month in a row": a count."""
    in_a_row = tuple(tokens.lower[i + 2 : i + 5]) == ("in", "a", "row")
    if in_a_row or tokens.at(i + 1) in ("consecutive", "straight", "successive"):
        return _Rank(i, i + 1, float(read_lexicon("numbers")["ordinals"][tokens.lower[i]]), kind="count")
    return None


def _first(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the first woman to", "its first loss since": an adjective in lower case before what it ranks."""
    after, before = tokens.at(i + 1), tokens.at(i - 1)
    if after in _HYPHENS and tokens.glued(i + 1):
        return _Rank(i, i + 3, 1.0) if tokens.at(i + 2) == "ever" else _in_a_row(tokens, i)
    if not after[:1].isalnum() or after in ranking_book().first_not or before in _NOT_BEFORE_FIRST:
        return _in_a_row(tokens, i)
    if _is_period(tokens, i) or _is_adverb(tokens, i) or not _may_rank(tokens, i):
        return None
    return _Rank(i, i + 1, 1.0)


def _is_period(tokens: Tokens, i: int) -> bool:
    """Tell "the first six months"."""
    return tokens.at(i + 2) in _PERIODS and starts_figure(tokens, i + 1)


def _is_adverb(tokens: Tokens, i: int) -> bool:
    """Tell "he first announced it" and "first in a row of": no noun behind that could be ranked."""
    after, stops = tokens.at(i + 1), words("nouns", "stops")
    if after in ("in", "on", "for"):
        return tokens.at(i - 1) != "the"
    return after in stops - _AFTER_FIRST or (after.endswith("ed") and tokens.at(i + 2) in stops)


def _may_rank(tokens: Tokens, i: int) -> bool:
    """Tell whether "first" stands where a ranking can: in lower case or opening the sentence, behind no plain verb."""
    before = tokens.at(i - 1)
    if tokens.words[i] == "First":
        opens = i == 0 or tokens.sentence_of[i] != tokens.sentence_of[i - 1]
        return opens and tokens.word(i + 1)[:1].islower() and before in _DETERMINERS
    if tokens.words[i] != "first":
        return False
    determined = before in _DETERMINERS or before.endswith(("'s", "’s", "'", "’")) or tokens.word(i - 1)[:1].isupper()
    return determined or before not in _VERBS_BEFORE_FIRST


def _only(tokens: Tokens, i: int) -> _Rank | None:
    """Read "the only X", "its sole X"."""
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    if not (before in _DETERMINERS - {"a"} or before.endswith(("'s", "’s"))) or not after[:1].isalpha():
        return None
    if after in words("nouns", "stops") - {"one", "us"} or after in (
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
        peak = tokens.at(i + 2) == "time" and tokens.at(i + 3) in ("high", "low", "record", "best", "highs", "lows")
        return _Rank(i, i + 4, 1.0) if peak else None
    if after in _HYPHENS and tokens.glued(i + 1):
        joined = tokens.at(i + 2) in book.record_nouns | {"equalling", "equaling", "breaker", "low"}
        return _Rank(i, i + 3, 1.0) if joined else None
    number = (
        (tokens.name(i + 1) == "number")
        or after in ("$", "£", "€", "¥")
        or after in read_lexicon("numbers")["cardinals"]
    )
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
    if tokens.words[i] == "Top" and i > 0:
        return None
    word = tokens.at(i + 1)
    value = read_lexicon("numbers")["cardinals"].get(word) or (
        float(tokens.words[i + 1]) if (tokens.name(i + 1) == "number") and tokens.words[i + 1].isdecimal() else None
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
    needs_scope = (word in book.scoped and last == i + 1) or word in ("most", "least")
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
    if word in read_lexicon("numbers")["ordinals"] and word != "first":
        return j, float(read_lexicon("numbers")["ordinals"][word])
    if word in ("nd", "rd", "th") and (tokens.name(j - 1) == "number"):
        return j - 1, float(tokens.words[j - 1].replace(",", ""))
    if word in read_lexicon("numbers")["cardinals"] and j == i - 1 and read_lexicon("numbers")["cardinals"][word] > 1:
        return j, read_lexicon("numbers")["cardinals"][word]
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


def _to_figure(tokens: Tokens, rank: _Rank) -> Figure:
    """Make the figure of a ranking."""
    last = max(end_of_phrase(tokens, rank.last), rank.last)
    first = rank.first
    start, end = tokens.starts[first], tokens.ends[last - 1]
    number = Span(start, tokens.ends[rank.last - 1])
    phrase = _find_noun(tokens, rank.last, plural=rank.place > 1 and rank.kind == "ranking") or _find_noun(
        tokens, rank.last, plural=False
    )
    unit = phrase.head if phrase else None
    noun_span = Span(tokens.starts[phrase.first], tokens.ends[phrase.last - 1]) if phrase else None
    low = None if rank.modifier == "at_most" else rank.place
    return Figure(
        start, end, low, rank.place, rank.modifier, unit, rank.kind, number,
        noun=noun_span.of(tokens.text) if noun_span else None, noun_span=noun_span,
        measured=words_of_ranking(tokens, first, last), found_by="rankings",
    )  # fmt: skip


_RULES: dict[str, Callable[[Tokens, int], _Rank | None]] = {
    "first": _first, "only": _only, "sole": _only, "record": _record, "all": _record, "top": _top, "leader": _leader,
    "number": _number_one, "no": _number_one,
}  # fmt: skip
