"""What a quantity counts: the noun behind it, or what an earlier figure of the text or the verb beside it says.

The rules stand in `RULES` in order of preference; each looks at one quantity and what was settled before, and returns a
`Sense` or None.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from claims.spans.numbers.joins import Quantity
from claims.spans.units import HYPHENS, MONEY, Unit, match_unit
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import Noun, counts_persons, is_stop, noun_after, subject_is_people, words
from claims.text.tokens import Tokens

_REACH = 30  # figures back that a noun or a currency may be carried from
_POINT = Unit("{point}", "point", "score")


@dataclass(frozen=True, slots=True)
class Sense:
    """What is counted: a noun, persons without a noun, or a unit that is not printed, with what it divides by."""

    noun: Noun | None = None
    people: bool = False
    unit: Unit | None = None
    divisor: float = 1.0


@dataclass(frozen=True, slots=True)
class Settled:
    """A quantity and its sense."""

    quantity: Quantity
    sense: Sense

    @property
    def unit(self) -> Unit | None:
        """The unit, printed or carried."""
        return self.quantity.unit or self.sense.unit


@dataclass(frozen=True, slots=True)
class _Place:
    """One quantity among those around it: what was settled before, and the quantity that follows."""

    tokens: Tokens
    quantity: Quantity
    before: list[Settled]
    following: Quantity | None

    def at(self, offset: int) -> str:
        """Return a word behind the quantity, or before it where the offset is negative."""
        return self.tokens.at(self.quantity.last + offset if offset >= 0 else self.quantity.first + offset)

    @property
    def low(self) -> float:
        """The lower end, 0 where there is none."""
        return self.quantity.low or 0.0

    @property
    def style(self) -> str:
        """How the number is printed."""
        return self.quantity.amount.number.style

    def nearest(self, *, people: bool) -> Noun | None:
        """Return the noun of the nearest earlier figure that has one of its own."""
        for settled in reversed(self.before[-_REACH:]):
            noun = settled.sense.noun
            if (
                noun
                and noun.head not in ("other", "more")
                and (noun.people or not people)
                and settled.quantity.unit is None
            ):
                return replace(noun, near=False)
        return None


def settle_all(tokens: Tokens, quantities: list[Quantity]) -> list[Settled]:
    """Return every quantity with what it counts, in order."""
    settled: list[Settled] = []
    for quantity, following in zip(quantities, [*quantities[1:], None], strict=False):
        settled.append(Settled(quantity, _sense(_Place(tokens, quantity, settled, following))))
    return settled


def _sense(place: _Place) -> Sense:
    quantity = place.quantity
    if (quantity.unit is not None and quantity.joined != "share") or quantity.joined == "score":
        return Sense()
    for rule in RULES:
        sense = rule(place)
        if sense is not None:
            return sense
    return Sense()


def _read_own_noun(place: _Place) -> Sense | None:
    """Read the counted phrase right behind, over "or so", "+" and a size ("two 15-metre yachts")."""
    tokens, quantity = place.tokens, place.quantity
    i, sized = _start_of_noun(tokens, quantity.last)
    if quantity.joined == "share":
        return Sense()
    if place.style == "fraction":
        return _shared_out(tokens, quantity, i)
    value = (
        1.0
        if place.style == "zero" or place.quantity.high == 0
        else quantity.high
        if quantity.high is not None
        else 2.0
    )
    noun = noun_after(tokens, i, value, group=place.style in ("vague", "zero") or tokens.at(i) == "of")
    noun = _partitive(place, noun, i) if noun and tokens.at(i) == "of" else noun or _singular(place, i)
    if (
        noun is None
        or noun.head in ("other", "more")
        or (not noun.people and noun.last == i + 1 and _heads(tokens, quantity.first))
    ):
        return None
    unit = match_unit(tokens, noun.last - 1) if noun.last > noun.first + 1 else None
    if unit and unit.end == noun.last and unit.unit.kind == "measure" and not unit.symbol:
        return Sense(noun, unit=unit.unit)
    return Sense(replace(noun, near=False) if sized else noun, noun.people)


def _partitive(place: _Place, noun: Noun, i: int) -> Noun | None:
    """Return what "five of the children" counts, not near, since the quote is the number; the next figure's noun is its own."""
    tokens, number, following = place.tokens, place.quantity.amount.number, place.following
    if (
        place.style not in ("digits", "words")
        or number.value == 20
        or (place.style == "words" and number.scale >= 1000)
    ):
        return noun
    taken = following is not None and noun.first - 1 <= following.first < noun.last + 2
    numbered = any(_is_number(tokens, k) for k in range(i, noun.first))
    return None if taken or numbered or tokens.at(i + 1) in word_list("those") else replace(noun, near=False)


