"""Finds the figures of a text: numbers as printed, read as intervals with a unit, a kind and what they count."""

import re
from dataclasses import replace
from functools import cache

from claims.carry import carry_nouns
from claims.measured import measured_at
from claims.model import Figure, Span
from claims.modifiers import read_change, read_modifier
from claims.multiples import find_multiples
from claims.notfigures import is_bare_name, is_masked, is_name, is_year, masked_spans
from claims.nouns import find_noun, is_people, is_plural
from claims.numbers import find_numbers, starters, times
from claims.ranges import join_quantities
from claims.tokens import Tokens, tokenise
from claims.units import Quantity, attach_unit, read_rate_behind_noun, settle_currency
from claims.words import Unit, number_book
from schemas.vocabulary import Change, Kind, Modifier

_AGE_UNITS = frozenset({"a", "mo", "wk", "d"})
_YEARS = Unit("a", "year", "duration")
_INDEX_WORDS = frozenset(
    "index nasdaq dow ftse nikkei dax cac hang seng s&p sensex nifty stoxx average points kospi topix bovespa futures composite".split()
)


@cache
def _trigger() -> re.Pattern[str]:
    """Return what a text must hold to hold a figure at all."""
    words = sorted(starters() - {"a", "an"}) + ["a", "an"]
    return re.compile(r"\d|[½¼¾⅓⅔⅛⅜⅝⅞]|\b(?:" + "|".join([*words, *number_book().multiples]) + r")\b", re.IGNORECASE)


def find_figures(text: str, *, idioms: bool = False) -> list[Figure]:
    """Return the figures of a line or sentence in order; they never overlap.

    Offsets count code points of `text`. Dates, times, names and codes with numbers are left out, and so is "one" where
    it is a pronoun or an idiom ("one of the best"), unless `idioms` asks for those too.
    """
    if not _trigger().search(text):
        return []
    tokens = tokenise(text)
    figures: list[Figure] = []
    for quantity in find_quantities(tokens, idioms=idioms):
        figure = _to_figure(tokens, quantity)
        if figures and _repeats(text, figures[-1], figure):
            figure = replace(figure, measured=figures[-1].measured)
        figures.append(figure)
    return figures


def _repeats(text: str, before: Figure, figure: Figure) -> bool:
    """Tell whether a figure gives the one before again in another unit: "£5.7bn ($10.7bn; 8.2bn euros)"."""
    gap = text[before.end : figure.start].strip(" \u00c2")
    return (
        before.kind == figure.kind
        and before.unit != figure.unit
        and gap in ("(", ";", "/", "or", "(about", "(around", "(or")
    )


def find_quantities(tokens: Tokens, *, idioms: bool = False) -> list[Quantity]:
    """Run the rules in order over one tokenisation."""
    masks = masked_spans(tokens.text)
    numbers = [n for n in find_numbers(tokens) if n.style != "ordinal" and not is_masked(tokens, n, masks)]
    read: list[Quantity] = []
    for number in numbers:
        if not read or number.first >= read[-1].last:
            read.append(attach_unit(tokens, number, read[-1].last if read else 0))
    joined = join_quantities(tokens, _without_names(tokens, read, idioms=idioms))
    joined = [quantity for quantity in joined if not _is_odd_code(tokens, quantity)]
    joined = sorted([*joined, *find_multiples(tokens)], key=lambda q: q.first)
    found: list[Quantity] = []
    for quantity in joined:
        if quantity.number.style == "vague":
            quantity.modifier = "vague"
        _read_age(tokens, quantity)
        if quantity.unit is None and (is_bare_name(tokens, quantity) or _is_code_tail(tokens, quantity)):
            continue
        if quantity.unit is None and quantity.joined != "score":
            _read_noun(tokens, quantity)
            read_rate_behind_noun(tokens, quantity)
        if _is_figure(tokens, quantity, idioms=idioms):
            read_modifier(tokens, quantity)
            read_change(tokens, quantity, found[-1] if found else None)
            found.append(quantity)
    carry_nouns(tokens, found)
    return _without_overlaps(found)


