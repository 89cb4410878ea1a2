"""Changes against what they start and end with: per cent of the base, points between two shares, and which way."""

import re
from collections.abc import Iterator

from claims.model import Figure
from claims.tracking.rounding import Room
from claims.tracking.sums.sizes import (
    LEAST,
    MOST,
    PERCENT,
    POINT,
    POINTS,
    are_points,
    compare,
    fits,
    is_percent,
    miscount,
    points,
    says_points,
    times,
)
from claims.tracking.sums.steps import ends_in_range, folds, named_steps, next_ends, years_apart
from claims.tracking.sums.told import F, Line, Miscount, Term, Told, room, value

_UP_WORDS = r"rose|risen|rises?|rising|grew|grown|grows?|growing|increas\w+|climb\w+|jump\w+|surg\w+|soar\w+|go(?:es)?\sup|went\sup|gone\sup|up|rais\w+|lift\w+|hik\w+|boost\w*|push\w+|edg\w+\sup|advanc\w+|gain\w*|widen\w*|swell\w*|swollen|expand\w*"  # fmt: skip
_DOWN_WORDS = r"fell|fallen|falls?|falling|dropp?\w*|declin\w+|decreas\w+|slipp?\w*|tumbl\w+|plung\w+|shrank|shrunk|shrinks?|shrinking|go(?:es)?\sdown|went\sdown|down|cuts?|cutting|lower\w*|slid|slow\w*|eas(?:e|ed|es|ing)|dipp?\w+|reduc\w+|slump\w*|trimm?\w*|shav\w+|slash\w*|edg\w+\sdown|sank|sunk|sink\w*|narrow\w*"  # fmt: skip
_UP, _DOWN = rf"(?P<up>{_UP_WORDS})", rf"(?P<down>{_DOWN_WORDS})"
_UPS = r"(?P<up>rise|increase|gain|jump|up|growth|hike)"
_DOWNS = r"(?P<down>fall|drop|decline|decrease|down|cut|reduction)"
_VERB = rf"\b(?:{_UP}|{_DOWN})"
_BY = r"(?:(?:\s[^\ue000-\uf8ff,;:.]{1,40}?)?\sby)?\s(?:about\s|around\s|nearly\s|almost\s|some\s|roughly\s|just\s|an?\s)?"
_GAP = r"(?:[^\ue000-\uf8ff;:()]|(?<=\bin\s)[\ue000-\uf8ff]|(?<=\bover\s)[\ue000-\uf8ff]|(?<=\bbetween\sthe\s)[\ue000-\uf8ff]){0,55}?"
"""What may stand between the terms: a time, never another figure."""

_FORMS = (
    # rose 35% to 2.4m in 2023, from 2.0m
    (re.compile(rf"{_VERB}{_BY}{F}{_GAP},?\s(?:to|at)\s(?:about\s|just\s)?{F}{_GAP},?\sfrom\s(?:about\s|(?:the|its)\s(?:present\s|current\s|previous\s)?)?{F}"), "pba"),
    # grew by two-thirds in five years, from 30 to 50
    (re.compile(rf"{_VERB}{_BY}{F}{_GAP},?\sfrom\s(?:about\s)?{F}{_GAP}\sto\s(?:about\s)?{F}"), "pab"),
    # will go up by 10 per cent on 1 January, from 48 euros to 56 euros
    (re.compile(rf"{_VERB}{_BY}{F}{_GAP},?\sfrom\s(?:about\s)?{F}"), "pr"),
    # rose from 2.0m to 2.4m, an increase of 20%
    (re.compile(rf"\bfrom\s{F}{_GAP}\sto\s{F}{_GAP}(?:,|\s[-–—])\s(?:or\s)?(?:an?\s)?(?:{_UPS}|{_DOWNS})(?:\s(?:of|by))?\s(?:about\s|nearly\s|some\s|an?\s)?{F}"), "abp"),
    # went from 2.0m to 2.4m, a 20% increase
    (re.compile(rf"\bfrom\s{F}{_GAP}\sto\s{F}{_GAP}(?:,|\s[-–—])\s(?:or\s)?an?\s{F}\s(?:{_UPS}|{_DOWNS})"), "abp"),
    # $984 billion, up 26 percent from the $779 billion of 2018
    (re.compile(rf"{F}{_GAP},\s(?:{_UPS}|{_DOWNS})(?:\s(?:of|by))?\s(?:about\s|nearly\s|some\s|an?\s)?{F}\sfrom\s(?:the\s)?{F}"), "bpa"),
    (re.compile(rf"\bfrom\s{F}{_GAP}(?:,|\s[-–—])\s(?:or\s)?(?:an?\s)?(?:{_UPS}|{_DOWNS})(?:\s(?:of|by))?\s(?:about\s|nearly\s|some\s|an?\s)?{F}"), "rp"),
)  # fmt: skip
"""p is the change, a the base, b the end, r both ends that were read as one figure."""

