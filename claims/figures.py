"""Finds the figures of a text: numbers as printed, read as intervals with a unit, a kind and what they count."""

import re
from dataclasses import replace
from functools import cache

from claims.model import Figure, Span
from claims.numerals.ages import read_age
from claims.numerals.carry import carry_nouns
from claims.numerals.contexts import word_set
from claims.numerals.idle import counts_something, is_code_tail, is_idle, is_odd_code, lists_names
from claims.numerals.measured import measured_at
from claims.numerals.modifiers import read_change, read_modifier
from claims.numerals.multiples import find_multiples
from claims.numerals.notfigures import is_bare_name, is_masked, is_name, is_year, masked_spans
from claims.numerals.nouns import NounPhrase, find_noun, is_people
from claims.numerals.number_parts import times
from claims.numerals.numbers import find_numbers, starters
from claims.numerals.quantity import Quantity
from claims.numerals.ranges import join_quantities
from claims.numerals.rates import read_rate_behind_noun
from claims.numerals.signs import settle_currency
from claims.numerals.tokens import Tokens, tokenise
from claims.numerals.units import attach_unit
from claims.numerals.words import number_book, unit_book
from schemas.vocabulary import Change, Kind, Modifier

_INDEX_WORDS = word_set("figures_index_words")


@cache
def _trigger() -> re.Pattern[str]:
    """Return what a text must hold to hold a figure at all."""
    words = [*sorted(starters() - {"a", "an"}), "a", "an"]
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
    joined = [quantity for quantity in joined if not is_odd_code(tokens, quantity)]
    joined = sorted([*joined, *find_multiples(tokens)], key=lambda q: q.first)
    found: list[Quantity] = []
    for quantity in joined:
        if quantity.number.style == "vague":
            quantity.modifier = "vague"
        read_age(tokens, quantity)
        if quantity.unit is None and (is_bare_name(tokens, quantity) or is_code_tail(tokens, quantity)):
            continue
        if quantity.unit is None and quantity.joined != "score":
            _read_noun(tokens, quantity)
            read_rate_behind_noun(tokens, quantity)
        if counts_something(tokens, quantity, idioms=idioms):
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
        if is_name(tokens, quantity) or lists_names(tokens, quantity, name_last):
            names.add(tokens.words[quantity.number.first])
            name_last = quantity.last
        elif not is_year(tokens, quantity) and not is_idle(tokens, quantity, idioms=idioms):
            kept.append(quantity)
    return [
        q
        for q in _without_overlaps(kept)
        if q.unit is not None or tokens.words[q.number.first] not in names or not is_bare_name(tokens, q)
    ]


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


def _read_noun(tokens: Tokens, quantity: Quantity) -> None:
    """Find the counted noun behind a number without a unit, in place."""
    number = quantity.number
    if tokens.word(quantity.last) in "-‑" and tokens.at(quantity.last + 1) == "strong" and tokens.glued(quantity.last):
        quantity.people, quantity.last = True, quantity.last + 2
        return
    singular = number.style == "zero" or quantity.low in (1.0, 0.5) or (number.style == "fraction")
    sized = _behind_size(tokens, quantity.last)
    phrase = find_noun(tokens, sized) if sized else None
    quantity.carried = phrase is not None  # the size between is a figure of its own
    phrase = phrase or (
        (_shared_plural(tokens, quantity.last) if number.style == "fraction" else None)
        or find_noun(tokens, quantity.last, plural=not singular)
        or find_noun(tokens, _after_modifier(tokens, quantity.last))
    )
    if phrase is None:
        return
    quantity.noun_first, quantity.noun_last, quantity.head = phrase.first, phrase.last, phrase.head
    quantity.people = is_people(tokens.lower[phrase.last - 1]) and not _is_device(tokens, phrase.last - 1)
    if quantity.people and phrase.head == "member" and tokens.word(phrase.first - 1) in "-‑–":
        quantity.people = tokens.at(phrase.last) in _BODIES


def _behind_size(tokens: Tokens, i: int) -> int:
    """Return where the noun starts behind a size, as in "two 15-metre yachts"; 0 without one."""
    counts = tokens.is_number(i) or tokens.at(i) in number_book().cardinals
    hyphen = tokens.word(i + 1) in _HYPHENS and tokens.glued(i + 1) and tokens.glued(i + 2)
    return i + 3 if counts and hyphen and tokens.at(i + 2) in unit_book().words else 0


_HYPHENS = frozenset("-‑–")


def _shared_plural(tokens: Tokens, i: int) -> NounPhrase | None:
    """Read "two-thirds of small firms expect" and "half of its 3,400 workers": the plural near "of" is what is shared out."""
    if tokens.at(i) != "of":
        return None
    phrase = find_noun(tokens, i)
    if phrase and tokens.lower[phrase.last - 1].endswith(("'s", "’s")):
        phrase = None
    if phrase is None:
        owner = next((j for j in range(i + 1, min(i + 6, len(tokens))) if tokens.is_number(j)), 0)
        return find_noun(tokens, owner + 1) if owner and tokens.at(owner + 1) not in number_book().scales else None
    near = phrase.last - phrase.first <= 4 and tokens.lower[phrase.last - 1] not in _VERBS_IN_S
    return phrase if near else None


_VERBS_IN_S = word_set("verbs_in_s")


def _after_modifier(tokens: Tokens, i: int) -> int:
    """Step over "or so", "or more", "+" and "-plus" between a number and its noun."""
    if tokens.word(i) == "+" and tokens.glued(i):
        return i + 1
    if (tokens.at(i), tokens.at(i + 1)) in (("or", "so"), ("or", "more"), ("or", "fewer"), ("-", "plus")):
        return i + 2
    return len(tokens)


_BODIES = word_set("bodies")


def _is_device(tokens: Tokens, i: int) -> bool:
    """Tell "21 million iPod players" from players: a trade name or a medium in front."""
    before = tokens.word(i - 1)
    return tokens.at(i) in ("player", "players", "reader", "readers") and (
        (before[:1].islower() and any(c.isupper() for c in before))
        or before.lower() in ("ipod", "mp3", "dvd", "cd", "music", "media", "video", "record", "disc", "disk", "card")
    )


def _kind_of(quantity: Quantity) -> Kind:
    """Tell what kind of figure it is."""
    if quantity.age:
        return "age"
    if quantity.joined == "score":
        return "score"
    if quantity.unit is not None:
        return quantity.unit.kind
    if quantity.number.style == "fraction" and quantity.joined != "range":
        return "percent"
    return "people" if quantity.people else "count"


def _to_figure(tokens: Tokens, quantity: Quantity) -> Figure:
    """Make the public figure of a quantity."""
    kind = _kind_of(quantity)
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
