"""Gives figures that leave out their noun or unit ("five of whom", "eight are dead", "rose 50 to 9.00") the one they mean."""

from claims.numerals.contexts import word_set
from claims.numerals.nouns import find_noun, is_people, is_plural
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import Unit, noun_book, number_book

_AUXILIARIES = word_set("auxiliaries")
_HARM = word_set("harm")
_INDEX_WORDS = word_set("index_words")
_MARKET_VERBS = word_set("market_verbs")
_COMPARING = word_set("comparing")
_VERBS_BEHIND = word_set("verbs_behind")
_REACH = 30  # figures back that a noun or a currency may be carried from


def carry_nouns(tokens: Tokens, quantities: list[Quantity]) -> None:
    """Fill in nouns and units from earlier figures of the line, in place."""
    for k, quantity in enumerate(quantities):
        if quantity.unit is not None or quantity.joined == "score":
            continue
        if not quantity.people and _is_headcount(tokens, quantity):
            quantity.people, quantity.head, quantity.noun_first, quantity.noun_last = True, None, -1, -1
        elif quantity.head is None and _noun_of_number(tokens, quantity):
            continue
        elif quantity.head in ("other", "more") or quantity.head is None:
            _carry(tokens, quantities, k)


_HEADCOUNTS = word_set("headcounts")


