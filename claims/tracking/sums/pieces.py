"""A number of pieces, what each is, and what they make: found by what says "each" and what says "in total"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.model import Figure
from claims.text.lexicon import singular_of
from claims.tracking.sums.told import Line, is_point, value

_S = "[\ue000-\uf8ff]"
_EACH_BEHIND = re.compile(
    r"\s(?:each(?!\s[a-z]+\s[\ue000-\uf8ff])|apiece|a piece|per (?:head|person|ticket|unit|copy)|a head)\b(?!\s(?:a|per|of|year|month|week|day)\b)"
)
_EACH_BEFORE = re.compile(
    rf"\b[Ee](?:ach|very one)(?:\sof\s(?:the|its|their|these|those|his|her)\s(?:{_S}|[a-z]+)|\sof\sthem)?(?!\s(?:of|and|or|but)\b)(?:(?<=them)|(?:\s[a-z’'-]+){{1,4}})\s(?:about\s|just\s)?$|\beach\s(?!of\b)(?:had\s|have\s|has\s)?[a-z]+\s(?:about\s|just\s)?$"
)
_IN_EACH = re.compile(
    rf"\s(?:in|at|to|for|on|from|by)\s(?:each|every one)\sof\s(?:(?:the|its|their|these|those)\s)?{_S}"
)
_SAYS_TOTAL = re.compile(
    r"\b(?:total of|totall?ing|together [a-z]+|between them [a-z]+|a bill of|(?:ticket\s|the\s)?sales (?:raised|brought in|made|came to)|rais(?:ed|ing)|brought in|bringing in|took in|taking in|took|taking|won|winning|received|inherited|earn(?:ed|ing)|takings of|comes to|came to|makes|made|making|gross takings of|proceeds of|for|paid|paying|pays|pay|cost(?:ing)?|worth|spent|spending|(?:prize|jackpot|win|winnings|fortune|legacy|sum|pot|bill|cost|grant|bonus) of|shar(?:e|ed|ing)|split(?:ting)?|div(?:ide|ided|iding))\s(?:up\s)?(?:out\s)?(?:the\s|a\s|an\s|its\s|exactly\s|them\s|it\s|just\s)?(?:[a-z]+\s)?$"
)
_TOTAL_BEHIND = re.compile(r"^\s(?:[a-z]+\s)?(?:in (?:total|all)|altogether|between them|equally)\b")
_WITH = re.compile(r"\s(?:with|plus|thanks to|and)\s")
_OR = re.compile(
    r"^(?:[^\ue000-\uf8ff.;:]{0,40})?(?:,|\s[-–—])\s(?:or|which is|that is|at|which works out at|that works out at|working out at)\s(?:about\s|just\s)?$"
)
_GOES_ON = re.compile(
    r"^(?:The\s[a-z]+\s(?=took\b|raised\b|earned\b|received\b|collected\b)|That|This|It|Each|They|The\stotal|In\stotal|Altogether)\b"
)
_FLAT = re.compile(
    r"\b(?:at|for) (?:a|one|the same) (?:flat|single|fixed|uniform|standard)?\s?(?:price|rate|fee|charge)?\s?(?:of\s)?$"
)
_TIMES = {"day", "week", "month", "year", "hour", "minute", "second", "night", "season"}
_NONE = re.compile(
    r"\b(?:no|without(?:\sany)?|not counting|before any)\s(?:[a-z]+\s)?[a-z]+|\btax-free\b", re.IGNORECASE
)
_UNSURE = re.compile(
    r"\b(?:tax|taxes|VAT|plus|includ\w+|discounts?|deposit|fees?|before|after|remaining|rest|also|another|others?|except|first(?!\s\d)|second|initial|instal\w+"
    r"|with (?:the|its|their|his|her|some|a|gifts)|as well as|interest|half|concessions?|free|up to|at least|more than|over(?!\s(?:the|a)\b)|nearly|almost|about|around|some|estimated|average price|minimum|from £|extra|refund\w*|match(?:ed|ing))\b",
    re.IGNORECASE,
)
_OTHERS_TOTAL = re.compile(r"\b(?:and|while|but)\s(?:the\s|its\s|their\s)?[a-z]+\s(?:a|the)\stotal\sof\b")
_BESIDES = re.compile(r"\b(?:added|raffle|collection|donat\w+|auction|also|another|besides|on top|other|rest|unpaid|yet to)\b", re.IGNORECASE)  # fmt: skip


class Pieces(NamedTuple):
    """How many there are, what each is, and what is said to be their total."""

    number: Figure
    each: Figure
    total: Figure


def pieces_in(line: Line) -> Iterator[Pieces]:
    """Yield the one triple of a sentence, or of two of which the second goes on with the first."""
    lines = [line]
    if line.after and (_GOES_ON.match(line.after.text) or _names_again(line, line.after)):
        lines.append(line.after)
    for window in (lines[:1], lines) if len(lines) == 2 else (lines,):
        if found := _triple(window):
            yield found
            return


def _names_again(line: Line, after: Line) -> bool:
    """Tell whether a sentence begins with what the one before it counts: "12 trucks ... The trucks carried"."""
    named = re.match(r"(?:The|These|All)((?:\s[a-z]+){1,2})", after.text)
    nouns = {singular_of(word) for word in named[1].split()} if named else set()
    return any(f.unit in nouns for f in line.figures)


def _triple(window: Sequence[Line]) -> Pieces | None:
    text = _NONE.sub(" ", " ".join(each.text for each in window))
    behind = window[-1].after
    if _UNSURE.search(text) or _OTHERS_TOTAL.search(text) or (behind and _BESIDES.search(behind.text)):
        return None
    placed = [(line, f) for line in window for f in line.figures if f.kind not in {"duration", "age"}]
    if not all(is_point(f) for _, f in placed) or any(f.kind == "percent" for _, f in placed):
        return None
    pieces = [(line, f) for line, f in placed if _is_each(line, f)]
    if len(pieces) != 1 or len(placed) != 3:
        return None
    each = pieces[0][1]
    others = [(other, f) for other, f in placed if f is not each]
    return _told_apart(each, others)


def _told_apart(each: Figure, others: Sequence[tuple[Line, Figure]]) -> Pieces | None:
    """Return which of the two others is the count and which the total, where words or units tell."""
    for (_, count), (at, total) in (others, (others[1], others[0])):
        is_count = (
            count.kind in {"people", "count"}
            and (count.unit is not None or each.kind == "money")
            and value(count) == int(value(count))
        )
        is_alike = total.unit == each.unit or (each.kind == "count" and total.kind == "count" and total.unit is None)
        is_more = _WITH.match(_around(at, total)[1])
        if (
            not is_more
            and is_count
            and is_alike
            and count.unit != each.unit
            and value(count) > 1
            and _is_total(at, total, each)
        ):
            return Pieces(count, each, total)
    return None


def _is_each(line: Line, figure: Figure) -> bool:
    before, behind = _around(line, figure)
    if _FLAT.search(before):
        return True
    if figure.per and figure.per not in _TIMES:
        return True
    return bool(_EACH_BEHIND.match(behind) or _EACH_BEFORE.search(before) or _IN_EACH.match(behind))


def _is_total(line: Line, total: Figure, each: Figure) -> bool:
    before, behind = _around(line, total)
    if each in line.figures and each.start > total.end:
        between = line.told.text[total.end : each.start]
        if _OR.match(between):
            return True
    return bool(_SAYS_TOTAL.search(before) or _TOTAL_BEHIND.match(behind))


def _around(line: Line, figure: Figure) -> tuple[str, str]:
    """Return the signed words before and behind a figure."""
    before, _, behind = line.signed.partition(chr(0xE000 + line.figures.index(figure)))
    return before, behind
