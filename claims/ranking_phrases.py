"""Where a ranking phrase ends, and its words with the owner in front."""

from claims.model import Figure
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import words
from claims.text.tokens import Tokens

_HYPHENS = frozenset("-‐‑–")
_TAIL = word_list("tail")
_MARKS = frozenset(',;:—–()"“”.?!')


def _without_year(tokens: Tokens, i: int, end: int) -> int:
    """Leave out the year of "became its first female president in 2019": it says when, not among what."""
    dated = (
        tokens.at(i - 1) == "first"
        and end - 2 > i
        and tokens.at(end - 2) == "in"
        and (tokens.name(end - 1) == "number")
    )
    return end - 2 if dated else end


def _goes_on(tokens: Tokens, i: int) -> bool:
    """Tell whether a noun may follow, so that the participle before it belongs to the phrase ("largest listed firm")."""
    word = tokens.at(i)
    return word[:1].isalpha() and word not in words("nouns", "stops") and word not in _TAIL


def starts_figure(tokens: Tokens, i: int) -> bool:
    """Tell whether a figure of its own starts at token i; a bare year does not."""
    word = tokens.words[i]
    if tokens.name(i) == "number":
        return not (len(word) == 4 and word.isdecimal() and 1500 <= int(word) <= 2099)
    return word in ("$", "£", "€", "¥") or tokens.lower[i] in read_lexicon("numbers")["cardinals"]


def end_of_phrase(tokens: Tokens, i: int) -> int:
    """Return where the ranking phrase ends: its noun phrase with the scope behind."""
    end, limit = i, min(len(tokens), i + 10)
    tail = False
    while end < limit:
        word = tokens.lower[end]
        if tokens.words[end] in _MARKS and not (
            tokens.words[end] in ".,'" and tokens.glued(end) and end + 1 < limit and tokens.glued(end + 1)
        ):
            break
        if starts_figure(tokens, end) and (end > i or word in "$£€¥" or tokens.lower[i - 1] == "record"):
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
            word in words("nouns", "stops")
            and not (tail and word in ("the", "a", "an", "its", "his", "her", "their", "more", "than"))
            and word != "be"
        ):
            break
        end += 1
    end = min(end, len(tokens))
    end = _without_year(tokens, i, end)
    while (
        end > i
        and (
            tokens.at(end - 1) in words("nouns", "stops") | {"and", "more", "than", "to"}
            or not tokens.word(end - 1)[-1:].isalnum()
        )
        and not (end == i + 1 and tokens.at(i) in _NOUNS_TOO)
    ):
        end -= 1
    return end


_NOUNS_TOO = word_list("nouns_too")


def words_of_ranking(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the ranking phrase with the owner in front, at most eight words."""
    while (first > 0 and tokens.at(first - 1).endswith(("'s", "’s"))) or (
        first > 0 and tokens.words[first - 1][:1].isupper() and tokens.at(first).endswith(("'s", "’s"))
    ):
        first -= 1
    return " ".join(tokens.slice(first, last).split()[:8]) or None


def cut_phrase(tokens: Tokens, figure: Figure, end: int) -> Figure:
    """End a ranking phrase where the next one begins."""
    last = tokens.first_from(end)
    stop = max(figure.number.end, tokens.ends[last - 1] if last else figure.number.end)
    noun = figure.noun_span if figure.noun_span and figure.noun_span.end <= stop else None
    return Figure(
        figure.start, stop, figure.low, figure.high, figure.modifier, figure.unit, figure.kind, figure.number,
        noun=noun.of(tokens.text) if noun else None, noun_span=noun, measured=figure.measured, found_by=figure.found_by,
    )  # fmt: skip
