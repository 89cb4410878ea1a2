"""The second half of a rate: "a share", "per thousand", "/kg", "for every 100,000 people"."""

from dataclasses import dataclass

from claims.spans.units import HYPHENS, Unit, match_unit
from claims.text.lexicon import word_list
from claims.text.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Per:
    """What a rate is per, as printed, and the token after it."""

    words: str
    last: int
    attached: bool = True  # it belongs to the phrase of the figure, as "for every ..." does not


def per_after(tokens: Tokens, i: int, unit: Unit | None) -> Per | None:
    """Return the second half of a rate that starts at token i, behind a unit or a counted noun."""
    if unit is not None and unit.name.endswith((" per hour", " per second", " per day", " per gallon")):
        return None
    word = tokens.at(i)
    if word == "of" and unit is not None and unit.kind == "measure":
        i = _behind_substance(tokens, i)
        word = tokens.at(i)
    if word in HYPHENS and tokens.at(i + 1) in ("a", "an", "per") and tokens.glued(i + 1):
        i, word = i + 1, tokens.at(i + 1)
    if word in ("psf", "psm") and unit is not None and unit.kind == "money":
        return Per(tokens.word(i), i + 1)
    span = _span(tokens, i, word, unit)
    return Per(tokens.slice(*span), span[1], attached=word != "for") if span else None


def _behind_substance(tokens: Tokens, i: int) -> int:
    """Step over "of jet fuel" in "2 gallons of jet fuel a year", where a rate follows."""
    for k in range(i + 1, min(i + 5, len(tokens))):
        if tokens.at(k) in ("a", "per", "each", "every") and tokens.at(k + 1) in word_list("per_words"):
            return k
        if tokens.name(k) != "word":
            break
    return i


def _span(tokens: Tokens, i: int, word: str, unit: Unit | None) -> tuple[int, int] | None:
    """Return the token range of what the rate is per; None where the words are no rate."""
    if word == "for" and tokens.at(i + 1) == "every":
        return _behind_per(tokens, i + 2) if tokens.name(i + 2) == "number" and len(tokens.words[i + 2]) > 2 else None
    j = i + 1 + (tokens.word(i + 1) in HYPHENS and tokens.glued(i + 1) and bool(tokens.word(i + 1)))
    if word == "per":
        return _behind_per(tokens, j)
    if word == "/":
        found = match_unit(tokens, j) if unit else None
        named = unit is not None and tokens.at(j) in word_list("per_words")
        return (j, found.end) if found and found.unit.kind != "money" else (j, j + 1) if named else None
    if (
        word not in ("a", "an", "each", "every")
        or (word in ("each", "every") and unit is None)
        or tokens.at(j) not in word_list("per_words")
    ):
        return None
    end = _end_of_unit(tokens, j)
    return (j, end) if tokens.at(end) not in word_list("after_a_distance") else None


def _behind_per(tokens: Tokens, j: int) -> tuple[int, int] | None:
    """Return the range behind "per": a round number with its people, a unit, or any word."""
    after = tokens.at(j)
    if after in ("cent", "se") or not after[:1].isalnum():
        return None
    if tokens.name(j) == "number" or after in ("thousand", "million", "hundred"):
        j2 = j + 1 + (tokens.at(j + 1) in ("thousand", "million"))
        found = match_unit(tokens, j2)
        if found and found.unit.kind == "measure" and len(tokens.at(j2)) > 1:
            return j, found.end
        people = tokens.at(j2) in word_list("heads")
        return j, j2 + people
    j += after in word_list("kinds_of_share") and tokens.at(j + 1) in word_list("per_words")
    return j, _end_of_unit(tokens, j)


def _end_of_unit(tokens: Tokens, j: int) -> int:
    found = match_unit(tokens, j)
    return found.end if found else j + 1
