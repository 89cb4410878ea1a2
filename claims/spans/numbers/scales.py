"""What "m" and "pounds" mean behind a number: metres or millions, mass or money, by what is measured beside it."""

import re

from claims.spans.units import HYPHENS, unit_book
from claims.text.lexicon import word_list
from claims.text.nouns import is_person, is_plural, noun_after, words
from claims.text.tokens import Tokens

_NEAR = 12  # tokens on either side that say what is measured


def _clause(tokens: Tokens, first: int, last: int) -> tuple[list[str], list[str]]:
    """Return the words of the same sentence shortly before and behind."""
    sentence = tokens.sentence_of[first]
    before = [tokens.lower[k] for k in range(max(0, first - _NEAR), first) if tokens.sentence_of[k] == sentence]
    behind = [tokens.lower[k] for k in range(last, min(len(tokens), last + _NEAR)) if tokens.sentence_of[k] == sentence]
    return before, behind


def letter_scale(tokens: Tokens, number_last: int, last: int, code: str) -> float:
    """Return what a glued "m", "b", "t" or "K" multiplies by where it is no unit; 1 where it is one."""
    before, behind = _clause(tokens, number_last - 1, last)
    glued = tokens.glued(number_last) and last == number_last + 1
    if code == "K":
        return 1e3 if noun_after(tokens, last) else 1.0
    if not glued or (behind and behind[0] in word_list("sized")):
        return 1.0
    noun = noun_after(tokens, last)
    of_counted = (
        behind[:1] == ["of"]
        and len(behind) > 2
        and (behind[1] in word_list("determiners") or is_plural(behind[1]) or is_plural(behind[2]))
    )
    counted = (noun is not None and noun.head not in word_list("races")) or of_counted
    about = not words("persons", "headcounts").isdisjoint(before) or any(
        word in word_list("amassed") or (is_person(word) and is_plural(word)) for word in before
    )
    if code == "m":
        return 1e6 if counted or about else 1.0
    return (1e9 if code == "b" else 1e12) if counted or about else 1.0


_MASS_VERB = re.compile(r"weigh|lift|scales$|heav|hoist|haul")


def pounds_of_mass(tokens: Tokens, first: int, last: int) -> bool:
    """Tell pounds of mass from pounds of money: what is weighed, a verb of weight, dollars beside it, or a body that loses some."""
    before, behind = _clause(tokens, first, last)
    book = unit_book()
    if tokens.word(last - 2) in HYPHENS:
        return not any(
            word in word_list("priced") or word in ("note", "coin", "ticket", "prize") for word in behind[:2]
        )
    near = [*before, *behind]
    if any(word in word_list("priced") for word in before) or (
        behind[:1] in (["a"], ["an"], ["per"])
        and behind[1:2]
        and behind[1] in (*word_list("per_words"), *book.words)
        and behind[1] not in ("square", "person", "inch")
    ):
        return bool(behind[1:2] and behind[1] in ("square", "day")) and any(_MASS_VERB.match(word) for word in near)
    of_stuff = behind[:1] == ["of"] and not any(word in word_list("weights") for word in behind[1:3])
    weighed = any(_MASS_VERB.match(word) for word in near) or any(word in word_list("bought_with") for word in near)
    shed = any(word in word_list("shed") for word in before) and not any(
        word in ("shares", "stock", "value", "market") for word in before
    )
    american = any(word in word_list("in_dollars") for word in near) or "$" in near
    return weighed or of_stuff or shed or american or behind[:1] in (["overweight"], ["heavier"], ["lighter"], ["per"])
