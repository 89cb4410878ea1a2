"""Says the product's figures in the vocabulary of the quantity benchmarks: English unit names, one modifier or direction.

The conventions: a unit is named in English in the singular ("dollar", "kilometre per hour"), money of one currency family
by its common name; a counted noun is the unit, without determiners, its head in the singular; hundredths keep their own
name ("cent") and printed value; a share in words is a part of 1; the two ends of a change are one range, in printed order;
ages are "year of age"; "one of the ..." counts as 1.
"""

import re
from typing import Any

from claims.figures import find_figures
from claims.model import Figure
from claims.spans.numbers.atoms import find_numbers
from claims.spans.numbers.modifiers import book
from claims.spans.units import match_unit, unit_book
from claims.text.lexicon import singular_of
from claims.text.nouns import noun_after
from claims.text.tokens import tokenise

_MODIFIERS = {"about": "~", "at_least": ">", "more_than": ">", "at_most": "<", "less_than": "<"}
_NAMES = {
    "us dollar": "dollar", "british pound": "pound sterling", "israeli new shekel": "shekel", "singapore dollar": "singaporean dollar",
    "pound": "pound sterling", "franc": "swiss franc", "british thermal unit": "british thermal unit", "german mark": "mark", "laotian kip": "lao kip",
    "times": "count", "spanish peseta": "peseta", "dutch guilder": "netherlands guilde", "time": "count",
}  # fmt: skip
_DROPPED = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "and",
        "or",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "these",
        "those",
        "all",
        "most",
        "'s",
        "in",
        "on",
    ]
)
_COMPARATIVES = frozenset(
    [
        "small",
        "large",
        "big",
        "high",
        "low",
        "old",
        "new",
        "long",
        "short",
        "young",
        "great",
        "strong",
        "weak",
        "fast",
        "slow",
        "cheap",
        "rich",
        "poor",
        "late",
        "early",
        "wide",
        "deep",
    ]
)


def quantities_of(text: str) -> list[dict[str, Any]]:
    """Return the quantities of a sentence as the benchmarks write them."""
    figures = [f for f in find_figures(text, idioms=True) if _is_quantity(text, f)]
    rows: list[dict[str, Any]] = []
    i = 0
    while i < len(figures):
        figure = figures[i]
        paired = (
            figures[i + 1]
            if i + 1 < len(figures) and figures[i + 1].base and _is_base(text, figure, figures[i + 1])
            else None
        )
        back = (
            figures[i + 1] if not paired and i + 1 < len(figures) and _came_from(text, figure, figures[i + 1]) else None
        )
        share = i + 1 < len(figures) and _is_one_of(text, figure, figures[i + 1])
        rows.append(
            _share_row(figure, figures[i + 1]) if share else _row(text, back or figure, figure if back else paired)
        )
        i += 2 if paired or back or share else 1
    return [row for row in rows if row["value"] is not None]


def _is_one_of(text: str, figure: Figure, whole: Figure) -> bool:
    """Tell "one of four concepts", which is a share there."""
    plain = figure.number.of(text).lower() == "one" and whole.kind in ("count", "people") and whole.modifier == "exact"
    return plain and bool(whole.low) and text[figure.number.end : whole.start].strip() == "of"


def _share_row(figure: Figure, whole: Figure) -> dict[str, Any]:
    unit = f"% {_noun_name(whole)}"
    return {"value": 1 / (whole.low or 1), "unit": unit, "modifier": "=", "start": figure.start, "end": whole.end}


def _is_quantity(text: str, figure: Figure) -> bool:
    """Leave out what is no quantity there: "no deaths", and verbs of a factor ("doubled"), though "sixfold" is one."""
    number = figure.number.of(text).lower()
    factor = figure.unit != "times" or figure.kind == "count" or number.endswith("fold")
    return factor and number not in ("no", "none")


_TO = re.compile(
    r"to(?: (?:just|only|about|around|almost|nearly|roughly|some|over|(?:just )?under|just over|more than))?"
)


