"""Lists of parts: what people or things are told of one by one, in the sentence of their whole or in the next."""

import re
from collections.abc import Iterator
from functools import cache

from claims.model import Figure, Span
from claims.text.lexicon import read_lexicon
from claims.tracking.sums.told import F, Line, Told, is_point

SOME = re.compile(
    r"\b(?:includ\w+|among|at least|more than|over(?!\sthe\b)|about|around|nearly|almost|some|up to|several|both|also|either|mostly|mainly|at most|as many|as well as)\b",
    re.IGNORECASE,
)
"""Words by which parts may overlap, or are not all, or are not certain."""

_ITEM = rf"{F}[^\ue000-\uf8ff.;:()]{{0,30}}?"
_RUN = rf"(?:{_ITEM}(?:,\s(?:and\s)?|\sand\s|\splus\s))+{F}"
_THEY_WERE = re.compile(
    rf"^(?:There\s(?=were|are)|(?:They|It(?=\s(?:is|was)\smade|\sconsist|\scompris)|These|The\s(?:dead|victims|injured|wounded|missing|survivors|others|group|party|crew|team|(?:dead|lost|total)\s[a-z]+|[a-z]+s))\s)"
    rf"(?:are|were|comprised?|consist(?:s|ed)?\sof|(?:is|are|was|were)\smade\sup\sof)\s(?P<run>{_RUN})(?:\s[a-z]+|\s[A-Z][a-z]+)?(?:\s(?:in|on|aboard|at|from)\s[^\ue000-\uf8ff,.;]{{2,40}})?[.,;]?(?:\s|$)"
)
_IN_ALL = re.compile(
    rf"(?P<run>{_RUN})(?:[^\ue000-\uf8ff.;:()]{{0,60}}?)(?:,|\s[-–—])\s(?:a\stotal\sof\s|making\s(?:a\stotal\sof\s)?|or\s|for\sa\stotal\sof\s)?(?P<whole>{F})(?:\s[a-z]+)?\s(?:in\s(?:all|total)|altogether)\b"
)
_A_TOTAL = re.compile(
    rf"(?P<run>{_RUN})(?:[^\ue000-\uf8ff.;:()]{{0,60}}?)(?:,|\s[-–—])\s(?:for\s|making\s|giving\s|bringing\sin\s)?a\s(?:combined\s)?total\sof\s(?P<whole>{F})(?=[.,;]|\s(?:people|in|of|that|were|who)\b|$)"
)
_OF_THEM = re.compile(r"\sof\s(?:the|those|these|them|whom)\b")
_PLACED = re.compile(r"\s(?:in|on|aboard|at|from|among)\b")
_REPEATED = re.compile(r"\b(?:each|every|per|apiece|times|twice)\b")
_NUMBER = re.compile(
    r"(?<![\w.,£$€])(?:\d{1,3}(?![\d%.,]*\d|%|\s?(?:per|percent|points?|years?))|[a-z]+(?:-[a-z]+)?)(?!\w)"
)
_OF_SEATS = re.compile(rf"\bOf\s(?:the\s|its\s|all\s|their\s)?(?:[a-z]+['’]s\s)?{F}(?:[^\ue000-\uf8ff.;:]{{0,40}})?,\s")
_SEATS = {"seat", "councillor", "place", "member", "deputy", "lawmaker", "person", "mp"}
_WON_THINGS = re.compile(r"^\s(?:seats|councillors|members|places|deputies|each)\b")
_ALL_SEATS = re.compile(
    r"\b(?:has|have)\s[\w-]+\sseats(?=[.,])|\b(?:[Aa]ll|[Ee]ach|[Ee]very one)\s(?:of\s)?(?:the\s|its\s)?[\w-]+\s(?:[a-z]+\s)?(?:seats|councillors|members|deputies|lawmakers|places)\b"
)
_WINNER = re.compile(
    r"^(?:and\s|while\s|with\s)?(?:the\s)?(?:[A-Z][\w’'-]+(?:\s(?:of\s)?[A-Z][\w’'-]+){0,3}(?:\s(?:party|alliance|coalition|group))?|independents?|others?|other\sparties)"
    r"(?:\s(?:won|took|takes|has|have|had|got|secured|holds?|held|kept|gained|on|with|winning|taking))?\s$"
)