_ANY_WAY = re.compile(rf"\b(?:{_UP}|(?P<down>{_DOWN_WORDS}|reduction))\b")
_BASE = re.compile(
    r"\b(?:from|compared (?:with|to)|against|than|on(?=\sthe)|(?:listed|priced) at|(?:originally|normally|usually|previously|formerly)(?:\s[a-z]+){0,2})\s"
    r"(?:the\s|just\s|an average of\s|about\s|some\s)?$"
)
_OWN_BASE = re.compile(
    r"[\ue000-\uf8ff]\s(?:from|on|over|since|compared (?:with|to)|against)\s(?:a|the|last|one|this)\s(?:year|previous|prior|month|quarter|week|same|past|decade)|year[- ]on[- ]year|on[- ]year|quarter|year-earlier"
)
_OTHER_CLAUSE = re.compile(r",\sand\b|\b(?:but|while|whereas|although|said|says|which|who|when)\b")
_BY_TO = re.compile(
    rf"{_VERB}(?:\s[^\ue000-\uf8ff,;:.]{{1,40}}?)?(?:\sby)?\s(?:an?\s)?{F},?\sto\s{F}(?=[.,]|\s(?:last|this|in)\b|$)"
)
_HAD_BEEN = re.compile(
    rf"^(?:(?:A year|[\ue000-\uf8ff]) (?:earlier|before|ago)|The year before|Twelve months (?:earlier|ago)|In the previous year),?\s(?:it|they|that|sales|revenue|profit|turnover|the figure)\s(?:had been|was|were|had stood at|stood at|came to|had come to|totalled)\s{F}"
    rf"|^It\shad\s(?:been|stood)\s(?:at\s)?{F}\s(?:since|before|until)\b"
)
_LEAD = re.compile(
    rf"\b(?:lead|advantage|margin|gap|edge)\sof\s(?:just\s|only\s)?(?P<of>{F})|\b(?:an?|the)\s(?P<front>{F})\s(?:lead|advantage|margin|gap|edge)\b"
)
_WAS = re.compile(
    r"\b(?:up from|down from|compared|last|previous|earlier|ago|narrow\w*|widen\w*|cut|extend\w*|since|average)\b"
)
_LONG = re.compile(r"\b(?:decade|century|generation)\b")
_SINCE = re.compile(
    r"\s(?:[a-z]+\s){0,2}?(?:since|over|per|during|on (?:the|a) (?:month|quarter|year|week)|year[- ]on[- ]year|(?:than|from|on) (?:a|the) (?:year|month|week|quarter))\b"
)
_YEAR_EARLIER = re.compile(r"\s(?:[a-z]+\s){0,2}?(?:than|from|on) (?:a|the) year\b")
_OF_YEAR_EARLIER = re.compile(r"\byear (?:before|earlier|ago)\b|\bprevious year\b|\bin (?:19|20)\d\d\b")
_LOOSE = re.compile(r"\b(?:more than|almost|nearly|about|roughly|virtually|over)\s$")
_UNREAD = re.compile(r"\d%|[$£€]\d|\b(?:additional|extra|another)\b")
_FOLD = re.compile(
    rf"(?<!almost\s)(?<!nearly\s)(?<!about\s)(?<!roughly\s)(?<!virtually\s){F}{_GAP},?(?:\s(?:falling|dropping|rising|growing|going))?\sfrom\s(?:about\s)?{F}(?:{_GAP}\sto\s(?:about\s)?{F})?"
)
_FOLD_BACK = re.compile(
    rf"(?<!almost\s)(?<!nearly\s)(?<!about\s)(?<!roughly\s)(?<!virtually\s){F}{_GAP}\sto\s(?:about\s)?{F}{_GAP},?\s(?:from|compared\swith|compared\sto|against|up\sfrom|down\sfrom)\s(?:about\s)?{F}"
)
_STEP = r"(?:increase|rise|cut|fall|drop|reduction|hike|jump|decline|change|move)"
OTHERWISE = re.compile(
    r"\b(?:(?:the(?:\s\w+)? year|12 months|twelve months) to(?!\s(?:the\send\sof\s)?[A-Z][a-z]+,?\s(?:up|down|from)\b)|adjust\w+|constant|currenc\w+|inflation-adjusted|(?:for|after|above|with) inflation|like-for-like|comparable|organic|annuali[sz]ed|in real|excluding|underlying|stripped"
    r"|(?:annual|yearly)\s(?:[a-z]+\s){0,2}?(?:rate|growth|increase|rise|gain|pace|basis|terms|change|average|inflation|fall|drop|decline|cut|\d)|(?:%|per\s?cent)\s(?:annual|yearly)|a year on|each year|annually|per year|compound\w*|stripping|per annum|same-store|relative|respectively|seasonally)\b",
    re.IGNORECASE,
)
_YEAR_TO = re.compile(r"\b(?:the|a)\s(?:[a-z]+\s)?(?:year|12\smonths|twelve\smonths)\sto\b")
_TWO_TIMES = re.compile(
    r"\bin\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b.*\b(?:two|three|four|five|\d+)\s(?:years|months)\s(?:ago|earlier|before)\b"
)
_RELATIVE = re.compile(rf"\brelative\s{_STEP}\sof\s(?:just\s|about\s)?{F}|{F}(?:\s{_STEP})?\sin\srelative\sterms\b")
_ADJUSTED = re.compile(r"\b(?:adjust\w+|seasonally|annuali[sz]ed|respectively)\b", re.IGNORECASE)
_FOLDS = {"twice": 2.0, "double": 2.0, "three times": 3.0, "four times": 4.0, "half": 0.5}
_AS_MANY = re.compile(
    rf"{F}[^\ue000-\uf8ff.;:]{{0,50}},\s(?:or\s)?(?:exactly\s)?(twice|three\stimes|four\stimes|half)\sas\s(?:many|much|high|big|large|long|heavy)\sas\s(?:the\s)?{F}"
)
_ADJACENT = 30  # characters between a change and the nearer of its ends