def _singular(place: _Place, i: int) -> Noun | None:
    """Return the singular that a number qualifies behind an article: "a 12 page document"."""
    tokens = place.tokens
    plain = all(tokens.name(k) == "word" and not is_stop(tokens.at(k)) for k in (i, i + 1))
    fits = plain and place.style == "digits" and place.at(-1) in ("a", "an", "the") and tokens.words[i].islower()
    return Noun(i, i + 1, tokens.lower[i], people=False) if fits else None


def _heads(tokens: Tokens, first: int) -> bool:
    """Tell "an army of 40,000 waits" and "groups of 12": so many persons, "of", and no noun behind the number."""
    k = first - 1
    while tokens.at(k) in word_list("hedges"):
        k -= 1
    return tokens.at(k) == "of" and tokens.at(k - 1) in (*words("persons", "headcounts"), "groups")


def _start_of_noun(tokens: Tokens, i: int) -> tuple[int, bool]:
    """Return where the noun of a number may start, and whether a figure of its own stands between."""
    if tokens.word(i) == "+" and tokens.glued(i):
        return i + 1, False
    if (tokens.at(i), tokens.at(i + 1)) in (("or", "so"), ("or", "more"), ("or", "fewer")) or (
        tokens.word(i) in HYPHENS and tokens.at(i + 1) in ("plus", "odd")
    ):
        return i + 2, False
    sign = i + (tokens.word(i) in ("$", "£", "€"))
    number = tokens.name(sign) == "number" or tokens.at(sign) in read_lexicon("numbers")["cardinals"]
    if sign > i and number and not is_stop(tokens.at(sign + 1)):
        return sign + 1, True
    if (
        number
        and tokens.word(sign + 1) in HYPHENS
        and tokens.glued(sign + 1)
        and (spelt := match_unit(tokens, sign + 2))
    ):
        return spelt.end, True
    return i, False


def _shared_out(tokens: Tokens, quantity: Quantity, i: int) -> Sense | None:
    """Read what a fraction is part of: "two-thirds of small firms", "half of its 3,400 workers", "half the crowd"."""
    start = i + (tokens.at(i) == "of")
    if start == i and tokens.at(i) not in word_list("determiners"):
        noun = noun_after(tokens, i, 1.0)
        return Sense(noun) if noun and not noun.head.endswith("point") else Sense()
    while tokens.at(start) in word_list("determiners"):
        start += 1
    for k in range(start, min(start + 5, len(tokens))):
        if tokens.name(k) == "number" or tokens.at(k) in read_lexicon("numbers")["cardinals"]:
            noun = noun_after(tokens, k + 1)
            return Sense(replace(noun, near=False)) if noun and not quantity.unit else Sense()
    noun = noun_after(tokens, start, 1.0, group=True)
    return Sense(noun) if noun else Sense()


def _read_of_whom(place: _Place) -> Sense | None:
    if place.at(0) == "who" and place.style != "fraction":
        noun = place.nearest(people=True)
        return Sense(noun, people=True)
    if place.at(0) == "of" and place.at(1) in word_list("those"):
        noun = place.nearest(people=place.at(1) == "whom")
        return Sense(noun, place.at(1) == "whom" or bool(noun and noun.people))
    return None


def _read_headcount(place: _Place) -> Sense | None:
    """Read "a population of about 44 million" and "the death toll rose to 230" as persons."""
    tokens, quantity = place.tokens, place.quantity
    if place.style == "fraction":
        return None
    if _heads(tokens, quantity.first):
        return Sense(people=True)
    for k in range(quantity.first - 1, max(-1, quantity.first - 13), -1):
        word = tokens.lower[k]
        if (
            tokens.sentence_of[k] != tokens.sentence_of[quantity.first]
            or word in ("(", ";", ":")
            or (tokens.name(k) == "number" and place.at(-1) != "to")
        ):
            return None
        if word in words("persons", "headcounts") or (word in ("numbers", "number") and counts_persons(tokens, k - 1)):
            rate = word.startswith(("unemploy", "jobless"))
            return Sense(people=True) if not rate or place.low >= 1000 else None
    return None


