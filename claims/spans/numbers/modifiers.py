"""What bounds a quantity ("more than", "or so"), and whether it is itself a change ("rose 4%", "a 4% drop")."""

from dataclasses import dataclass
from functools import cache

from claims.spans.numbers.joins import Quantity
from claims.spans.units import HYPHENS
from claims.text.lexicon import read_lexicon, verb_forms, word_list
from claims.text.nouns import Noun
from claims.text.tokens import Tokens
from schemas.vocabulary import Change, Modifier

Phrases = dict[tuple[str, ...], Modifier]


@dataclass(frozen=True)
class _Book:
    """The phrases of `lexicon/modifiers.toml` as tuples of words, and the words of change."""

    before: Phrases
    after: Phrases
    between: frozenset[str]
    lasts: frozenset[str]
    firsts: frozenset[str]
    change: dict[str, Change]
    nouns: dict[str, Change]
    transitive: frozenset[str]
    governs_over: frozenset[str]
    governs_about: frozenset[str]


@cache
def book() -> _Book:
    """Return the phrases, read once."""
    data = read_lexicon("modifiers")
    phrases: list[Phrases] = [
        {tuple(phrase.split()): name for name, spelt in data[side].items() if name != "between" for phrase in spelt}
        for side in ("before", "after")
    ]
    ways: tuple[Change, Change] = ("up", "down")
    governs = {form for verb in data["over"]["verbs"] for form in verb_forms(verb)} | set(data["over"]["words"])
    return _Book(
        phrases[0], phrases[1], frozenset(data["before"]["between"]), frozenset(phrase[-1] for phrase in phrases[0]),
        frozenset(phrase[0] for phrase in phrases[1]), {word: way for way in ways for word in data["change"][way]},
        {word: way for way in ways for word in data["change"][f"{way}_nouns"]}, frozenset(data["change"]["transitive"]), frozenset(governs), frozenset(data["about"]["words"]),
    )  # fmt: skip


_DENIED: dict[Modifier, Modifier] = {"more_than": "at_most", "less_than": "at_least"}


def modifier_of(tokens: Tokens, quantity: Quantity, noun: Noun | None) -> Modifier:
    """Return what bounds a quantity: what its form says, else the words before it, else those behind."""
    if quantity.modifier:
        return quantity.modifier
    if quantity.joined == "score":
        return "exact"
    found = _before(tokens, quantity) or _after(tokens, quantity, noun) or "exact"
    return "exact" if found == "at_most" and quantity.base and tokens.at(quantity.first - 2) == "up" else found


def _before(tokens: Tokens, quantity: Quantity) -> Modifier | None:
    phrases, i = book(), quantity.first - 1
    if quantity.amount.age:
        while tokens.at(i) in ("the", "age", "ages", "of", "aged", "-"):
            i -= 1
    if tokens.word(i) in ("(", "[", "-") and tokens.at(i - 1) == "sub":
        return "less_than"
    skipped = 0
    while (
        tokens.at(i) in phrases.between
        and skipped < 3
        and not (tokens.at(i) in phrases.lasts and _phrase(tokens, i) not in (None, "exact"))
    ):
        i, skipped = i - 1, skipped + 1
    if tokens.at(i) not in phrases.lasts or (tokens.glued(i) and tokens.word(i - 1) in HYPHENS):
        return None
    if skipped and tokens.at(i) in word_list("weak_with_article") and tokens.at(i + 1) in ("a", "an", "the"):
        return None
    found = _phrase(tokens, i)
    if (
        tokens.at(i) in ("over", "under")
        and found in ("more_than", "less_than")
        and not quantity.amount.age
        and not _bounds(tokens, quantity, i)
    ):
        return None
    spelt = quantity.unit is None and quantity.amount.number.style == "words" and (quantity.low or 99) <= 10
    if tokens.at(i) == "about" and found == "about" and spelt and tokens.at(i - 1) in book().governs_about:
        return None
    return _DENIED.get(found, found) if found and _is_denied(tokens, i) else found


def _is_denied(tokens: Tokens, i: int) -> bool:
    """Tell "not rise by more than" and "did not cost more than": what is denied of the number bounds it the other way."""
    start = next((i - k for k in range(3) if tokens.at(i - k) in ("more", "less", "fewer")), None)
    if start is None:
        return False
    near = [tokens.at(k) for k in range(start - 1, start - 5, -1)]
    at = next((k for k, word in enumerate(near) if word in word_list("denials") or word.endswith("n't")), None)
    return (
        at is not None and at > 0 and all(word.isalpha() and word not in word_list("behind_not") for word in near[:at])
    )


def _phrase(tokens: Tokens, i: int) -> Modifier | None:
    """Return the modifier whose words end at token i, the longest first."""
    for length in (5, 4, 3, 2, 1):
        found = book().before.get(tuple(tokens.lower[i - length + 1 : i + 1])) if i - length + 1 >= 0 else None
        if found:
            return found
    return None


def _bounds(tokens: Tokens, quantity: Quantity, i: int) -> bool:
    """Tell "over 115 breaches" from what "over" governs as a preposition: "charged over 115 breaches", "held over 3 years"."""
    before = tokens.at(i - 1)
    if before in book().governs_over:
        return False
    if quantity.unit is None or quantity.unit.kind != "duration":
        return True
    return before in word_list("spans") or before.endswith("ly") or i == 0


