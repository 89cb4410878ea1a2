"""The headline's number against the body's, where the body has one and no sum of its numbers makes the headline's."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from claims.model import Figure
from claims.tracking.sums.told import Line, Miscount, Term, Told, room, value

RULE = "headline_body"

_FATES = (
    re.compile(r"\b(?:dead|die|dies|died|kill\w*|deaths?|drown\w*|perish\w*|bodies)\b", re.IGNORECASE),
    re.compile(r"\b(?:hurt|injur\w+|wound\w*)\b", re.IGNORECASE),
    re.compile(r"\b(?:missing)\b", re.IGNORECASE),
    re.compile(r"\b(?:arrest\w*|held|detain\w*)\b", re.IGNORECASE),
    re.compile(r"\b(?:charged)\b", re.IGNORECASE),
    re.compile(r"\b(?:rescued?|saved)\b", re.IGNORECASE),
)
_LATER = re.compile(r"\b(?:later|also|another|others?|further|more|additional|earlier|previous|toll|rose|risen|including|least|among)\b", re.IGNORECASE)  # fmt: skip
_UNSURE_TITLE = re.compile(r"[?]|\b(?:up to|at least|more than|over|nearly|almost|about|again|another|more|could|may|might|feared|and counting)\b", re.IGNORECASE)  # fmt: skip
_LEDE = 2  # sentences that tell what the headline tells
_MOST_TERMS = 12


def find(told: Told) -> Iterator[Miscount]:
    """Yield the one number of the headline that is not the body's."""
    if not told.title or len(told.title_figures) != 1 or not told.lines:
        return
    figure = told.title_figures[0]
    if (
        figure.low is None
        or figure.low != figure.high
        or figure.modifier != "exact"
        or _UNSURE_TITLE.search(told.title)
    ):
        return
    if figure.kind == "money":
        yield from _money(told, figure)
    elif figure.kind in {"people", "count"}:
        yield from _people(told, figure)


def _people(told: Told, figure: Figure) -> Iterator[Miscount]:
    """Compare those who met one fate: "Six hurt" over "Eight people were injured"."""
    fates = [i for i, fate in enumerate(_FATES) if fate.search(told.title or "")]
    if len(fates) != 1 or _LATER.search(" ".join(line.text for line in told.lines)):
        return
    counted = [f for line in told.lines for f in line.figures if f.kind in {"people", "count"}]
    met = [(line, f) for line in told.lines for f in line.figures if _met(line, f, fates[0])]
    if len(met) != 1 or met[0][0].at >= _LEDE or met[0][1].modifier != "exact":
        return
    if not _makes(value(figure), [value(f) for f in counted if f.low is not None and f.low == f.high]):
        yield _miscount(told, figure, met[0][1])


def _met(line: Line, figure: Figure, fate: int) -> bool:
    """Tell whether a figure of people is followed by a fate in its own clause."""
    if figure.kind != "people" or figure.low is None or figure.low != figure.high:
        return False
    clause = re.split(r"[,;:\ue000-\uf8ff]", line.signed.partition(chr(0xE000 + line.figures.index(figure)))[2])[0]
    return bool(_FATES[fate].search(clause))


def _money(told: Told, figure: Figure) -> Iterator[Miscount]:
    """Compare a sum with the one sum of the body, if that stands in its first sentences."""
    sums = [(line, f) for line in told.lines for f in line.figures if f.kind == "money"]
    if len(sums) != 1 or sums[0][0].at >= _LEDE:
        return
    [(_, body)] = sums
    if body.low is None or body.low != body.high or body.modifier != "exact" or body.unit != figure.unit:
        return
    if value(body) == 0 or not 0.2 < value(figure) / value(body) < 5 or body.per or figure.per:
        return
    if not _title_room(told, figure, body) and not _UNSURE_TITLE.search(sums[0][0].text):
        yield _miscount(told, figure, body)


def _title_room(told: Told, figure: Figure, body: Figure) -> bool:
    """Tell whether a headline may have rounded a sum: it does so to two digits and less."""
    return abs(value(figure) - value(body)) <= 0.1 * value(body) or room(body, told).meets(room(body, told)._replace(low=value(figure), high=value(figure)))  # fmt: skip


def _makes(wanted: float, numbers: Sequence[float]) -> bool:
    """Tell whether some of the numbers add up to one, or to one more or less."""
    few = numbers[:_MOST_TERMS]
    sums = {sum(each) for size in range(1, 4) for each in combinations(few, size)}
    return any(abs(each - wanted) <= 0 for each in sums) or any(a - b == wanted for a in few for b in few)


def _miscount(told: Told, figure: Figure, body: Figure) -> Miscount:
    title = told.title or ""
    words = title[figure.start : figure.end]
    says = f"The headline prints “{words}”, and the text “{told.words(body)}”."
    return Miscount(
        RULE, (Term(figure.start, figure.end, words, in_title=True), told.term(body)), told.words(body), words, says
    )
