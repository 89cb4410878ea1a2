"""Finds rankings: firsts, onlys, records and superlatives, with their place and their scope."""

from collections.abc import Callable
from dataclasses import replace

from claims.model import Figure, Span
from claims.spans.forms import Found
from claims.spans.rankings.readers import Rank
from claims.spans.rankings.scope import after_noun, end_of_scope, group_before, owner_before
from claims.spans.rankings.table import TABLE
from claims.spans.rankings.words import TRIGGER, View, view_of
from claims.text.lexicon import singular_of
from claims.text.nouns import is_stop
from claims.text.tokens import Tokens

Judge = Callable[[Found[View], Rank], bool | None]
"""Tells whether words that may rank do; None where it cannot tell."""

_MOST_WORDS = 8  # of what is ranked


def find_rankings(text: str, judge: Judge | None = None) -> list[Figure]:
    """Return the rankings of a line or sentence in order; they never overlap.

    `number` is the ranking word ("first", "second-largest"), start..end the phrase with its noun and scope. The value is
    the place. Which words that may rank do, `judge` tells; without it, or where it cannot, those of which a form is sure.
    """
    if not TRIGGER.search(text):
        return []
    view = view_of(text)
    ranks = [(found, rank) for found, rank in TABLE.find(view, view.letters) if _is_claimed(found, rank, judge)]
    stops = [*(rank.first for _, rank in ranks[1:]), len(view.tokens)]
    return [
        replace(figure_of(view.tokens, rank, stop), found_by=found.form)
        for (found, rank), stop in zip(ranks, stops, strict=False)
    ]


def _is_claimed(found: Found[View], rank: Rank, judge: Judge | None) -> bool:
    told = judge(found, rank) if judge else None
    return rank.sure if told is None else told


def figure_of(tokens: Tokens, rank: Rank, stop: int) -> Figure:
    """Return a rank with its phrase, which ends before the token `stop` where the next rank begins."""
    last = min(max(end_of_scope(tokens, rank.last), rank.last), max(stop, rank.last))
    while last > rank.last and not tokens.word(last - 1)[-1:].isalnum():
        last -= 1
    noun_end = min(after_noun(tokens, rank.last), last)
    head = tokens.at(noun_end - 1) if noun_end > rank.last else ""
    several = rank.modifier == "exact" and group_before(tokens, rank.first)  # "one of the largest"
    noun = Span(tokens.starts[rank.last], tokens.ends[noun_end - 1]) if head.isalpha() else None
    return Figure(
        tokens.starts[rank.first], tokens.ends[last - 1], None if rank.modifier == "at_most" else rank.place, rank.place,
        "about" if several else rank.modifier, singular_of(head) if noun else None, "ranking", Span(tokens.starts[rank.first], tokens.ends[rank.last - 1]),
        noun=noun.of(tokens.text) if noun else None, noun_span=noun, measured=_measured(tokens, rank.first, last) if noun and head not in _NO_THING else None,
    )  # fmt: skip


_NO_THING = frozenset({"time", "times", "to", "likely"})  # "the first time", "first to go", "most likely" rank no thing
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "st"})  # a phrase cut at their point is none


def _measured(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the ranking phrase with the owner in front, at most eight words."""
    while first > 0 and (owner_before(tokens, first) or tokens.name(first) == "owner"):
        first -= 1
    printed = tokens.slice(first, last).split()
    words = printed[:_MOST_WORDS]
    if len(printed) > _MOST_WORDS:  # what hangs on the last preposition is not whole
        at = max((i for i, word in enumerate(words) if i > 1 and is_stop(word.lower())), default=len(words))
        words = words[:at]
    while words and (is_stop(words[-1].lower()) or words[-1].lower() in _TITLES):
        words.pop()  # where eight words end before the phrase does
    return " ".join(words).lstrip("'’ ") or None