def _is_base(text: str, base: Figure, figure: Figure) -> bool:
    return figure.base == (base.low, base.high) and _TO.fullmatch(text[base.end : figure.start].strip()) is not None


def _came_from(text: str, figure: Figure, base: Figure) -> bool:
    return (
        figure.base is not None
        and figure.base == (base.low, base.high)
        and text[figure.end : base.start].strip() == "from"
    )


def _row(text: str, figure: Figure, paired: Figure | None) -> dict[str, Any]:
    """Return one quantity; `paired` is the other end of a change."""
    value: float | list[float] | None
    unit, divisor = unit_name(text, paired or figure)
    if paired:
        value = [_plain(figure) * divisor, _plain(paired) * divisor]
    elif figure.modifier == "between" or (
        figure.kind == "score" and None not in (figure.low, figure.high) and figure.low != figure.high
    ):
        value = _in_printed_order(text, figure, divisor)
    elif figure.modifier == "vague":
        value = _vague_value(text, figure)
    else:
        value = _plain(figure) * divisor
        if figure.kind == "percent" and not _prints_percent(text, figure):
            value = value / 100
    bound = _MODIFIERS.get(figure.modifier)
    way = figure.change if _moves_by_verb(text, figure) else None
    modifier = bound if bound in (">", "<") else way or bound or "="
    return {"value": value, "unit": unit, "modifier": modifier, "start": figure.start, "end": (paired or figure).end}


def _moves_by_verb(text: str, figure: Figure) -> bool:
    """Tell "rose 4%" from "a 4% drop" and "an increase of 60": directions come from verbs and adverbs there."""
    if figure.change is None or figure.base:
        return False
    nouns = book().nouns
    before = re.findall(r"[\w'’]+", text[max(0, figure.start - 40) : figure.start].lower())
    behind = re.findall(r"[\w'’]+", text[figure.end : figure.end + 30].lower())[:2]
    of_noun = any(
        word == "of" and before[i - 1] in nouns for i, word in enumerate(before) if i and i >= len(before) - 5
    )
    return not of_noun and not set(behind[:2]) & set(nouns)


def _plain(figure: Figure) -> float:
    value = figure.low if figure.low is not None else figure.high
    return value if value is not None else 0.0


def _in_printed_order(text: str, figure: Figure, divisor: float) -> list[float]:
    """Return both ends, the larger one first where the text prints it first."""
    low, high = (figure.low or 0.0) * divisor, (figure.high or 0.0) * divisor
    first = next((number.value for number in find_numbers(tokenise(figure.number.of(text)))), None)
    falls = first is not None and abs(first - low) > abs(first - high)
    return [high, low] if falls else [low, high]


def _vague_value(text: str, figure: Figure) -> float | list[float] | None:
    """Return what "tens of thousands" would span, from one to ten of its scale; "dozens" count as one dozen."""
    words = figure.number.of(text).lower().split()
    low = 1.0
    for word in words:
        if word not in _VAGUE and word != "of":
            return None
        low *= _VAGUE.get(word, 1.0)
    return low if words == ["dozens"] else [low, low * 10]


_VAGUE = {
    "tens": 10.0,
    "dozens": 12.0,
    "hundreds": 100.0,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}


def _prints_percent(text: str, figure: Figure) -> bool:
    """Tell a printed percentage from a share in words or as a fraction, which is a part of 1 there."""
    printed = figure.number.of(text).lower()
    return (
        "%" in printed
        or re.search(r"per\s?cent|\bpct\b|\bpc\b", printed) is not None
        or not re.search(
            r"hal(?:f|ves)|third|quarter|(?:four|fif|six|seven|eigh|nin|ten|twentie|hundred|thousand)th|[/⁄½¼¾⅓⅔]|\bin\b|\bof\b",
            printed,
        )
    )


_PER_NAMES = {"psf": "square foot", "psm": "square metre", "annum": "year", "kilo": "kilogram", "head": "person"}


