"""The headline's number against the body's, where the body has one and no sum of its numbers makes the headline's."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isclose

from claims.model import Figure
from claims.text.lexicon import singular_of
from claims.tracking.gist import gist_of
from claims.tracking.rounding import step_of
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
_LATER = re.compile(r"\b(?:later|also|another|others?|further|more|additional|earlier|previous|toll|including|among)\b", re.IGNORECASE)  # fmt: skip
_OTHERS = re.compile(r"\b(?:later|also|another|others?|further|more|additional|earlier|previous|toll)\b", re.IGNORECASE)
_MORE = re.compile(r"\bmore\b")
_UNSURE_TITLE = re.compile(r"[?]|\b(?:up to|again|another|more|could|may|might|feared|and counting)\b", re.IGNORECASE)  # fmt: skip
_ONE_MORE = re.compile(r"(?:^|[,;]\s|\band\s|\bthat\s)(?:an?|one|the|his|her|two)\s[a-z]", re.IGNORECASE)
_CLAUSE = r"[,;:\ue000-\uf8ff]"
_LEDE = 2  # sentences that tell what the headline tells
_FEW = 3  # sums, of which the first is the headline's
_MOST_TERMS = 12
_SHARED_STEMS, _SHARED_PART, _SHORT = 2, 0.3, 3
"""Words that the headline and the sentence must share to tell of the same thing."""


def find(told: Told) -> Iterator[Miscount]:
    """Yield the one number of the headline that is not the body's."""
    if not told.title or len(told.title_figures) != 1 or not told.lines:
        return
    figure = told.title_figures[0]
    if (
        figure.low is None
        or figure.low != figure.high
        or figure.modifier != "exact"
        or _UNSURE_TITLE.search(_MORE.sub(" ", told.title) if figure.kind == "percent" else told.title)
    ):
        return
    if figure.kind == "money":
        yield from _money(told, figure)
    elif any(fate.search(told.title) for fate in _FATES) and (
        figure.kind == "people" or (figure.kind == "count" and not figure.noun)
    ):
        yield from _people(told, figure)
    else:
        yield from _alike(told, figure)


def _people(told: Told, figure: Figure) -> Iterator[Miscount]:
    """Compare those who met one fate: "Six hurt" over "Eight people were injured"."""
    fates = [i for i, fate in enumerate(_FATES) if fate.search(told.title or "")]
    if len(fates) != 1 or any(_adds(line, fates[0]) for line in told.lines):
        return
    counted = [f for line in told.lines for f in line.figures if f.kind in {"people", "count"}]
    met = [(line, f) for line in told.lines for f in line.figures if _met(line, f, fates[0])]
    if len({value(f) for _, f in met}) != 1 or met[0][0].at >= _LEDE or met[0][1].modifier != "exact":
        return
    if any(
        _ONE_MORE.search(line.text) and _FATES[fates[0]].search(line.text)
        for line in told.lines
        if line is not met[0][0]
    ):
        return  # "A woman died in hospital": counted by the headline and by no figure
    if not _makes(
        value(figure),
        [value(f) for f in counted if f.low is not None and f.low == f.high and (f.kind == "people" or not f.noun)],
    ):
        yield _miscount(told, figure, met[0][1])


def _adds(line: Line, fate: int) -> bool:
    """Tell whether a sentence may add to those of a fate; "The remaining 27 people, including the driver," does not."""
    if _FATES[fate].search(line.text):
        return bool(_LATER.search(line.text))
    return any(f.kind == "people" for f in line.figures) and bool(_OTHERS.search(line.text))


