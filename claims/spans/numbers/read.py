"""All numbers of a text: from tokens to figures, and what every number is for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from claims.measured import measured_of
from claims.model import Figure, Span
from claims.spans.numbers import amounts, joins, names
from claims.spans.numbers.atoms import Number, find_numbers, times
from claims.spans.numbers.items import Item, Items, as_items, read_items
from claims.spans.numbers.modifiers import change_of, modifier_of
from claims.spans.numbers.multiples import find_multiples
from claims.spans.numbers.per import Per, per_after
from claims.spans.numbers.readings import Amount, Other, Reading, Role
from claims.spans.numbers.senses import Settled, settle_all
from claims.spans.units import Unit, settle
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import noun_after
from claims.text.tokens import Tokens, tokenise
from schemas.vocabulary import Change, Kind, Modifier


@dataclass(frozen=True, slots=True)
class Numbers:
    """A text with its numbers as printed, what is read of them that counts, and what is not."""

    tokens: Tokens
    printed: tuple[Number, ...]
    settled: tuple[Settled, ...]
    others: tuple[Other, ...]


@cache
def trigger() -> re.Pattern[str]:
    """Return what a text must hold to hold a number at all."""
    data = read_lexicon("numbers")
    spelt = {word for name in ("cardinals", "scales", "fractions", "vague", "multiples") for word in data[name]}
    spelt |= {*data["several"]["words"], "no", "none", "score", "twice"}
    return re.compile(r"\d|[½¼¾⅓⅔⅛⅜⅝⅞]|\b(?:" + "|".join(sorted(spelt)) + r")\b", re.IGNORECASE)


@cache
def table_of(*, idioms: bool) -> amounts.AmountTable:
    """Return the table of amounts, without the forms of idioms where those are to be counted."""
    table = amounts.TABLE
    for name in names.IDIOMS if idioms else ():
        table = table.without(name)
    return table


def read_numbers(text: str, dates: Sequence[tuple[int, int]], *, idioms: bool = False) -> Numbers:
    """Read all numbers of a text; `dates` are the spans of its calendar expressions, which keep their numbers."""
    tokens = tokenise(text)
    dates = [span for span in dates if not _counts_time(tokens, span)]
    printed = find_numbers(tokens, [(tokens.first_from(start), tokens.first_from(end)) for start, end in dates])
    items = read_items(tokens, printed, dates)
    first = _kept(names.FIRST_TABLE, items)
    items = _with_readings(items, first)
    readings = sorted([*first, *_kept(table_of(idioms=idioms), items)], key=lambda reading: reading.first)
    readings = _without_names_again(tokens, readings)
    others = [reading for reading in readings if isinstance(reading, Other)]
    quantities = joins.join(_with_readings(items, readings))
    quantities = sorted([*quantities, *find_multiples(tokens)], key=lambda quantity: quantity.first)
    return Numbers(tokens, tuple(printed), tuple(settle_all(tokens, quantities)), tuple(others))


def _without_names_again(tokens: Tokens, readings: Sequence[Reading]) -> list[Reading]:
    """Take what repeats a name of the same text for that name: "the Boeing 787 ... the 787 project"."""
    names = {
        tokens.words[k]
        for r in readings
        if isinstance(r, Other) and r.role == "name"
        for k in range(r.first, r.last)
        if len(tokens.words[k]) > 2
    }
    return [
        Other(r.first, r.last, "name", "named_before")
        if isinstance(r, Amount)
        and r.unit is None
        and r.last == r.first + 1
        and tokens.words[r.first] in names
        and tokens.name(r.first) == "number"
        else r
        for r in readings
    ]


def _counts_time(tokens: Tokens, span: tuple[int, int]) -> bool:
    """Tell what counts from a date that is named: "the past five years", "two weeks ago", "two thousand and twenty crates"."""
    last = tokens.first_from(span[1])
    words = tokens.lower[tokens.first_from(span[0]) : last]
    if not word_list("times").isdisjoint(words):
        return not any(word.isdecimal() and len(word) == 4 for word in words)
    cardinals = read_lexicon("numbers")["cardinals"]
    if not all(word in cardinals or word in ("thousand", "hundred", "and", "-") for word in words):
        return False
    while tokens.at(last) in cardinals or tokens.at(last) in ("and", "-"):
        last += 1
    return noun_after(tokens, last) is not None


def _kept(table: amounts.AmountTable, items: Items) -> list[Reading]:
    """Return what the forms of a table read, in order; of two that overlap the first stays."""
    kept: list[Reading] = []
    for _, reading in table.find(items, items.letters):
        if not kept or reading.first >= kept[-1].last:
            kept.append(reading)
    return kept


def _with_readings(items: Items, readings: Sequence[Reading]) -> Items:
    """Return the items with each reading as one item: amounts as such, the rest as what joins nothing."""
    found: list[Item] = []
    waiting = list(reversed(readings))
    for item in items.items:
        while waiting and item.first >= waiting[-1].last:
            waiting.pop()
        if waiting and waiting[-1].first <= item.first:
            if waiting[-1].first == item.first:
                found.append(_item_of(waiting[-1]))
            continue
        found.append(item)
    return as_items(items.tokens, found)


def _item_of(reading: Reading) -> Item:
    if isinstance(reading, Other):
        return Item(reading.first, reading.last, "")
    name = "bare" if reading.unit is None and not reading.age else "amount"
    return Item(reading.first, reading.last, name, number=reading.number, unit=reading.unit, amount=reading)


# --- figures ------------------------------------------------------------------------------------------------------


def figures_of(numbers: Numbers) -> list[Figure]:
    """Return the figures in order; they never overlap."""
    figures: list[Figure] = []
    previous: Settled | None = None
    for settled, following in zip(numbers.settled, [*numbers.settled[1:], None], strict=False):
        if figures and numbers.tokens.starts[settled.quantity.first] < figures[-1].end:
            continue
        figure = _figure(numbers.tokens, settled, previous, figures[-1] if figures else None, following)
        if figure is not None:
            figures.append(figure)
            previous = settled
    return figures


def _figure(
    tokens: Tokens, settled: Settled, previous: Settled | None, before: Figure | None, following: Settled | None
) -> Figure | None:
    """Make the figure of a settled quantity; None where it counts nothing after all."""
    quantity, sense = settled.quantity, settled.sense
    if quantity.amount.number.style == "zero" and not (
        quantity.unit or (sense.people and sense.noun and sense.noun.near)
    ):
        return None
    kind = _kind(settled)
    noun = sense.noun
    per = _per(tokens, settled)
    modifier = modifier_of(tokens, quantity, noun)
    change = change_of(tokens, quantity, noun) if quantity.joined != "multiple" else _way(quantity)
    if before is not None and previous is not None:
        modifier, change = _like_the_one_before(tokens, (previous, settled), before, (modifier, change))
    if change is None and following is not None and _said_behind(tokens, settled, following):
        change = change_of(tokens, following.quantity, following.sense.noun)
    low, high = _interval(settled, kind, modifier)
    last = max(
        quantity.last,
        noun.last if noun and noun.near and noun.first >= quantity.first else 0,
        per.last if per and per.attached else 0,
    )
    named = noun is not None and tokens.lower[noun.last - 1] != "strong"
    noun_span = Span(tokens.starts[noun.first], tokens.ends[noun.last - 1]) if noun and named else None
    figure = Figure(
        tokens.starts[quantity.first], tokens.ends[last - 1], low, high, modifier, _unit_code(tokens, settled, kind), kind,
        Span(tokens.starts[quantity.first], tokens.ends[quantity.number_last - 1]), noun=noun_span.of(tokens.text) if noun_span else None,
        noun_span=noun_span, change=change, base=_base(settled), measured=measured_of(tokens, settled, kind), per=per.words if per else None,
        family=settled.unit.family if settled.unit else None, found_by=quantity.form,
    )  # fmt: skip
    return replace(figure, measured=before.measured) if before and _repeats(tokens.text, before, figure) else figure


def _said_behind(tokens: Tokens, settled: Settled, following: Settled) -> bool:
    """Tell "345 points or 0.9 percent lower", where the direction of both stands at the end."""
    word = tokens.at(following.quantity.last)
    near = tokens.at(following.quantity.first - 1) == "or" and following.quantity.first - settled.quantity.last <= 2
    return near and settled.unit != following.unit and word in word_list("ways")


def _way(quantity: joins.Quantity) -> Change:
    return "up" if (quantity.amount.low or 0) > 1 else "down"


def _kind(settled: Settled) -> Kind:
    quantity, unit = settled.quantity, settled.unit
    if quantity.amount.age:
        return "age"
    if quantity.joined == "score":
        return "score"
    if unit is not None:
        return unit.kind
    if quantity.amount.number.style == "fraction" and quantity.joined != "range":
        return "percent"
    return "people" if settled.sense.people else "count"


def _per(tokens: Tokens, settled: Settled) -> Per | None:
    quantity, noun = settled.quantity, settled.sense.noun
    if quantity.joined in ("score", "multiple") or quantity.amount.age or quantity.amount.number.style == "fraction":
        return None
    found = per_after(tokens, quantity.last, quantity.unit)
    return found or (per_after(tokens, noun.last, None) if noun and noun.near else None)


def _interval(settled: Settled, kind: Kind, modifier: Modifier) -> tuple[float | None, float | None]:
    """Return both ends: in percent as printed, in whole units, the side open that the modifier leaves open."""
    low, high = settled.quantity.low, settled.quantity.high
    factor = 100.0 if kind == "percent" and settled.unit is None else 1 / settled.sense.divisor
    if factor != 1:
        low, high = (None if end is None else times(end, factor) for end in (low, high))
    if modifier == "vague":
        return None, None
    if modifier in ("more_than", "at_least"):
        return low, None
    return (None, high) if modifier in ("less_than", "at_most") else (low, high)


def _base(settled: Settled) -> tuple[float, float] | None:
    base = settled.quantity.base
    if base is None or settled.sense.divisor == 1:
        return base
    return times(base[0], 1 / settled.sense.divisor), times(base[1], 1 / settled.sense.divisor)


def _unit_code(tokens: Tokens, settled: Settled, kind: Kind) -> str | None:
    """Return the unit as the figure carries it."""
    unit = settled.unit
    if unit is not None and kind != "percent":
        code = settle(tokens.text, unit) if unit.family else unit.code
        return unit.name if code.startswith("{") else code or None
    if kind == "percent":
        return unit.code if unit is not None else "%"
    if kind == "people":
        return "person"
    return settled.sense.noun.head if settled.sense.noun and kind != "score" else None


def _like_the_one_before(
    tokens: Tokens, pair: tuple[Settled, Settled], before: Figure, said: tuple[Modifier, Change | None]
) -> tuple[Modifier, Change | None]:
    """Take over what is said once for two: "5 miles (8 km)", "fell 17 points, or 0.22%", "butter by 2.6%"."""
    (previous, settled), (modifier, change) = pair, said
    first, last = settled.quantity.first, previous.quantity.last
    link = tokens.at(first - 1)
    if _converts(tokens, settled.unit, previous.unit, first, last):
        bounded = modifier == "exact" and before.modifier != "between"
        return (before.modifier if bounded else modifier), change or before.change
    goes_on = link == "by" and tokens.sentence_of[previous.quantity.first] == tokens.sentence_of[first]
    if change is None and settled.quantity.joined != "score" and (goes_on or (link == "or" and first - last <= 2)):
        return modifier, before.change
    return modifier, change


def _converts(tokens: Tokens, unit: Unit | None, previous: Unit | None, first: int, last: int) -> bool:
    """Tell the same amount again in brackets."""
    if unit is None or previous is None or tokens.word(first - 1) != "(" or first - 1 != last:
        return False
    return unit.kind == previous.kind and unit.kind in ("money", "measure") and unit != previous


def _repeats(text: str, before: Figure, figure: Figure) -> bool:
    """Tell whether a figure gives the one before again in another unit: "£5.7bn ($10.7bn; 8.2bn euros)"."""
    gap = text[before.end : figure.start].strip(" \u00c2")
    return before.kind == figure.kind and before.unit != figure.unit and gap in word_list("before_the_same_again")


# --- every number accounted for -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Account:
    """One printed number: its span, what it is for, and the form that says so."""

    span: Span
    role: Role
    form: str


_ROLES: dict[Kind, Role] = {"age": "age", "score": "score"}


def accounts_of(numbers: Numbers, figures: Sequence[Figure]) -> list[Account]:
    """Return every digit group and number word of a text with its role, in order; `unread` where no form says."""
    tokens = numbers.tokens
    roles: dict[int, tuple[Role, str]] = {}
    for other in numbers.others:
        roles.update(dict.fromkeys(range(other.first, other.last), (other.role, other.form)))
    for figure in figures:
        covered = range(tokens.first_from(figure.start), tokens.first_from(figure.end))
        roles.update(dict.fromkeys(covered, (_ROLES.get(figure.kind, "figure"), figure.found_by)))
    accounts, done = [], 0
    spans = sorted(
        [
            *(
                (n.first, n.last)
                for n in numbers.printed
                if n.form != "no" or (n.first in roles and roles[n.first][0] == "figure")
            ),
            *((i, i + 1) for i, name in enumerate(tokens.classes) if name == "number"),
        ]
    )
    for first, last in spans:
        if first < done:
            continue
        role, form = roles.get(first) or roles.get(last - 1) or ("unread", "")
        accounts.append(Account(Span(tokens.starts[first], tokens.ends[last - 1]), role, form))
        done = last
    return accounts
