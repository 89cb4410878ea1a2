"""How many times how much: prices and totals, equal shares, averages by day and by piece."""

import re
from collections.abc import Iterator

from claims.model import Figure
from claims.text.lexicon import singular_of
from claims.tracking.quantity import measure_of
from claims.tracking.rounding import Room
from claims.tracking.sums.pieces import pieces_in
from claims.tracking.sums.told import F, Line, Miscount, Told, room, shown, value

RULE = "average_total"

_EACH_DID = re.compile(
    rf"{F}\s(?:each\s[a-z]+|(?:[a-z]+\s){{0,2}}[a-z]+)\s{F}(?:\s(?:each|apiece))?,\s(?:or\s|for\s|making\s|which is\s)?(?:a\stotal\sof\s)?{F}\s?(?P<all>in\s(?:all|total)|altogether)?"
)
_THAT_IS = re.compile(
    rf"^(?:That|This|It)\s(?:is|was|works out at|amounts to|makes|comes to|means|equals)\s(?:just\s)?(?:an average of\s|about\s|around\s)?{F}(?P<per>\s(?:a|an|per|each)\s\w+)?"
)
_AVERAGE = re.compile(
    rf"(?:\ban\saverage\sof|\baveraging)\s(?:about\s|some\s|just\s|around\s)?{F}(?P<per>\s(?:each|apiece)\b(?!\s\w)|\s(?:a|an|per|each)\s\w+)?"
)
_OR_PER = re.compile(
    rf"{F}(?:\s(?:in|over|during)\s(?:the\s|just\s|only\s)?[\ue000-\uf8ff]|[^\ue000-\uf8ff.;:(),]{{0,40}})?,\s(?:or|which is|that is)\s(?:about\s|around\s|some\s|roughly\s)?{F}(?P<per>\s(?:a|an|per|each|every)\s\w+)?"
)
_OVER_TIME = re.compile(r"\s?(?:over|during|since|per|an?|in\s[\ue000-\uf8ff])\b")
_OF_SOME = re.compile(r"\s(?:at|from|of|who|whom|with|for|on|in\s[A-Z])\b")
_PER_PIECE = re.compile(rf"{F},\s(?:or|which is|equal to|equivalent to|working out at)\s(?:an average of\s|about\s|around\s|some\s|roughly\s)?{F}\s(?:a|an|per|for each|for every)\s(\w+)")  # fmt: skip
_UNSURE = re.compile(
    r"\b(?:tax|taxes|VAT|plus|includ\w+|discount|deposit|fees?|before|after|remaining|rest|also|another|except|first(?!\s\d)|initial|instal\w+|as well as|interest)\b",
    re.IGNORECASE,
)
_NIGHTS = (
    {"night", "concert", "show", "performance", "evening", "gig"},
    {"game", "match"},
    {"episode", "part", "programme"},
)
_AT = re.compile(r"\b(?:at|for|of)\s$")
_FAR = 0.1  # beyond, the total is of something else
_PRICE = 10_000
_OK = {"exact", "about"}


def find(told: Told) -> Iterator[Miscount]:
    """Yield products and quotients that are not what is printed."""
    for line in told.lines:
        if not line.figures:
            continue
        yield from _made(line)
        yield from _each_did(line)
        yield from _averaged(line)
        yield from _per_piece(line)
        yield from _per_time(line)
        yield from _next_average(line)


def _made(line: Line) -> Iterator[Miscount]:
    """Yield pieces that do not make their total, whatever words say "each" and "in total"."""
    for count, each, total in pieces_in(line):
        if _FAR < value(count) * value(each) / value(total) < 1 / _FAR:
            yield from _product(line.told, count, each, total)


def _each_did(line: Line) -> Iterator[Miscount]:
    """Yield "30 runners each raised £200, for a total of £9,000" and "14 trucks carry 20 tonnes each, 380 tonnes in all"."""
    if _UNSURE.search(line.text):
        return
    for match, (count, piece, total) in line.found(_EACH_DID):
        says_each = re.search(r"\b(?:each|apiece)\b", match[0])
        says_total = match["all"] or "total of" in match[0]
        if _OVER_TIME.match(line.signed[match.end() :]):
            continue
        if says_each and says_total and _is_count(count) and piece.unit == total.unit and piece.kind == total.kind:
            yield from _product(line.told, count, piece, total)


def _averaged(line: Line) -> Iterator[Miscount]:
    """Yield "1,250 meals in five days, an average of 350 a day"."""
    if _UNSURE.search(line.text):
        return
    for match, (mean,) in line.found(_AVERAGE):
        if _OF_SOME.match(line.signed[match.end() :]):
            continue
        per = _per(match["per"] or line.told.words(mean))
        others = [f for f in line.figures if f is not mean]
        counts = [f for f in others if _is_of(line.told, f, per)]
        totals = _before(mean, [f for f in others if f not in counts and f.kind not in {"duration", "age", "percent"}])
        if len(counts) == 1 and len(totals) == 1 and _fit(totals[0], mean):
            yield from _product(line.told, counts[0], mean, totals[0])