def _after(tokens: Tokens, quantity: Quantity, noun: Noun | None) -> Modifier | None:
    phrases = book()
    ends = {quantity.last, quantity.number_last} | ({noun.last} if noun and noun.near else set())
    for start in sorted(ends, reverse=True):
        if tokens.at(start) == "-" and tokens.at(start + 1) == "plus":
            return "at_least"
        if tokens.at(start) not in phrases.firsts:
            continue
        for length in (4, 3, 2, 1):
            phrase = tuple(tokens.lower[start : start + length])
            if (
                phrase in phrases.after
                and not _opens_next(tokens, start + length)
                and (phrase != ("+",) or tokens.glued(start))
            ):
                return phrases.after[phrase]
    return None


def _opens_next(tokens: Tokens, i: int) -> bool:
    """Tell whether a number follows, so that the words before it are its own ("14 offices and over 3,000 workers")."""
    i += tokens.at(i) in ("a", "an", "another")
    return (
        tokens.name(i) == "number"
        or tokens.word(i) in ("$", "£", "€", "¥")
        or tokens.at(i) in read_lexicon("numbers")["cardinals"]
    )


def change_of(tokens: Tokens, quantity: Quantity, noun: Noun | None) -> Change | None:
    """Return the direction of a quantity that is itself a change."""
    if quantity.base and quantity.low is not None:
        return "up" if quantity.low > quantity.base[0] else "down" if quantity.low < quantity.base[0] else None
    if quantity.joined == "score" or quantity.amount.age:
        return None
    return _moved_before(tokens, quantity) or _moved_behind(tokens, quantity, noun)


def _moves(quantity: Quantity, *kinds: str) -> bool:
    return quantity.unit is not None and quantity.unit.kind in kinds


def _moved_before(tokens: Tokens, quantity: Quantity) -> Change | None:
    """Read the word of change right before, over "by", modifiers and adverbs."""
    phrases, i = book(), quantity.first - 1
    via_of = by = False
    for _ in range(7):
        word = tokens.at(i)
        if not word or tokens.sentence_of[i] != tokens.sentence_of[quantity.first] or _is_particle(tokens, quantity, i):
            break
        if word == "by" and (moved := _moved_object(tokens, i - 1)):
            return moved
        by, of_noun = by or word == "by", via_of and word in phrases.nouns
        if of_noun or (word in phrases.change and not _leads_on(tokens, i)):
            return phrases.nouns[word] if of_noun else _moved_by(quantity, word, by=by)
        via_of = via_of or word == "of"
        if (word == "at" and tokens.at(i + 1) != "least") or (word == "to" and tokens.at(i - 1) != "up"):
            break
        if not (word in word_list("skips_to_change") or word.endswith("ly")):
            break
        i -= 1
    return None


def _leads_on(tokens: Tokens, i: int) -> bool:
    """Tell "up to" and "upwards of", which bound a number, from a direction."""
    return (tokens.lower[i], tokens.at(i + 1)) in (("up", "to"), ("off", "to"), ("upward", "of"), ("upwards", "of"))


def _moved_by(quantity: Quantity, verb: str, *, by: bool) -> Change | None:
    """Return the direction of a verb, unless the number is its object: "raised 280 million" is none."""
    whole = quantity.unit is None or quantity.unit.divisor == 1
    taken = verb in book().transitive and not by and whole and not _moves(quantity, "percent", "score")
    return None if taken else book().change[verb]


def _is_particle(tokens: Tokens, quantity: Quantity, i: int) -> bool:
    """Tell the "up" of "gave up 5 seats" and "flagged up eight holes" from a direction."""
    word, before = tokens.lower[i], tokens.at(i - 1)
    if word not in ("up", "down", "off") or tokens.at(i + 1) == "by":
        return False
    if _moves(quantity, "percent", "score", "money") and before in word_list("closing"):
        return False
    past = before.endswith("ed") and before not in book().change and before not in word_list("edging")
    return before in word_list("particle_verbs") or (past and quantity.unit is None)


def _moved_object(tokens: Tokens, i: int) -> Change | None:
    """Read "cut its workforce by" and "raise interest rates by": the verb stands before what it moves."""
    for k in range(i, max(-1, i - 7), -1):
        word = tokens.lower[k]
        if not word[0].isalpha() and tokens.name(k) != "owner":
            return None
        direction = word in word_list("directions")
        if word in book().change and not direction and tokens.at(k - 1) not in word_list("determiners"):
            return book().change[word]
    return None


def _moved_behind(tokens: Tokens, quantity: Quantity, noun: Noun | None) -> Change | None:
    """Read "11 points higher", "30 cents down", "a 4 percent drop"."""
    phrases = book()
    i = max(quantity.last, noun.last if noun and noun.near else 0)
    word, moves = tokens.at(i), _moves(quantity, "percent", "money", "score")
    if word in ("higher", "lower") or (moves and word in ("weaker", "stronger", "firmer", "cheaper")):
        return phrases.change[word]
    if (
        moves
        and word in ("up", "down")
        and tokens.at(i + 1) not in (("to",) if _moves(quantity, "percent") else ("to", "from", "on", "for", "payment"))
    ):
        return phrases.change[word]
    if moves:
        for k in (i, i + 1):
            if tokens.at(k) in phrases.nouns and not (k > i and tokens.word(i) in ",.;:)"):
                return phrases.nouns[tokens.at(k)]
    return None