def _alike(told: Told, figure: Figure) -> Iterator[Miscount]:
    """Compare a share, length of time, age, measure or count with the only one of its unit in the text."""
    title = told.title or ""
    if figure.unit is None or (figure.kind in {"people", "count"} and not figure.noun):
        return
    same = [(line, f) for line in told.lines for f in line.figures if f.unit == figure.unit and _same_noun(figure, f)]
    if len({(f.low, f.high, f.kind) for _, f in same}) != 1 or same[0][0].at >= _LEDE or same[0][1].kind != figure.kind:
        return
    line, body = same[0]
    own = _stems(title) - _stems(title[figure.start : figure.end])
    shared = own & _stems(line.text)
    few = 1 if line.at == 0 and len(own) <= _SHORT else _SHARED_STEMS
    if len(shared) < few or len(shared) < _SHARED_PART * len(own):
        return
    is_said = body.modifier == "exact" or (body.modifier == "about" and body.kind == "percent")
    if body.low is None or body.low != body.high or not is_said or value(body) == 0:
        return
    kin = {"people", "count"} if figure.kind in {"people", "count"} else {figure.kind}
    numbers = [
        value(f) for each in told.lines for f in each.figures if f.kind in kin and f.low is not None and f.low == f.high
    ]
    ratio, is_small = value(figure) / value(body), max(value(figure), value(body)) < 100
    is_close = figure.kind == "measure" or not is_small
    if (
        not _is_slip(ratio)
        or (is_close and abs(ratio - 1) <= 0.1)
        or _LATER.search(_MORE.sub(" ", line.text) if figure.kind == "percent" else line.text)
        or _makes(value(figure), numbers)
        or _IN_PART.search(line.text)
    ):
        return
    if abs(value(figure) - value(body)) <= step_of(
        title[figure.number.start : figure.number.end], value(figure)
    ) / 2 and not _is_whole(body):
        return
    if figure.kind in _SINGLE and value(figure) != value(body):
        yield _miscount(told, figure, body)


def _stems(text: str) -> frozenset[str]:
    """Return the words of a text that say what it is about."""
    return frozenset(stem for stem in gist_of(text).stems if stem.isalpha() and len(stem) > 2)


def _is_slip(ratio: float) -> bool:
    """Tell whether one number may be the other misprinted: not far from it, or with a zero too many."""
    return 0.2 < ratio < 5 or any(isclose(ratio, 10.0**power) for power in (-3, -2, -1, 1, 2, 3))


_IN_PART = re.compile(r"\b(?:of\swhich|suspended|minimum|up\sto|plus)\b")
_SINGLE = {"percent", "duration", "age", "measure", "count", "people"}


def _is_whole(figure: Figure) -> bool:
    return value(figure) == int(value(figure))


def _same_noun(one: Figure, other: Figure) -> bool:
    """Tell whether two counts name the same noun; measures have none."""
    if one.kind not in {"people", "count"}:
        return True
    nouns = [(each.noun or "").split()[-1:] for each in (one, other)]
    return bool(nouns[0]) and singular_of(nouns[0][0].lower()) == singular_of((nouns[1] or [""])[0].lower())


def _met(line: Line, figure: Figure, fate: int) -> bool:
    """Tell whether a figure of people is followed by a fate in its own clause."""
    if figure.kind != "people" or figure.low is None or figure.low != figure.high:
        return False
    before, _, behind = line.signed.partition(chr(0xE000 + line.figures.index(figure)))
    clause = f"{re.split(_CLAUSE, before)[-1]} {re.split(_CLAUSE, behind)[0]}"
    return bool(_FATES[fate].search(clause))


def _money(told: Told, figure: Figure) -> Iterator[Miscount]:
    """Compare a sum with the one sum of the body, if that stands in its first sentences."""
    sums = [(line, f) for line in told.lines for f in line.figures if f.kind == "money"]
    first = [(line, f) for line, f in sums if line.at < _LEDE and line.at == sums[0][0].at]
    if len(first) != 1 or len(sums) > _FEW:
        return
    [(line, body)] = first
    others = [value(f) for _, f in sums if f.low is not None and f.low == f.high]
    if len(others) != len(sums) or (len(sums) > 1 and _makes(value(figure), others)):
        return
    shared, of_title = _stems(told.title or "") & _stems(line.text), _stems(told.title or "")
    if len(shared) < min(_SHARED_STEMS, (len(of_title) + 1) // 2):
        return
    if body.low is None or body.low != body.high or body.modifier != "exact" or body.unit != figure.unit:
        return
    if re.search(r"\b(?:as much|each|twice|both|again|more)\b", line.text):
        return
    if value(body) == 0 or not _is_slip(value(figure) / value(body)) or body.per or figure.per:
        return
    if not _title_room(told, figure, body):
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