def find(told: Told) -> Iterator[Miscount]:
    """Yield changes that are not what lies between their two ends."""
    for line in told.lines:
        yield from _relative(line)
        if _TWO_TIMES.search(line.text):
            continue
        if OTHERWISE.search(line.text):
            continue
        yield from _named(line)
        yield from _folded(line)
        yield from _lead(line)
        yield from _had_been(line)
        yield from _as_many(line)
        for change, base, end in next_ends(line):
            yield from compare(told, change.change or "up", change, base, end)
        if len(line.figures) < 2:
            continue
        found = next(filter(None, (_first(line, *form) for form in _FORMS)), None) or _around(line)
        if found:
            yield from compare(told, *found)
        yield from _multiplied(line)


def is_otherwise(line: Line) -> bool:
    """Tell whether the levels of a sentence are not what a plain change lies between; a year that they are of is no reason."""
    return bool(OTHERWISE.search(_YEAR_TO.sub(" ", line.text)))


def _first(line: Line, pattern: re.Pattern[str], order: str) -> tuple[str, Figure, Figure, Figure] | None:
    """Return the first place of a form as which way, change, base and end."""
    for match, figures in line.found(pattern, line.levels):
        named = dict(zip(order, figures, strict=True))
        ends = ends_in_range(named["r"], line.told) if "r" in named else (named["a"], named["b"])
        if ends:
            return _way(match), named["p"], *ends
    return None