def anaphoric(line: Line) -> tuple[list[Figure], bool]:
    """Return the parts of "They were 11 men, eight women and three children", and whether these are surely all.

    There are none where the sentence is no such list; where they were in a place, others may have been elsewhere.
    """
    found = _THEY_WERE.match(line.signed)
    if not found or SOME.search(found[0]):
        return [], False
    behind = line.signed[found.end("run") :]
    parts = line.figures_of(found["run"])
    if _OF_THEM.match(behind):  # "12 passengers and three crew, and two of the passengers were nurses"
        parts = parts[:-1]
    is_plain = len({kind_of(line.told, part) for part in parts}) == len(parts)
    return (parts if is_plain else []), not _PLACED.match(line.signed[found.end("run") :])


def summed(line: Line) -> Iterator[tuple[Figure, list[Figure]]]:
    """Yield wholes that close their list: "eleven men and six women, 17 people in all"."""
    for pattern in (_IN_ALL, _A_TOTAL):
        for match in pattern.finditer(line.signed):
            parts, whole = line.figures_of(match["run"]), line.figure(match["whole"])
            if not SOME.search(match[0]) and not _REPEATED.search(match[0]) and parts[-1] is not whole:
                yield whole, parts


def kind_of(told: Told, figure: Figure) -> str:
    """Return what a part counts, in its own words, lower case: Somalis of "four Somalis"."""
    own = "" if figure.kind == "money" else told.text[figure.number.end : figure.end].strip()
    words = own or told.text[figure.end : figure.end + 20]
    return re.split(r",|\sand\b|\.", words.strip())[0].strip().lower()


def winners(line: Line) -> tuple[Figure, list[Span], float] | None:
    """Return the seats of a house, and the numbers that its parties won: "Of its 45 seats, Labour won 21, the Greens seven"."""
    found = _OF_SEATS.search(line.signed)
    if not found:
        return _won_of_all(line)
    whole = line.figure(found[1])
    if whole.unit not in _SEATS or not is_point(whole):
        return None
    start = line.told.text.index(",", whole.end) + 1
    return _won(line.told, whole, Span(start, line.span.end))


def _won_of_all(line: Line) -> tuple[Figure, list[Span], float] | None:
    """Return the seats of "All 40 seats were contested.", and what the next sentence says was won of them."""
    seats = [f for f in line.previous.figures if f.unit in _SEATS and is_point(f)] if line.previous else []
    is_all = line.previous and _ALL_SEATS.search(line.previous.text)
    return _won(line.told, seats[0], line.span) if is_all and len(seats) == 1 else None


def _won(told: Told, whole: Figure, rest: Span) -> tuple[Figure, list[Span], float] | None:
    """Read the rest of a sentence as a list of winners, each with a bare number; None where anything else is in it."""
    spans, total, at = [], 0.0, rest.start
    for found in _NUMBER.finditer(told.text, rest.start, rest.end):
        number = _value(found.group())
        if number is None:
            continue
        who = _WON_THINGS.sub("", told.text[at : found.start()]).strip(" ,;")
        if not _WINNER.match(f"{who} "):
            return None
        spans.append(Span(found.start(), found.end()))
        total += number
        at = found.end()
    is_end = re.fullmatch(
        r"(?:\s(?:seats|councillors|each))?(?:,\s(?:while|and|with|but)\sno\s[^,;\d]{3,40})?(?:,\s[^,;\d]{3,60}\ssaid)?[.\s]*",
        told.text[at : rest.end],
    )
    return (whole, spans, total) if len(spans) >= 3 and is_end else None


def _value(words: str) -> float | None:
    """Return the number of bare words: "21", "seven", "twenty-one"; None for a word that is none."""
    if words[0].isdigit():
        return float(words)
    cardinals = _cardinals()
    tens, _, ones = words.partition("-")
    if tens not in cardinals or (ones and ones not in cardinals):
        return None
    return cardinals[tens] + (cardinals[ones] if ones else 0)


@cache
def _cardinals() -> dict[str, float]:
    return {word: number for word, number in read_lexicon("numbers")["cardinals"].items() if 0 < number < 100}
