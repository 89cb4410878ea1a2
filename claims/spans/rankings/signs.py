"""What is printed around words that may rank: the signs that the reader of rankings weighs beside the words themselves."""

from claims.spans import forms
from claims.spans.rankings.readers import BE, Rank
from claims.spans.rankings.scope import group_before, is_denied, is_end, is_word, owner_before, scope_behind
from claims.spans.rankings.words import BOOK, View
from claims.text.tokens import Tokens

_SCOPES = ("time", "group", "place", "deed", "career", "personal")
_NOUNS = ("idiom_nouns", "not_ranked", "set_phrases", "offices", "parts")
_MODAL = frozenset({"will", "would", "could", "may", "might", "can", "should", "to", "if", "whether"})


def signs_of(found: forms.Found[View], rank: Rank, names: tuple[str, ...]) -> list[float]:
    """Return the signs of a rank: which of the forms `names` found it and whether that is sure, then what stands around.

    As many for every rank; each 0 or 1.
    """
    tokens, first, last = found.view.tokens, rank.first, rank.last
    scope = scope_behind(tokens, last)
    around = (
        rank.sure, *(scope == each for each in _SCOPES), *_before(tokens, first), *_behind(tokens, last),
        group_before(tokens, first), is_denied(tokens, first), first == 0 or is_end(tokens, first - 1),
        tokens.words[first][:1].isupper(), tokens.words[first].isupper(), rank.place is not None and rank.place > 1,
    )  # fmt: skip
    return [*(float(found.form == name) for name in names), *map(float, around)]


def _before(tokens: Tokens, i: int) -> tuple[bool, ...]:
    """Tell what stands in front of the words that rank."""
    before = tokens.at(i - 1)
    return (
        before == "the", before in ("a", "an"), before in BOOK["det"] - {"the", "a", "an"}, owner_before(tokens, i),
        before in BE, before in _MODAL, any(tokens.at(k) in _MODAL for k in range(max(0, i - 6), i)),
    )  # fmt: skip


def _behind(tokens: Tokens, i: int) -> tuple[bool, ...]:
    """Tell what stands behind them."""
    return (
        is_word(tokens, i), is_end(tokens, i), tokens.word(i)[:1].isupper(), tokens.at(i) == "of",
        *(tokens.at(i) in BOOK[name] or tokens.at(i + 1) in BOOK[name] for name in _NOUNS),
    )  # fmt: skip