def _around(line: Line) -> tuple[str, Figure, Figure, Figure] | None:
    """Return the one change of a sentence and the only two numbers that it can be between, told by what precedes the base."""
    told, way = line.told, _one_way(line)
    in_points = [f for f in line.figures if POINT.search(told.words(f))]
    changes = in_points or [f for f in line.figures if f.unit == "%" and f.change is not None]
    levels = [f for f in line.figures if f not in changes and f.kind not in {"duration", "age"}]
    ends = [f for f in levels if _is_money(f)] if any(map(_is_money, levels)) else levels
    if (
        way is None
        or len(changes) != 1
        or len(ends) != 2
        or ends[0].unit != ends[1].unit
        or _OWN_BASE.search(line.signed)
        or _UNREAD.search(line.signed)
    ):
        return None
    bases = [f for f in ends if _BASE.search(told.text[max(line.span.start, f.start - 40) : f.start])]
    if len(bases) != 1 or is_percent(told, ends[0]) != says_points(told, changes[0]):
        return None
    between = told.text[changes[0].end : bases[0].start]
    if re.match(r"\s(?:more|less|fewer|higher|lower)\sthan\b", between) and re.search(r"\b(?:and|but)\b", between):
        return None  # "four points more than in the east, and up from 52 percent"
    end = next(f for f in ends if f is not bases[0])
    return (way, changes[0], bases[0], end) if _belongs(told, changes[0], ends) else None


def _is_money(figure: Figure) -> bool:
    """Tell whether a figure is money, beside which counts are no ends of a change."""
    return figure.kind == "money"


def _belongs(told: Told, change: Figure, ends: list[Figure]) -> bool:
    """Tell whether a change stands beside one of its ends, in one clause with it."""
    gaps = [(min(change.end, each.end), max(change.start, each.start)) for each in ends]
    start, stop = min(gaps, key=lambda gap: gap[1] - gap[0])
    return stop - start <= _ADJACENT and not _OTHER_CLAUSE.search(told.text[start:stop])


def _one_way(line: Line) -> str | None:
    """Return which way a sentence goes, where all its words of change go one."""
    ways = {_way(match) for match in _ANY_WAY.finditer(line.signed)}
    return ways.pop() if len(ways) == 1 else None


def _way(match: re.Match[str]) -> str:
    return "up" if match["up"] else "down"


def _relative(line: Line) -> Iterator[Miscount]:
    """Yield "60%, compared with 40%, a rise of 20% in relative terms", which says that no points are meant."""
    told, shares = line.told, [f for f in line.figures if is_percent(line.told, f)]
    changes = [figures[0] for _, figures in line.found(_RELATIVE)]
    if len(changes) != 1 or len(shares) != 3 or not are_points(*shares) or _ADJUSTED.search(line.text):
        return
    ends = [f for f in shares if f is not changes[0]]
    bases = [f for f in ends if _BASE.search(told.text[max(line.span.start, f.start - 40) : f.start])]
    if len(bases) != 1 or value(bases[0]) <= 0 or any(f.modifier not in {"exact", "about"} for f in shares):
        return
    end = next(f for f in ends if f is not bases[0])
    low, high = room(bases[0], told), room(end, told)
    sizes = sorted(abs(each) for each in (high.low / low.high * 100 - 100, high.high / low.low * 100 - 100))
    if not fits(told, changes[0], Room(*sizes)):
        share = abs(value(end) / value(bases[0]) * 100 - 100)
        yield miscount(told, POINTS, (changes[0], bases[0], end), f"{share:.3g}% of the first")


