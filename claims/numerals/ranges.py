"""Joins the quantities that are one figure: ranges, tallies, "one in five", dollars with their cents; shares scales and units."""

from claims.numerals.contexts import word_set
from claims.numerals.nouns import find_noun
from claims.numerals.quantity import Quantity
from claims.numerals.tallies import join_one_in_five, join_ratio, join_tally
from claims.numerals.tokens import Tokens
from claims.numerals.words import modifier_book, number_book

_DASHES = frozenset({"-", "–", "—", "‑", "−"})
_RANGE_VERBS = word_set("range_verbs")
_REVISIONS = word_set("revisions")


def join_quantities(tokens: Tokens, quantities: list[Quantity]) -> list[Quantity]:
    """Join neighbours from left to right; a joined one may take up the next ("5 or 6 to 8")."""
    joined: list[Quantity] = []
    for quantity in quantities:
        if joined and _join(tokens, joined[-1], quantity):
            continue
        joined.append(quantity)
    _share_over_lists(tokens, joined)
    return joined


def _join(tokens: Tokens, left: Quantity, right: Quantity) -> bool:
    """Join the right one into the left one, in place, where the words between say so."""
    if left.joined or left.number.style in ("zero", "vague") or right.number.style in ("zero", "vague"):
        return False
    gap = tuple(tokens.lower[left.last : right.first])
    _read_from_behind(tokens, left, right)
    if len(gap) > 3 or tokens.sentence_of[left.first] != tokens.sentence_of[right.first]:
        return False
    return (
        _join_cents(tokens, left, right, gap)
        or join_ratio(tokens, left, right, gap)
        or join_one_in_five(tokens, left, right, gap)
        or join_tally(tokens, left, right, gap)
        or _join_range(tokens, left, right, gap)
    )


def _read_from_behind(tokens: Tokens, left: Quantity, right: Quantity) -> None:
    """Read "fell to 14.7 pct at the end of 1986 from 26 pct": the right one is where the left one came from, in place."""
    if (
        tokens.at(right.first - 1) != "from"
        or tokens.sentence_of[left.first] != tokens.sentence_of[right.first]
        or left.low is None
        or right.low is None
    ):
        return
    if (
        tokens.at(left.first - 1) != "to"
        or left.base
        or right.first - left.last > 9
        or (left.unit and right.unit and left.unit.code != right.unit.code)
    ):
        return
    if (
        left.unit is None
        and (right.unit is not None or find_noun(tokens, left.last) is None)
        and right.first - left.last > 1
    ):
        return
    left.base = (right.low, right.low)


def _join_cents(tokens: Tokens, left: Quantity, right: Quantity, gap: tuple[str, ...]) -> bool:
    """Read "3 dollars 50 cents" and "15 dollars 50" as one amount of money."""
    unit = left.unit
    if (
        gap not in ((), ("and",), (",",))
        or unit is None
        or unit.kind != "money"
        or unit.divisor != 1
        or left.low is None
        or right.low is None
    ):
        return False
    cents = right.unit is not None and right.unit.divisor == 100
    bare = (
        right.unit is None
        and not right.signed
        and not left.signed
        and gap != (",",)
        and 0 < right.low < 100
        and tokens.at(right.last) in ("", ".", "more")
    )
    if right.signed or not (cents or bare) or left.number.scale > 1 or left.per:
        return False
    left.low = left.high = left.low + (right.low if cents else right.low / 100)
    left.last = left.number_last = right.last
    left.joined = "cents"
    return True


def _join_range(tokens: Tokens, left: Quantity, right: Quantity, gap: tuple[str, ...]) -> bool:
    """Read "4,000-5,000", "40 percent to 70 percent", "between 5 and 7", "two or three" as one interval."""
    link = _range_link(tokens, left, right, gap)
    if left.number.style == "fraction" != right.number.style and link == "to" and not left.unit:
        return False  # "up by a quarter to 450 million"
    if not link or left.low is None or right.low is None or not _compatible(tokens, left, right, link):
        return False
    if _is_change(tokens, left, right, link):
        _share(tokens, left, right)
        right.base = (left.low, left.low)
        return False
    wide = _is_same_amount_again(left, right)
    if not (link == "or" and wide):
        _share(tokens, left, right)
    if link == "or" and (left.low >= right.low or wide):
        return False
    left.low, left.high = sorted((left.low, right.high if right.high is not None else right.low))
    left.unit, left.per, left.last = right.unit or left.unit, right.per or left.per, right.last
    left.number_last, left.joined, left.modifier = right.number_last, "range", "between"
    return True