def _is_headcount(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "a population of about 44 million" and "the death toll rose to 230"."""
    if quantity.number.style == "fraction" or quantity.joined not in ("", "range"):
        return False
    sentence = tokens.sentence_of[quantity.first]
    for i in range(quantity.first - 1, max(-1, quantity.first - 7), -1):
        if tokens.sentence_of[i] != sentence or tokens.words[i] in ",;:" or tokens.is_number(i):
            return False
        if tokens.lower[i] in _HEADCOUNTS:
            return not tokens.lower[i].startswith(("unemploy", "jobless")) or (quantity.low or 0) >= 1000
    return False


def _noun_of_number(tokens: Tokens, quantity: Quantity) -> bool:
    """Read "the number of jobless people rose to 3.3 million": the noun stands behind "number of"; in place."""
    if quantity.number.style == "fraction" or tokens.at(quantity.first - 1) not in _LEVEL_WORDS:
        return False
    sentence = tokens.sentence_of[quantity.first]
    for i in range(quantity.first - 2, max(0, quantity.first - 22), -1):
        if tokens.sentence_of[i] != sentence or tokens.words[i] in ";:":
            return False
        if (
            tokens.lower[i] == "of"
            and tokens.at(i - 1) in ("number", "numbers", "tally", "total")
            and tokens.at(i - 2)
            in ("the", "total", "a", "record", "of", "in", "overall", "average", "combined", "whose", "their", "its")
        ):
            phrase = find_noun(tokens, i + 1)
            if phrase is None or phrase.last > quantity.first:
                return False
            quantity.noun_first, quantity.noun_last, quantity.head = phrase.first, phrase.last, phrase.head
            quantity.people, quantity.carried = is_people(tokens.lower[phrase.last - 1]), True
            return True
    return False


_LEVEL_WORDS = word_set("level_words")


def _carry(tokens: Tokens, quantities: list[Quantity], k: int) -> None:
    quantity = quantities[k]
    if _is_of_whom(tokens, quantity):
        _carry_noun(quantity, _nearest(quantities, k, people=False))
    elif _counts_people(tokens, quantity):
        quantity.people = True
        _carry_noun(quantity, _nearest(quantities, k, people=True))
    elif quantity.number.style == "vague" and quantity.head is None:
        _read_lone_vague(tokens, quantity)
    elif quantity.head == "other":
        told = [q for q in quantities[max(0, k - _REACH) : k] if tokens.at(q.first - 1) not in ("including", "among")]
        _carry_noun(quantity, _nearest(told, len(told), people=False))
    elif quantity.number.style in ("fraction", "vague", "zero") or quantity.age:
        return
    elif _is_unnamed_money(tokens, quantity):
        quantity.unit = Unit("", "money", "money")
    elif not _carry_price(tokens, quantities, k):
        _carry_neighbour(tokens, quantities, k)


_MONEY_WORDS = word_set("money_words")
_SPENDING = word_set("spending")
_HUMAN_VERBS = word_set("human_verbs")


def _read_lone_vague(tokens: Tokens, quantity: Quantity) -> None:
    """Read "thousands braved the cold" as people and "costs them billions" as money, in place."""
    after, before = tokens.at(quantity.last), {tokens.at(i) for i in range(quantity.first - 3, quantity.first)}
    if before & _SPENDING and tokens.at(quantity.number.last - 1) in ("millions", "billions", "thousands", "trillions"):
        quantity.unit = Unit("", "money", "money")
    elif (
        after in _HUMAN_VERBS
        or after.endswith("ed")
        or (
            after == "more"
            and (tokens.at(quantity.last + 1) in _HUMAN_VERBS or tokens.at(quantity.last + 1).endswith("ed"))
        )
    ):
        quantity.people = True


def _is_unnamed_money(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell money whose currency is not printed: "200 million per aircraft", "1.6 billion ($2.54 billion)"."""
    if quantity.number.scale < 1e6:
        return False
    bracketed = tokens.word(quantity.last) == "(" and any(
        tokens.word(quantity.last + k) in ("$", "£", "€", "¥") for k in (1, 2)
    )
    if bracketed or (quantity.per is not None and quantity.head is None):
        return True
    near = {tokens.at(i) for i in range(quantity.first - 4, quantity.first)}
    return (
        bool(near & _MONEY_WORDS)
        or tokens.at(quantity.first - 1) in ("cost", "costs", "costing", "worth")
        or (tokens.at(quantity.first - 2) in ("worth", "cost", "costs", "costing"))
    )


def _is_of_whom(tokens: Tokens, quantity: Quantity) -> bool:
    i = quantity.last
    if tokens.at(i) == "who" and quantity.number.style != "fraction":
        quantity.people = True
        return True
    return tokens.at(i) == "of" and tokens.at(i + 1) in ("whom", "which", "them", "those", "these")


def _counts_people(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "eight are dead", "five were killed", "killing 12", "four others died"."""
    predicates = noun_book().people_predicates
    i = max(quantity.last, quantity.noun_last)
    for _ in range(4):
        if tokens.at(i) in predicates:
            return True
        if tokens.at(i) not in _AUXILIARIES:
            break
        i += 1
    before = quantity.first - 1
    while tokens.at(before) in (
        "more",
        "than",
        "at",
        "least",
        "as",
        "many",
        "nearly",
        "about",
        "some",
        "around",
        "up",
        "to",
        "over",
        "another",
        "estimated",
        "an",
    ):
        before -= 1
    return quantity.head is None and tokens.at(before) in _HARM - {"leaving", "left", "including"}


def _nearest(quantities: list[Quantity], k: int, *, people: bool) -> Quantity | None:
    """Return the nearest earlier figure with a noun of its own."""
    for quantity in reversed(quantities[max(0, k - _REACH) : k]):
        if (
            quantity.noun_first >= 0
            and quantity.head not in ("other", "more")
            and (quantity.people or not people)
            and quantity.unit is None
        ):
            return quantity
    return None


def _carry_noun(quantity: Quantity, source: Quantity | None) -> None:
    if source is None:
        return
    quantity.noun_first, quantity.noun_last, quantity.head = source.noun_first, source.noun_last, source.head
    quantity.people, quantity.carried = source.people, True


def _carry_price(tokens: Tokens, quantities: list[Quantity], k: int) -> bool:
    """Read the bare numbers of market reports: "gained 3.00 to 16.00" after a price is money, after an index points."""
    quantity, text = quantities[k], tokens.words[quantities[k].number.first]
    before = tokens.at(quantity.first - 1)
    follows_move = (
        before in _MARKET_VERBS
        or before in ("record", "by")
        or tokens.at(quantity.last) in ("to", "down", "up", "higher", "lower")
    )
    if not follows_move or quantity.number.scale != 1:
        return False
    if _near_index(tokens, quantity):
        quantity.unit = Unit("{point}", "point", "score")
        return True
    source = next(
        (
            q
            for q in reversed(quantities[max(0, k - _REACH) : k])
            if q.unit is not None and q.unit.kind in ("money", "score")
        ),
        None,
    )
    decimals = len(text.partition(".")[2])
    if (
        source is not None
        and source.unit is not None
        and (
            decimals == 2
            or (
                decimals == 0
                and source.unit.kind == "money"
                and quantity.low is not None
                and quantity.low < 100
                and _pairs_with_price(tokens, quantity)
            )
        )
    ):
        _carry_unit(quantity, source.unit, cents=decimals == 0)
        return True
    if (
        source is None
        and ((decimals == 2 and "," not in text) or _pairs_with_price(tokens, quantity))
        and before != "of"
    ):
        _carry_unit(quantity, Unit("", "money", "money"), cents=decimals == 0)
        return True
    return False


def _carry_unit(quantity: Quantity, unit: Unit, *, cents: bool) -> None:
    """Give a bare price its currency: whole numbers beside prices with decimals are hundredths."""
    if unit.kind == "money" and cents and quantity.low is not None:
        quantity.low, quantity.high = quantity.low / 100, (quantity.high or quantity.low) / 100
    if unit.divisor != 1:
        unit = Unit(unit.code, unit.name, unit.kind, family=unit.family)
    quantity.unit, quantity.carried = unit, True


def _pairs_with_price(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "50 to 9.00" and "15 down at 11.40": a move in hundredths beside the price."""
    i = quantity.last
    i += tokens.at(i) in ("down", "up", "higher", "lower")
    price = tokens.at(i) in ("to", "at") and tokens.is_number(i + 1) and len(tokens.words[i + 1].partition(".")[2]) == 2
    return (
        price
        and quantity.low is not None
        and quantity.low < 100
        and tokens.at(i + 2) not in number_book().scales
        and tokens.at(i + 2) not in number_book().short_scales
    )


def _near_index(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell whether a share index is what moves: its name stands before, in the same sentence."""
    sentence = tokens.sentence_of[quantity.first]
    for i in range(quantity.first - 1, max(-1, quantity.first - 16), -1):
        if tokens.sentence_of[i] != sentence:
            return False
        if tokens.lower[i] in _INDEX_WORDS:
            return True
        if tokens.lower[i] in ("shares", "stock", "price"):
            return False
    return False


def _carry_neighbour(tokens: Tokens, quantities: list[Quantity], k: int) -> None:
    """Carry the noun or unit of the figure before, in the same sentence, to a bare number that goes on comparing."""
    quantity = quantities[k]
    sentence = tokens.sentence_of[quantity.first]
    if k + 1 < len(quantities) and _is_part_of_next(tokens, quantity, quantities[k + 1]):
        _take_over(quantity, quantities[k + 1])
        return
    if k == 0:
        return
    source = next(
        (q for q in reversed(quantities[max(0, k - 4) : k]) if tokens.word(q.first - 1) not in ("(", ";")),
        quantities[k - 1],
    )
    if (
        tokens.sentence_of[source.first] != sentence
        or source.joined == "score"
        or source.number.style in ("fraction", "vague", "zero")
        or source.age
    ):
        return
    if source.change and source.unit and source.unit.kind == "percent" and tokens.at(quantity.first - 1) == "to":
        return  # "slid 2% to 18.6 per dollar": where it ended is no percentage
    if tokens.at(quantity.first - 1) not in _COMPARING or tokens.at(quantity.last) in _VERBS_BEHIND:
        return
    if (
        source.unit is not None
        and source.low
        and quantity.low is not None
        and not 0.001 < abs(quantity.low / source.low) < 1000
    ):
        return
    _take_over(quantity, source)


def _is_part_of_next(tokens: Tokens, quantity: Quantity, following: Quantity) -> bool:
    """Tell "280 million of the 1.5 billion shekels"."""
    gap = tuple(tokens.lower[quantity.last : following.first])
    if gap in (("up",), ("down",)) and following.unit is not None and following.unit.kind in ("score", "money"):
        return True
    whole = gap in _OF_WHOLE or gap in (("and",), ("or",)) or (gap[:1] == ("of",) and _ends_determiner(gap[1:]))
    return whole and (following.unit is not None or following.noun_first >= 0)


def _ends_determiner(words: tuple[str, ...]) -> bool:
    """Tell "their last" and "the country's" (or "the countrys") from words that hold a noun of their own."""
    if not 1 <= len(words) <= 3:
        return False
    owner = words[-1].endswith(("'s", "’s", "s'", "s’")) or (words[-1].endswith("s") and not is_plural(words[-1]))
    return words[-1] in _RANKED_PARTS or owner


_OF_WHOLE = (
    ("of",), ("of", "the"), ("of", "its"), ("of", "his"), ("of", "her"), ("of", "their"), ("of", "our"), ("out", "of"),
    ("out", "of", "the"), ("of", "these"), ("of", "those"), ("of", "my"),
)  # fmt: skip
_RANKED_PARTS = frozenset(
    {"last", "first", "past", "next", "final", "top", "remaining", "previous", "opening", "other"}
)


def _take_over(quantity: Quantity, source: Quantity) -> None:
    if source.unit is not None:
        if source.unit.kind in ("percent", "money", "measure", "score") and source.unit.code != "{time}":
            if source.unit.divisor != 1 and quantity.low is not None:
                quantity.low, quantity.high = (
                    quantity.low / source.unit.divisor,
                    (quantity.high or quantity.low) / source.unit.divisor,
                )
            quantity.unit, quantity.carried = source.unit, True
    elif source.noun_first >= 0:
        _carry_noun(quantity, source)
    elif source.people:
        quantity.people = True