def _without_names(tokens: Tokens, read: list[Quantity], *, idioms: bool) -> list[Quantity]:
    """Drop names and years, and what repeats a name of the same text ("Boeing 787 ... the 787")."""
    kept: list[Quantity] = []
    names: set[str] = set()
    name_last = -1
    for quantity in read:
        if is_name(tokens, quantity) or _lists_names(tokens, quantity, name_last):
            names.add(tokens.words[quantity.number.first])
            name_last = quantity.last
        elif not is_year(tokens, quantity) and not _is_idle(tokens, quantity, idioms=idioms):
            kept.append(quantity)
    return [
        q
        for q in _without_overlaps(kept)
        if q.unit is not None or tokens.words[q.number.first] not in names or not is_bare_name(tokens, q)
    ]


def _lists_names(tokens: Tokens, quantity: Quantity, name_last: int) -> bool:
    """Tell the "3" and "4" of "Key Stages 1, 3 and 4": the list goes on from a name and counts nothing."""
    if quantity.unit is not None or quantity.first - name_last not in (1, 2) or name_last < 0:
        return False
    return (
        set(tokens.lower[name_last : quantity.first]) <= {",", "and", "or", "to", "-", "–", "&"}
        and find_noun(tokens, quantity.last) is None
    )


def _is_idle(tokens: Tokens, quantity: Quantity, *, idioms: bool) -> bool:
    """Tell numbers that only lend emphasis or rank: "100 percent sure", "zero tolerance", "the bottom three"."""
    first, last = quantity.number.first, quantity.last
    before, after = tokens.at(first - 1), tokens.at(last)
    if quantity.unit is not None and quantity.unit.code == "%" and quantity.low == 100:
        return before in ("i", "we", "he", "she", "they", "i'm", "am", "you") or after in (
            "sure",
            "certain",
            "behind",
            "committed",
            "confident",
            "right",
            "wrong",
        )
    if (
        quantity.unit is None
        and tokens.at(first) == "zero"
        and (tokens.word(quantity.number.last) in "-–" or after in ("tolerance", "sum", "hour", "emissions"))
        and not idioms
    ):
        return True
    if after in ("o'clock", "o’clock"):
        return True
    if (
        quantity.unit is None
        and before in ("top", "bottom", "final", "last", "front", "back", "opening", "big", "number")
        and find_noun(tokens, quantity.number.last) is None
    ):
        return True
    return before == "top" and quantity.unit is None and not idioms