def _is_same_amount_again(left: Quantity, right: Quantity) -> bool:
    """Tell "20 dollars a share, or 4 million dollars" from the ends of a range: both print their unit and lie far apart."""
    if left.unit is None or right.unit is None or not left.low or not right.low:
        return False
    return left.per != right.per or right.low / right.number.scale > 3 * left.low / left.number.scale


_HEDGES = (
    ("just",),
    ("only",),
    ("nearly",),
    ("almost",),
    ("roughly",),
    ("some",),
    ("a",),
    ("more", "than"),
    ("just", "under"),
    ("just", "over"),
)


def _range_link(tokens: Tokens, left: Quantity, right: Quantity, gap: tuple[str, ...]) -> str:
    """Return what links two quantities: dash, to, or, and; nothing where they stand apart."""
    words = tuple(w for w in gap if w not in ("about", "around", "perhaps", "even", "maybe", "possibly"))
    if len(words) == 1 and words[0] in _DASHES:
        tight = tokens.glued(right.first) and tokens.glued(left.last)
        spaced = not tokens.glued(right.first) and not tokens.glued(left.last)
        return (
            "-"
            if tight
            or (
                spaced
                and left.signed == right.signed
                and (left.low or 0) < (right.low or 0)
                and left.unit in (None, right.unit)
            )
            else ""
        )
    if words == ("/",) and left.signed and right.signed:
        return "-"
    hedged = tokens.at(left.first - 1) == "from" and words[:1] == ("to",) and words[1:] in _HEDGES
    if hedged or words in (("to",), ("-", "to", "-"), ("up", "to"), ("through",), ("-", "to"), ("till",)):
        return "to"
    if words == ("or",):
        return "or"
    if words == ("and",) and _after_between(tokens, left):
        return "and"
    return ""


def _after_between(tokens: Tokens, left: Quantity) -> bool:
    """Tell whether "between" opens the pair ("between the ages of 5 and 10" too)."""
    i = left.first - 1
    while tokens.at(i) in ("the", "ages", "of", "an", "a", "about", "around", "estimated", "roughly", "anywhere"):
        i -= 1
    return tokens.at(i) in ("between", "betwen")


def _compatible(tokens: Tokens, left: Quantity, right: Quantity, link: str) -> bool:
    """Tell whether two quantities can be the ends of one interval."""
    a, b = left.unit, right.unit
    if (
        a
        and b
        and (
            (a.code != b.code and (a.family is None or a.family != b.family))
            or (a.divisor != b.divisor and link != "and")
        )
    ):
        return False
    if a and b and link == "to" and tokens.at(left.first - 1) != "from" and _moves_by(tokens, left.first):
        return False
    if b is None and a is not None and not left.signed and link != "and":
        return _is_change_pair(tokens, left)
    if a is None and b is None:
        return _bare_pair(tokens, left, right, link)
    return not (a is None and b is not None and find_noun(tokens, left.last) is not None)


def _is_change_pair(tokens: Tokens, left: Quantity) -> bool:
    return tokens.at(left.first - 1) == "from"


def _bare_pair(tokens: Tokens, left: Quantity, right: Quantity, link: str) -> bool:
    """Tell whether two numbers without units make an interval: rising, and not a price behind its change."""
    if left.low is None or right.low is None:
        return False
    if (
        link == "to"
        and tokens.at(left.first - 1) != "from"
        and (left.low >= right.low or (_moves_by(tokens, left.first) and not _is_near(tokens, left, right)))
    ):
        return False
    if (
        "." in tokens.word(right.number.first)
        and "." not in tokens.word(left.number.first)
        and link == "to"
        and tokens.at(left.first - 1) != "from"
    ):
        return False
    if link == "to" and left.number.style == "words" and right.number.style == "digits" and right.low > 10 * left.low:
        return False  # "182 for two to 246 all out"
    if link == "-" and left.low >= right.low:
        return False
    return not (link == "or" and left.low >= right.low)


def _is_near(tokens: Tokens, left: Quantity, right: Quantity) -> bool:
    """Tell "grow by 25 to 30 seats" from "rose 5 to 20": the ends lie close, and one noun behind serves both."""
    near = (right.low or 0.0) <= 2 * (left.low or 0.0)
    return near and tokens.at(left.first - 1) == "by" and find_noun(tokens, right.last) is not None