def _read_persons(place: _Place) -> Sense | None:
    """Read persons from what they are, suffer or do: "eight are dead", "killing 12", "thousands fled"."""
    tokens, quantity = place.tokens, place.quantity
    i = quantity.last + (place.at(0) in ("others", "more"))
    if subject_is_people(tokens, i) and place.style != "fraction":
        return Sense(place.nearest(people=True), people=True)
    k = quantity.first - 1
    while tokens.at(k) in word_list("hedges"):
        k -= 1
    if tokens.at(k) in words("persons", "harm") or (tokens.at(k), tokens.at(k + 1)) in (
        ("lay", "off"),
        ("laid", "off"),
    ):
        return Sense(place.nearest(people=True) if place.at(0) in ("others", "more") else None, people=True)
    return None


def _read_others(place: _Place) -> Sense | None:
    """Read "four others" and "300 more" as more of what was counted before."""
    if place.at(0) not in ("others", "other", "more") or (
        place.at(0) == "other" and noun_after(place.tokens, place.quantity.last)
    ):
        return None
    told = [s for s in place.before if place.tokens.at(s.quantity.first - 1) not in ("including", "among")]
    noun = replace(place, before=told).nearest(people=False) if place.at(0) != "more" else None
    return Sense(noun, noun.people) if noun else Sense(people=True) if place.at(0) == "others" else None


def _read_vague(place: _Place) -> Sense | None:
    """Read "thousands braved the cold" as persons and "costs them billions" as money."""
    if place.style != "vague":
        return None
    tokens, first = place.tokens, place.quantity.first
    clause = {
        tokens.lower[k] for k in range(max(0, first - 7), first) if tokens.sentence_of[k] == tokens.sentence_of[first]
    }
    kept = place.at(0) == "in" and place.at(1) in word_list("amassed")
    paid = {place.at(k) for k in (-1, -2, -3)} & word_list("spending") or clause & {"cost", "costs", "costing", "worth"}
    if (kept or paid) and tokens.at(place.quantity.amount.number.last - 1).endswith(("illions", "thousands")):
        return Sense(unit=MONEY)
    k = place.at(1) if place.at(0) == "more" else place.at(0)
    return Sense(people=True) if k in words("persons", "deeds") or k.endswith("ed") else Sense()


def _read_unnamed_money(place: _Place) -> Sense | None:
    """Read money whose currency is not printed: "200 million per aircraft", "1.5 billion ($2.2 billion)"."""
    tokens, quantity = place.tokens, place.quantity
    if quantity.amount.number.scale < 1e6 or place.style == "fraction":
        return None
    bracketed = place.at(0) == "(" and any(tokens.word(quantity.last + k) in ("$", "£", "€", "¥") for k in (1, 2))
    rate = place.at(0) == "per"
    near = {place.at(k) for k in (-1, -2, -3, -4)}
    paid = {place.at(-1), place.at(-2)} & {"worth", "cost", "costs", "costing"}
    if not (bracketed or rate or paid or near & word_list("money_words")):
        return None
    return (None if bracketed else _currency_before(place)) or Sense(unit=MONEY)


def _currency_before(place: _Place) -> Sense | None:
    """Return the currency of the figure before, where it is money in the same sentence."""
    source = place.before[-1] if place.before else None
    same = (
        source is not None
        and place.tokens.sentence_of[source.quantity.first] == place.tokens.sentence_of[place.quantity.first]
    )
    return (
        Sense(unit=source.unit)
        if source and same and source.unit and source.unit.kind == "money" and source.unit.divisor == 1
        else None
    )


def _read_hyphened_list(place: _Place) -> Sense | None:
    """Read "three-, four- and five-door cars": the noun stands behind the last hyphen."""
    tokens, i = place.tokens, place.quantity.last
    if tokens.word(i) not in HYPHENS or not tokens.glued(i) or tokens.word(i + 1) not in (",", "and", "or", "to"):
        return None
    while (
        tokens.word(i)
        and (tokens.lower[i] in (",", "and", "or", "to") or tokens.word(i) in HYPHENS or _is_number(tokens, i))
        and i < place.quantity.last + 12
    ):
        i += 1
    noun = noun_after(tokens, i - 1) if tokens.word(i - 1) in HYPHENS else None
    return Sense(replace(noun, near=False), noun.people) if noun else None