def unit_name(text: str, figure: Figure) -> tuple[str, float]:
    """Return the English name of a figure's unit and what the value is multiplied by (100 for cents)."""
    name, divisor = _base_name(text, figure)
    if figure.kind == "age":
        name += " of age"
    if figure.per and " per " not in name and name != "-":
        per = tokenise(figure.per)
        found = match_unit(per, 0)
        name += (
            f" per {found.unit.name if found else _PER_NAMES.get(figure.per.lower(), singular_of(figure.per.lower()))}"
        )
    return name, divisor


def _share_name(text: str, figure: Figure) -> str | None:
    """Return the unit of a share in words ("% worker") with what it is a share of, if it stands behind."""
    if figure.kind != "percent" or _prints_percent(text, figure):
        return None
    if re.search(r"\b(?:in|out of)\b", figure.number.of(text).lower()):
        behind = tokenise(text[figure.end : figure.end + 80])
        phrase = noun_after(behind, 0)
        return f"% {_phrase_name(behind.slice(phrase.first, phrase.last)) if phrase else '-'}"
    return f"% {'-' if _is_carried(figure) else _noun_name(figure)}"


def _base_name(text: str, figure: Figure) -> tuple[str, float]:
    if figure.kind == "people" or (figure.noun and figure.kind == "count"):
        return _noun_name(figure), 1.0
    share = _share_name(text, figure)
    if share:
        return share, 1.0
    if figure.unit is None:
        after = re.match(r"\W*(\w+)", text[figure.end :])
        return (after.group(1), 1.0) if figure.kind == "score" and after and after.group(1) in _SCORED else ("-", 1.0)
    minor = _minor_name(text, figure)
    if minor:
        return minor
    if (
        figure.unit == "point"
        and "p" not in text[figure.number.end : figure.end].lower()
        and not re.search(r"\d\s+points?\b", text)
    ):
        return "-", 1.0
    name = unit_book().names.get(figure.unit, figure.unit).lower()
    return _NAMES.get(name, name), 1.0


_SCORED = frozenset(
    [
        "lead",
        "win",
        "victory",
        "defeat",
        "loss",
        "draw",
        "vote",
        "majority",
        "decision",
        "record",
        "advantage",
        "deficit",
    ]
)


def _is_carried(figure: Figure) -> bool:
    return figure.noun_span is not None and figure.noun_span.start < figure.start


def _minor_name(text: str, figure: Figure) -> tuple[str, float] | None:
    """Return ("cent", 100) where the printed unit is a hundredth."""
    behind = tokenise("1" + text[figure.number.end : figure.end])
    i = 2 if behind.word(1) in ("-", "–") else 1
    found = match_unit(behind, i) if figure.kind == "money" and len(behind) > i else None
    if found is None and figure.kind == "money":
        before = tokenise(text[figure.start : figure.number.end])
        found = match_unit(before, 0) if before.word(0)[:1].isalpha() else None
    return (found.unit.name, found.unit.divisor) if found and found.unit.divisor != 1 else None


def _noun_name(figure: Figure) -> str:
    """Return the counted noun phrase without small words, its last word in the singular; "people" stays."""
    return _phrase_name(figure.noun or "")


def _phrase_name(phrase: str) -> str:
    words = [w for w in re.findall(r"[\w'’.-]+", phrase) if w.lower() not in _DROPPED]
    if not words:
        return "-"
    last = words[-1].lower()
    words[-1] = last if last == "people" else singular_of(last)
    return " ".join([*(_lemma(w.lower().removesuffix("'s").removesuffix("’s")) for w in words[:-1]), words[-1]])


def _lemma(word: str) -> str:
    """Return the plain form of a compared adjective ("smaller", "earliest", "hottest")."""
    for ending in ("est", "er"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3 or (ending == "er" and not {stem, stem + "e", stem[:-1]} & _COMPARATIVES):
            continue
        if stem in _COMPARATIVES:
            return stem
        if stem.endswith("i"):
            return stem[:-1] + "y"
        if len(stem) > 3 and stem[-1] == stem[-2]:
            return stem[:-1]
        return stem + "e" if stem in ("larg", "wid", "lat", "strang", "saf") else stem
    return word