def _multiplied(line: Line) -> Iterator[Miscount]:
    """Yield "doubled from 40 to 120"."""
    found = [(fold, levels) for _, (fold, *levels) in line.found(_FOLD)]
    found += [(fold, [base, end]) for _, (fold, end, base) in line.found(_FOLD_BACK)]
    for fold, levels in found:
        ends = tuple(levels) if len(levels) == 2 else ends_in_range(levels[0], line.told)
        if not ends:
            continue
        base, end = ends
        if fold.unit != "times" or not fold.low or not are_points(base, end) or value(base) <= 0 or value(fold) <= 0:
            continue
        if base.unit == end.unit:
            yield from times(line.told, fold, base, end)


def _named(line: Line) -> Iterator[Miscount]:
    """Yield a change that a noun names, here or in the next sentence: "That is an increase of 25 percent"."""
    for step in named_steps(line):
        behind = line.told.text[step.change.end : min(step.change.end + 60, line.span.end)]
        around = line.told.text[step.base.end : step.base.end + 40]
        has_own = _SINCE.match(behind) and not (_YEAR_EARLIER.match(behind) and _OF_YEAR_EARLIER.search(around))
        is_plain = not is_otherwise(line.previous) if line.previous else True
        if is_plain and not has_own:
            yield from compare(line.told, *step)


def _lead(line: Line) -> Iterator[Miscount]:
    """Yield "38 per cent and the Conservatives 33 per cent, a lead of eight points"."""
    shares = [f for f in line.figures if is_percent(line.told, f)]
    found = [line.figure(match["of"] or match["front"]) for match in _LEAD.finditer(line.signed)]
    if len(found) != 1 or len(shares) != 2 or len(line.figures) != 3 or not are_points(*shares, *found):
        return
    if says_points(line.told, found[0]) and not _WAS.search(line.text):
        yield from points(line.told, found[0], *shares)


def _had_been(line: Line) -> Iterator[Miscount]:
    """Yield "rose by 25% to 500 million crowns. A year earlier it had been 450 million crowns"."""
    after = line.after
    if after is None or len(line.figures) != 2 or OTHERWISE.search(after.text):
        return
    for match, (change, end) in line.found(_BY_TO):
        bases = [figures[0] for _, figures in after.found(_HAD_BEEN)]
        others = [f for f in after.figures if f.kind != "duration"]
        if len(bases) == 1 and len(others) == 1 and (bases[0].unit or end.unit) == end.unit:
            yield from compare(line.told, _way(match), change, bases[0], end)


def _folded(line: Line) -> Iterator[Miscount]:
    """Yield "has tripled in five years. It counted 130 animals, against 65 in 2015"."""
    for fold, base, end in folds(line):
        told = line.told
        lengths = [f for f in line.figures if f.kind == "duration"]
        off = years_apart(told, lengths[0], base) if lengths else 0.0
        if not lengths and _LONG.search(line.text):
            continue
        is_loose = _LOOSE.search(told.text[max(line.span.start, fold.start - 20) : fold.start]) or "since" in line.text
        if off is not None and off < 2 and not is_loose and base.unit == end.unit and value(base) > 0:
            yield from times(told, fold, base, end)


def _as_many(line: Line) -> Iterator[Miscount]:
    """Yield "12,000 in 2016, twice as many as the 9,000 of 2015"."""
    for match in _AS_MANY.finditer(line.signed):
        end, base, wanted = line.figure(match[1]), line.figure(match[3]), _FOLDS[match[2].lower()]
        is_one = end.unit == base.unit or None in {end.unit, base.unit}
        if not is_one or not are_points(end, base) or value(base) <= 0:
            continue
        factor = value(end) / value(base)
        if not 0.85 * wanted <= factor <= 1.2 * wanted and LEAST < factor < MOST:
            told, fold = line.told, match[2]
            start = told.text.index(fold, end.end)
            says = f"“{told.words(end)}” is {factor:.3g} times “{told.words(base)}”, where “{fold}” is printed."
            yield Miscount(PERCENT, (told.term(end), Term(start, start + len(fold), fold), told.term(base)), f"{factor:.3g} times", fold, says)  # fmt: skip