def _is_number(tokens: Tokens, i: int) -> bool:
    return tokens.name(i) == "number" or tokens.at(i) in read_lexicon("numbers")["cardinals"]


def _read_part_of_next(place: _Place) -> Sense | None:
    """Read "280 million of the 1.5 billion shekels" and "two of their last nine games" by the whole that follows."""
    following, quantity = place.following, place.quantity
    if following is None or following.first <= quantity.last or following.first - quantity.last > 5:
        return None
    gap = place.tokens.lower[quantity.last : following.first]
    ends = gap[-1] in word_list("before_a_whole") or gap[-1].endswith("s")
    whole = (gap[0] == "of" or gap[:2] == ["out", "of"]) and ends
    listed = gap in (["and"], ["or"]) and following.amount.number.style == quantity.amount.number.style
    moved = gap in (["up"], ["down"]) and following.unit is not None and following.unit.kind in ("score", "money")
    if not (whole or listed or moved):
        return None
    return _taken_over(following.unit, _own_noun_of(place.tokens, following) if following.unit is None else None)


def _own_noun_of(tokens: Tokens, quantity: Quantity) -> Noun | None:
    start, _ = _start_of_noun(tokens, quantity.last)
    noun = noun_after(tokens, start, quantity.high or 2.0)
    return replace(noun, near=False) if noun else None


def _taken_over(unit: Unit | None, noun: Noun | None) -> Sense | None:
    if unit is not None:
        fits = unit.kind in ("percent", "money", "measure", "score", "duration") and unit.code not in (
            "{time}",
            "times",
        )
        return Sense(unit=unit, divisor=unit.divisor) if fits else None
    return Sense(noun, noun.people) if noun else None


def _read_market(place: _Place) -> Sense | None:
    """Read the bare numbers of market reports: "gained 3.00 to 16.00" is money, after the name of an index points."""
    tokens, quantity = place.tokens, place.quantity
    printed, before = tokens.words[quantity.amount.number.first], place.at(-1)
    moves = (
        before in word_list("market_verbs")
        or before in ("record", "by")
        or place.at(0) in {"to", "level", *word_list("ways")}
    )
    if not moves or quantity.amount.number.scale != 1 or place.style not in ("digits", "words"):
        return None
    if _near_index(place):
        return Sense(unit=_POINT)
    source = next((s for s in reversed(place.before[-_REACH:]) if s.unit and s.unit.kind in ("money", "score")), None)
    decimals = len(printed.partition(".")[2])
    unit = source.unit if source else None
    paired = decimals == 0 and place.low < 100 and _pairs_with_price(place)
    if unit is not None and (decimals == 2 or (paired and unit.kind == "money")):
        whole = Unit(unit.code, unit.name, unit.kind, family=unit.family) if unit.divisor != 1 else unit
        return Sense(unit=whole, divisor=100.0 if decimals == 0 and unit.kind == "money" else 1.0)
    if (
        source is None
        and ((decimals == 2 and "," not in printed) or paired)
        and before != "of"
        and (place.at(0) == "to" or before == "to" or paired)
        and not noun_after(tokens, quantity.last)
    ):
        return Sense(unit=MONEY, divisor=100.0 if decimals == 0 else 1.0)
    return None


def _pairs_with_price(place: _Place) -> bool:
    """Tell "50 to 9.00" and "15 down at 11.40": a move in hundredths beside the price."""
    i = place.quantity.last + (place.at(0) in ("down", "up", "higher", "lower"))
    price = place.tokens.word(i + 1)
    return (
        place.tokens.at(i) in ("to", "at")
        and place.tokens.name(i + 1) == "number"
        and len(price.partition(".")[2]) == 2
    )


def _near_index(place: _Place) -> bool:
    """Tell whether a share index is what moves: its name stands before, in the same sentence."""
    tokens, first = place.tokens, place.quantity.first
    for k in range(first - 1, max(-1, first - 16), -1):
        if tokens.sentence_of[k] != tokens.sentence_of[first] or tokens.lower[k] in ("shares", "stock", "price"):
            return False
        if tokens.lower[k] in word_list("index_words") or tokens.slice(k, k + 3) == "S&P":
            return True
    return False