def _is_of(told: Told, figure: Figure, per: str | None) -> bool:
    """Tell whether a figure counts what a mean is of: the days of "350 a day", any one count of "350 each"."""
    if per == "each":
        return _is_count(figure)
    named = _is_span(told, figure)
    return any(named in row and per in row for row in _NIGHTS) or (
        named == per and (_is_count(figure) or figure.kind == "duration")
    )


def _before(mean: Figure, totals: list[Figure]) -> list[Figure]:
    """Return the totals before a mean, which sums them up; where there are none, those behind it."""
    return [f for f in totals if f.end <= mean.start] or totals


def _per_time(line: Line) -> Iterator[Miscount]:
    """Yield "drew 50,000 people in five days, or 15,000 a day"."""
    if _UNSURE.search(line.text):
        return
    for match, (total, mean) in line.found(_OR_PER):
        if _OF_SOME.match(line.signed[match.end() :]):
            continue
        per = _per(match["per"] or line.told.words(mean))
        spans = [f for f in line.figures if f.kind == "duration" and _is_span(line.told, f) == per]
        if len(spans) == 1 and _fit(total, mean) and total.kind in {"count", "people", "money", "measure"}:
            yield from _product(line.told, spans[0], mean, total)


def _next_average(line: Line) -> Iterator[Miscount]:
    """Yield "handed out 1,250 meals in five days. That is 350 a day"."""
    if line.after is None or _UNSURE.search(line.text):
        return
    for match, (mean,) in line.after.found(_THAT_IS):
        per = _per(match["per"] or line.told.words(mean))
        spans = [f for f in line.figures if _is_span(line.told, f) == per]
        totals = [
            f for f in line.figures if f not in spans and f.kind in {"count", "people", "money"} and _fit(f, mean)
        ]
        if len(spans) == 1 and len(totals) == 1:
            yield from _product(line.told, spans[0], mean, totals[0])


def _per(words: str) -> str | None:
    """Return what a mean is of: day for "350 a day"."""
    if words.strip() in {"each", "apiece"}:
        return "each"
    found = re.search(r"\b(?:a|an|per|each)\s(\w+)$", words.lower())
    return singular_of(found[1]) if found else None


def _is_span(told: Told, figure: Figure) -> str:
    """Return what a figure counts, in the singular."""
    words = re.split(r"[\s-]", told.words(figure).lower())
    return singular_of(words[-1])


def _per_piece(line: Line) -> Iterator[Miscount]:
    """Yield "£2m, or about £33,000 a house", where one number of houses is told here or in the sentence before."""
    if _UNSURE.search(line.text):
        return
    for match, (total, piece) in line.found(_PER_PIECE):
        near = [f for each in (line.before, line) if each for f in each.figures]
        counts = {value(f): f for f in near if _is_count(f) and _names(line.told, f, match[3])}
        if len(counts) == 1 and total.unit == piece.unit and total.kind == piece.kind == "money":
            yield from _product(line.told, next(iter(counts.values())), piece, total)


def _names(told: Told, figure: Figure, noun: str) -> bool:
    """Tell whether a figure counts what a noun names."""
    words = told.words(figure).lower().split()
    return bool(words) and singular_of(words[-1]) == singular_of(noun.lower())


def _is_count(figure: Figure) -> bool:
    return (
        figure.kind in {"people", "count"}
        and figure.modifier == "exact"
        and figure.low == figure.high
        and (figure.low or 0) > 1
    )


def _fit(total: Figure, mean: Figure) -> bool:
    """Tell whether a total and a mean are of one kind of thing; a bare mean is of whatever it is the mean of."""
    if total.low is None or mean.low is None or total.low != total.high or mean.low != mean.high:
        return False
    return mean.unit in {total.unit, None} or measure_of(mean.unit) == measure_of(total.unit)


def _is_price(told: Told, figure: Figure) -> bool:
    """Tell whether a figure is a price, which nobody rounds: money without a scale, each."""
    before = told.text[max(0, figure.start - 10) : figure.start]
    return figure.kind == "money" and figure.modifier == "exact" and value(figure) < _PRICE and bool(_AT.search(before))


def _product(told: Told, count: Figure, each: Figure, total: Figure) -> Iterator[Miscount]:
    """Compare count times each with the total, as far as any rounding reaches."""
    if any(f.modifier not in _OK or f.low is None or f.low != f.high for f in (count, each, total)):
        return
    whole = room(total, told)
    one = Room(value(each), value(each)) if _is_price(told, each) else room(each, told)
    expected = Room(one.low * value(count), one.high * value(count))
    slack = 0.02 * whole.high
    if expected.meets(Room(whole.low - slack, whole.high + slack)):
        return
    product = shown(value(count) * value(each))
    says = f"“{told.words(count)}” times “{told.words(each)}” is {product}, where “{told.words(total)}” is printed."
    yield Miscount(RULE, (told.term(count), told.term(each), told.term(total)), product, told.words(total), says)