def _moves_by(tokens: Tokens, first: int) -> bool:
    """Tell whether the left one is a move ("rose 5 to 20", "up by 5 dollars to 20 dollars"), so that the right one is where it ends."""
    i = first - 1
    if tokens.at(i) == "by":
        return True
    while tokens.at(i) in ("by", "about", "nearly", "almost", "some", "another", "around", "roughly"):
        i -= 1
    return tokens.at(i) in modifier_book().change


def _is_change(tokens: Tokens, left: Quantity, right: Quantity, link: str) -> bool:
    """Tell "rose from 5 to 7 percent", which is a change, from "ranging from 5 to 7 percent"."""
    i = left.first - 1
    if link != "to" or tokens.at(i) != "from":
        return False
    if tokens.at(right.last) == "to" and tokens.at(right.last + 1) != "":
        return not tokens.is_number(right.last + 1) and tokens.at(right.last + 1) not in number_book().cardinals
    sentence = tokens.sentence_of[left.first]
    change = modifier_book().change
    for j in range(i - 1, max(-1, i - 13), -1):
        word = tokens.at(j)
        if tokens.sentence_of[j] != sentence or word in (";", ":"):
            return False
        if word in _RANGE_VERBS or (tokens.is_number(j) and not (len(word) == 4 and word.isdecimal())):
            return False
        if word in change or word in _REVISIONS or word in modifier_book().change_nouns:
            return True
    return False


def _share(tokens: Tokens, left: Quantity, right: Quantity) -> None:
    """Give each the unit, and the left one the scale, that only the other prints, in place."""
    scale = right.number.scale
    if scale != 1 and left.number.scale == 1 and left.low is not None and _shares_scale(tokens, left, right):
        left.low = left.high = left.low * scale
        left.number.scale = scale
    if _shares_thousands(tokens, left, right) and left.low is not None:
        left.low = left.high = left.low * 1000
    if left.unit is None:
        left.unit = right.unit
        if right.unit and right.unit.divisor != 1 and left.low is not None:
            left.low = left.high = left.low / right.unit.divisor
        left.signed = left.signed or right.signed
    elif right.unit is None:
        right.unit = left.unit
        if left.unit.divisor != 1 and right.low is not None:
            right.low = right.high = right.low / left.unit.divisor


def _shares_thousands(tokens: Tokens, left: Quantity, right: Quantity) -> bool:
    """Tell "$50-100,000", where the left end means thousands too."""
    printed, high = tokens.words[left.number.first], tokens.words[right.number.first]
    glued = tokens.word(left.last) in _DASHES and tokens.glued(right.first) and tokens.glued(left.last)
    return (
        glued
        and not right.signed
        and printed.isdecimal()
        and len(printed) <= 3
        and high.endswith(",000")
        and high.count(",") == 1
        and int(printed) * 1000 < right.number.value
    )


def _shares_scale(tokens: Tokens, left: Quantity, right: Quantity) -> bool:
    """Tell whether "5 to 7 million" means five million: not "$200 to $4 million", not "4,000 to 1 million"."""
    bare = left.number.bare
    if right.number.style == "words" and left.number.style == "digits":
        return False
    return 0 < bare < right.number.bare and bare < 1000 and "," not in tokens.words[left.number.first]


def _share_over_lists(tokens: Tokens, quantities: list[Quantity]) -> None:
    """Give "18" and "20" in "18, 20 and 22 percent" the unit that closes the list, in place."""
    for left, right in zip(reversed(quantities[:-1]), reversed(quantities[1:]), strict=True):
        gap = tuple(tokens.lower[left.last : right.first])
        if (
            gap not in (("and",), (",",), ("or",), (",", "and"), (",", "or"), ("to",), ("x",), ("×",))
            or left.unit
            or left.low is None
            or left.joined
            or right.signed
        ):
            continue
        if (
            tokens.sentence_of[left.first] != tokens.sentence_of[right.first]
            or right.unit is None
            or right.joined == "score"
        ):
            continue
        if (
            right.unit.kind in ("percent", "money", "measure", "duration")
            and right.low is not None
            and left.number.style == right.number.style
        ):
            if gap == (",",) and right.unit.kind == "money":
                continue
            if right.unit.kind == "percent" and left.low > 100 > right.low:
                continue  # "5,000, or 9 percent"
            _share(tokens, left, right)