def _read_subject(place: _Place) -> Sense | None:
    """Read "Seven miners have died and 19 have been flown out. Nine at Ely ...": a bare subject, after a counted noun."""
    tokens, first = place.tokens, place.quantity.first
    opens = (
        first > 0 and tokens.sentence_of[first - 1] != tokens.sentence_of[first] and place.at(0) in ("at", "in", "from")
    )
    if not (opens or place.at(0) in word_list("auxiliaries")) or place.style not in ("digits", "words"):
        return None
    previous = place.before[-1] if place.before else None
    distance = tokens.sentence_of[first] - tokens.sentence_of[previous.quantity.first] if previous else 2
    noun = previous.sense.noun if previous and previous.unit is None else None
    if noun is None or distance > 1 or (distance and previous and place.low > (previous.quantity.low or 0)):
        return Sense(people=True) if place.at(-1) == "all" and place.low <= 12 else None
    return Sense(replace(noun, near=False), noun.people)


def _read_neighbour(place: _Place) -> Sense | None:
    """Carry the noun or unit of the figure before, in the same sentence, to a bare number that goes on comparing."""
    tokens, quantity = place.tokens, place.quantity
    source = next((s for s in reversed(place.before[-4:]) if tokens.word(s.quantity.first - 1) not in ("(", ";")), None)
    if (
        source is None
        or place.style in ("fraction", "vague", "zero")
        or tokens.sentence_of[source.quantity.first] != tokens.sentence_of[quantity.first]
    ):
        return None
    if (
        source.quantity.joined == "score"
        or source.quantity.amount.number.style in ("fraction", "vague", "zero")
        or source.quantity.amount.age
    ):
        return None
    named = (place.at(-1), place.at(-2)) == ("of", "out")
    named = named or (
        tokens.word(quantity.first - 1)[:1].isupper() and tokens.word(quantity.first - 2) in (",", "and", "And")
    )
    level = (
        place.at(-1) in ("was", "is", "were", "at")
        and source.unit is not None
        and "." in tokens.words[quantity.amount.number.first]
    )
    if not (place.at(-1) in word_list("comparing") or named or level) or place.at(0) in word_list("auxiliaries"):
        return None
    unit = source.unit
    if (
        place.at(-1) == "to"
        and unit is not None
        and unit.kind == "percent"
        and "." in tokens.words[quantity.amount.number.first]
        and quantity.base is None
        and tokens.at(source.quantity.first - 1) != "from"
    ):
        return None  # "slid 2% to 18.6 per dollar": where it ended is no percentage
    scale = 1 if unit is None or unit.divisor == 1 else 1 / unit.divisor
    if source.quantity.low and not 0.001 < abs(place.low * scale / source.quantity.low) < 1000:
        return None
    noun = replace(source.sense.noun, near=False) if source.sense.noun else None
    if place.at(0) == "from" and place.at(-1) == "including":
        noun = place.nearest(people=True) or noun  # "500 members from 30 countries, including 38 from Kenya"
    return _taken_over(unit, noun) or (Sense(people=True) if source.sense.people else None)


def _read_number_of(place: _Place) -> Sense | None:
    """Read "the number of ferries rose to 33": the noun stands behind "number of"."""
    tokens, quantity = place.tokens, place.quantity
    if place.style == "fraction" or place.at(-1) not in word_list("level_words"):
        return None
    for k in range(quantity.first - 2, max(0, quantity.first - 22), -1):
        if tokens.sentence_of[k] != tokens.sentence_of[quantity.first] or tokens.words[k] in ";:":
            return None
        if tokens.lower[k] == "of" and tokens.at(k - 1) in ("number", "numbers", "tally", "total"):
            noun = noun_after(tokens, k + 1)
            return Sense(replace(noun, near=False), noun.people) if noun and noun.last <= quantity.first else None
    return None


RULES: tuple[Callable[[_Place], Sense | None], ...] = (
    _read_of_whom, _read_hyphened_list, _read_own_noun, _read_headcount, _read_persons, _read_others, _read_vague,
    _read_unnamed_money, _read_part_of_next, _read_number_of, _read_market, _read_subject, _read_neighbour,
)  # fmt: skip