def _is_odd_code(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "4K" and "8K" screens from thousands: a capital K, a small number, and nothing counted or paid."""
    number = quantity.number
    return number.letter == "K" and number.bare < 20 and quantity.unit is None and quantity.joined == "" and find_noun(tokens, quantity.last) is None


def _is_code_tail(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell the "8" of "787-8", which was joined to nothing."""
    i = quantity.first - 1
    return (
        quantity.joined == ""
        and tokens.word(i) in "-–"
        and tokens.glued(i)
        and tokens.glued(i + 1)
        and tokens.is_number(i - 1)
    )


def _without_overlaps(quantities: list[Quantity]) -> list[Quantity]:
    """Drop numbers that another one has taken up ("per 1,000 people"), and end nouns where the next figure starts."""
    kept: list[Quantity] = []
    for quantity in quantities:
        if kept and quantity.first < kept[-1].last:
            continue
        if kept and kept[-1].noun_last > quantity.first >= kept[-1].noun_first >= 0 and not kept[-1].carried:
            continue
        kept.append(quantity)
    return kept


def _read_age(tokens: Tokens, quantity: Quantity) -> None:
    """Tell ages: "aged 25", "44-year-old", "Smith, 66,", "two months of age", "under the age of 5"; in place."""
    i = quantity.last
    if quantity.unit is not None:
        if quantity.unit.code not in _AGE_UNITS:
            return
        hyphens = i + (tokens.word(i) in "-‑–" and bool(tokens.word(i)))
        if tokens.at(hyphens) in ("old", "olds"):
            quantity.age, quantity.last = True, hyphens + 1
        elif tokens.at(i) == "of" and tokens.at(i + 1) == "age":
            quantity.age, quantity.last = True, i + 2
        elif _after_age_word(tokens, quantity.first):
            quantity.age = True
    elif (
        _may_be_age(quantity)
        and not quantity.signed
        and (
            _after_age_word(tokens, quantity.first)
            or _is_apposed_age(tokens, quantity)
            or _follows_age(tokens, quantity)
        )
    ):
        quantity.age, quantity.unit = True, _YEARS
    elif tokens.at(i) in ("yo", "y") and tokens.at(i) == "yo":
        quantity.age, quantity.unit, quantity.last = True, _YEARS, i + 1


_AGED_PEOPLE = frozenset(
    "children kids adults people women men girls boys those anyone everyone youths youngsters babies infants players workers citizens".split()
)
_BEING = frozenset({"are", "is", "were", "was"})
_AGE_LINKS = frozenset("from to of at is was between by".split())


def _follows_age(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "the retirement age from 60 to 65": the word age earlier in the clause, and a number that may be one."""
    if quantity.joined == "range" and tokens.at(quantity.last) in ("age", "ages"):
        return True
    if (
        quantity.low is None
        or not 1 <= quantity.low <= 120
        or tokens.at(quantity.first - 1) not in _AGE_LINKS
        or quantity.number.scale != 1
    ):
        return False
    if find_noun(tokens, quantity.last) is not None:
        return False
    for i in range(quantity.first - 1, max(-1, quantity.first - 10), -1):
        if tokens.words[i] in ",;:." or (tokens.is_number(i) and not quantity.base):
            return False
        if tokens.lower[i] in ("age", "ages"):
            return True
    return False


def _after_age_word(tokens: Tokens, first: int) -> bool:
    """Tell whether "aged", "age" or "the age of" stands before, over "between", "under" and the like."""
    i = first - 1
    while tokens.at(i) in (
        "between",
        "about",
        "around",
        "over",
        "under",
        "of",
        "at",
        "just",
        "least",
        "and",
        "than",
        "more",
        "less",
        "only",
        "from",
    ):
        i -= 1
    if tokens.at(first - 1) == "as" and tokens.at(first - 2) in ("young", "old"):
        return True
    if (
        tokens.at(first - 1) in ("was", "turned", "is", "am", "were")
        and tokens.at(first + 1) in ("when", "at")
        and tokens.at(first + 2) not in ("least", "most")
        and tokens.at(first - 2) not in ("it", "there", "index", "which")
    ):
        return True
    if (
        tokens.at(first - 1) in ("under", "over")
        and tokens.at(first - 2) in _AGED_PEOPLE | _BEING
        and find_noun(tokens, first + 1) is None
    ):
        return True
    return tokens.at(i) in ("aged", "ages") or (
        tokens.at(i) == "age" and tokens.at(i + 1) in ("of", *[tokens.at(first)])
    )


def _may_be_age(quantity: Quantity) -> bool:
    return (
        quantity.low is not None
        and 0 < quantity.low <= 120
        and quantity.number.scale == 1
        and quantity.low == int(quantity.low)
    )


def _is_apposed_age(tokens: Tokens, quantity: Quantity) -> bool:
    """Tell "Smith, 66, said" and "Smith (66)": a small whole number set off behind a name."""
    i, number = quantity.first - 1, quantity.number
    if (
        number.style != "digits"
        or number.scale != 1
        or not 1 <= number.value <= 115
        or "." in tokens.words[number.first]
        or quantity.joined
    ):
        return False
    name = tokens.word(i - 1)
    if name[:1].islower() and is_people(tokens.at(i - 1)) and not is_plural(tokens.at(i - 1)):
        return tokens.word(i) == "," and tokens.word(quantity.last) == ","
    if not name[:1].isupper() or not name[-1:].isalpha() or len(name) < 2:
        return False
    closing = tokens.word(quantity.last)
    return (tokens.word(i) == "," and closing == ",") or (tokens.word(i) == "(" and closing == ")" and number.value > 9)


def _read_noun(tokens: Tokens, quantity: Quantity) -> None:
    """Find the counted noun behind a number without a unit, in place."""
    number = quantity.number
    if tokens.word(quantity.last) in "-‑" and tokens.at(quantity.last + 1) == "strong" and tokens.glued(quantity.last):
        quantity.people, quantity.last = True, quantity.last + 2
        return
    singular = number.style == "zero" or quantity.low in (1.0, 0.5) or (number.style == "fraction")
    phrase = find_noun(tokens, quantity.last, plural=not singular) or find_noun(
        tokens, _after_modifier(tokens, quantity.last)
    )
    if phrase is None:
        return
    quantity.noun_first, quantity.noun_last, quantity.head = phrase.first, phrase.last, phrase.head
    quantity.people = is_people(tokens.lower[phrase.last - 1]) and not _is_device(tokens, phrase.last - 1)
    if quantity.people and phrase.head == "member" and tokens.word(phrase.first - 1) in "-‑–":
        quantity.people = tokens.at(phrase.last) in _BODIES


def _after_modifier(tokens: Tokens, i: int) -> int:
    """Step over "or so", "or more", "+" and "-plus" between a number and its noun."""
    if tokens.word(i) == "+" and tokens.glued(i):
        return i + 1
    if (tokens.at(i), tokens.at(i + 1)) in (("or", "so"), ("or", "more"), ("or", "fewer"), ("-", "plus")):
        return i + 2
    return len(tokens)


_BODIES = frozenset(
    "panel committee crew jury team family cabinet board council delegation group squad gang parliament assembly senate commission band party court tribunal household unit force staff legislature house".split()
)


def _is_device(tokens: Tokens, i: int) -> bool:
    """Tell "21 million iPod players" from players: a trade name or a medium in front."""
    before = tokens.word(i - 1)
    return tokens.at(i) in ("player", "players", "reader", "readers") and (
        before[:1].islower()
        and any(c.isupper() for c in before)
        or before.lower() in ("ipod", "mp3", "dvd", "cd", "music", "media", "video", "record", "disc", "disk", "card")
    )


_PRONOUN_FOLLOWERS = frozenset(
    "another thing things day way by hopes wonders moment sense time said 's’s and that who which can could would will has had is was of in on at to for from with as but or if when where than she he they we you i could".split()
)


def _is_figure(tokens: Tokens, quantity: Quantity, *, idioms: bool) -> bool:
    """Tell counted ones from the pronoun and its idioms, and lone fractions and marks that say nothing."""
    number = quantity.number
    if (
        number.style == "words"
        and number.value == 1
        and number.scale == 1
        and quantity.joined == ""
        and tokens.lower[number.first] == "one"
    ):
        return _counts_one(tokens, quantity, idioms=idioms)
    if number.style == "vague" and number.last - number.first == 1 and tokens.at(number.first) == "scores":
        return quantity.head is not None and tokens.at(number.last) == "of" or quantity.people
    if (
        number.style == "words"
        and tokens.at(number.first - 1) in ("the", "these", "those", "all")
        and quantity.head is None
        and quantity.unit is None
        and quantity.joined == ""
    ):
        return tokens.at(number.last) in ("dead", "killed", "wounded", "injured", "missing", "arrested")
    if number.style == "vague" and tokens.at(number.first) == "tens" and number.last - number.first == 1:
        return False
    return True


def _counts_one(tokens: Tokens, quantity: Quantity, *, idioms: bool) -> bool:
    """Tell "one man was killed" from "one of the best", "no one", "one day", "each one"."""
    i = quantity.number.first
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    if quantity.joined == "" and quantity.unit is not None:
        return not (
            after in ("day", "night", "time", "point", "second", "minute", "weekend", "year")
            and not idioms
            and tokens.at(i + 2) not in ("of", "after", "before", "and")
        )
    if after == "of":
        return idioms
    if before in (
        "no",
        "any",
        "every",
        "each",
        "this",
        "that",
        "the",
        "which",
        "some",
        "another",
        "only",
        "a",
        "-",
    ) and not (before in ("only", "the") and quantity.head):
        return False
    if idioms:
        return quantity.head is not None or after == "of"
    if quantity.head is None or after in _PRONOUN_FOLLOWERS:
        return False
    return quantity.people or before in ("only", "just", "than", "least", "about", "another", "plus", "and")


def _kind_of(tokens: Tokens, quantity: Quantity) -> Kind:
    """Tell what kind of figure it is."""
    if quantity.age:
        return "age"
    if quantity.joined == "score":
        return "score"
    if quantity.unit is not None:
        return quantity.unit.kind
    if quantity.number.style == "fraction" and not quantity.joined == "range":
        return "percent"
    return "people" if quantity.people else "count"


def _to_figure(tokens: Tokens, quantity: Quantity) -> Figure:
    """Make the public figure of a quantity."""
    kind = _kind_of(tokens, quantity)
    low, high = quantity.low, quantity.high
    if kind == "percent" and quantity.unit is None and low is not None and high is not None:
        low, high = times(100, low), times(100, high)
    low, high = _bounded(low, high, quantity.modifier)
    start, end = _extent(tokens, quantity)
    number = Span(_number_start(tokens, quantity), tokens.ends[quantity.number_last - 1])
    noun = (
        Span(tokens.starts[quantity.noun_first], tokens.ends[quantity.noun_last - 1])
        if quantity.noun_first >= 0
        else None
    )
    modifier: Modifier = quantity.modifier  # type: ignore[assignment]
    change: Change | None = quantity.change  # type: ignore[assignment]
    return Figure(
        start, end, low, high, modifier, _unit_code(tokens, quantity, kind), kind, number,
        noun=noun.of(tokens.text) if noun else None, noun_span=noun, change=change, base=quantity.base,
        measured=measured_at(tokens, quantity, kind), per=quantity.per,
    )  # fmt: skip


def _number_start(tokens: Tokens, quantity: Quantity) -> int:
    return tokens.starts[quantity.first]


def _extent(tokens: Tokens, quantity: Quantity) -> tuple[int, int]:
    """Return the characters of the number with its unit or its own noun."""
    last = quantity.last
    if quantity.noun_first >= quantity.first and not quantity.carried:
        last = max(last, quantity.noun_last)
    return tokens.starts[quantity.first], tokens.ends[max(last, quantity.number_last) - 1]


def _bounded(low: float | None, high: float | None, modifier: str) -> tuple[float | None, float | None]:
    """Open the side that the modifier leaves open."""
    if modifier == "vague":
        return None, None
    if modifier in ("more_than", "at_least"):
        return low, None
    if modifier in ("less_than", "at_most"):
        return None, high
    return low, high


def _unit_code(tokens: Tokens, quantity: Quantity, kind: Kind) -> str | None:
    """Return the unit as the figure carries it."""
    if quantity.unit is not None:
        code = settle_currency(tokens.text, quantity.unit) if quantity.unit.family else quantity.unit.code
        if not code:
            return None
        return quantity.unit.name if code.startswith("{") else code
    if kind == "people":
        return "person"
    if kind == "percent":
        return "%"
    return quantity.head
