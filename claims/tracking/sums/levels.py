"""A change and the two levels that it lies between, sentences apart: "Two years ago it was 12%. A drop of 25 points ...".

A change is explained by any two levels near it that it lies between. One that nothing explains is held against the only
two of its sentence and those beside it, where one is told to be the earlier.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from claims.model import Figure, Span
from claims.text.lexicon import read_lexicon
from claims.tracking.gist import gist_of
from claims.tracking.sums.changes import OTHERWISE, is_otherwise
from claims.tracking.sums.sizes import SHARE, amount, compare, is_percent, says_points, times
from claims.tracking.sums.steps import ends_in_range
from claims.tracking.sums.told import Line, Miscount, Told, is_point, value
from claims.tracking.sums.wholes import noun_of

_MORE = re.compile(r"^\s(?:(?!is\b|was\b|are\b|were\b|and\b|or\b|for\b|even\b|far\b|much\b)[a-z]+\s)?(?:(?P<up>more|higher|above|up|larger|longer|heavier)|(?P<down>less|lower|fewer|below|down|smaller|shorter))\b(?=\s(?:than|on)\b|[.,;]|\sthe\b|$)")  # fmt: skip
_BY = re.compile(
    r"\b(?:(?P<up>rose|risen|rises?|rising|grew|grown|grows?|growing|increas\w+|climb\w+|jump\w+|surg\w+|soar\w+|went\sup|gone\sup|goes\sup|lifted|raised|gained|up(?=\sby))"
    r"|(?P<down>fell|fallen|falls?|falling|dropp?\w*|declin\w+|decreas\w+|slipp?\w*|tumbl\w+|plung\w+|shrank|shrunk|went\sdown|gone\sdown|reduced|cut|slumped|sank|trimm\w+|lost|shed|down(?=\sby)))"
    r"(?:\s(?!to\b)[a-z]+){0,3}?\s(?:(?:by|another)\s)?(?:about\s|around\s|just\s|only\s|nearly\s|almost\s|some\s|more\sthan\s|over\s)?$"
)
_AMOUNT = re.compile(
    r"\b(?:by|(?:rise|increase|gain|jump|growth|hike|fall|drop|decline|cut|reduction|loss|change|difference|slump|saving|improvement)\sof)\s(?:about\s|around\s|just\s|only\s|nearly\s|almost\s|some\s)?$"
)
_AS_MANY = re.compile(
    r"^\s(?:as\s(?:many|much|high|large|big|long|heavy|often|expensive)\b|(?:that|those|what)\b|the\s(?:[\ue000-\uf8ff]|number|figure|amount|total|level|price|sum|rate|size))"
)
_FOLD = re.compile(
    r"\b(?P<fold>[Tt]wice|[Hh]alf)\s(?:as\s(?:many|much|high|large|big|long|heavy|often|expensive)|the\s(?:number|figure|amount|total|level|price|sum|size))\b"
)
_GOES_ON = re.compile(
    r"^[\"“](?:We|They|I)\b|^[\"“‘']?(?:(?:That|This)(?=\s(?:is|was|has|had|amount\w*|mak\w+|mean\w*|work\w*|represent\w*|compare\w*|mark\w*|com\w+|came|would|will|equal\w*)\b)|It|Which|The\s(?:figure|number|total|rise|increase|gain|jump|growth|fall|drop|decline|cut|reduction|loss|change|step|hike|difference|improvement|advance|slump)|An?\s(?:[a-z]+\s)?(?:rise|increase|gain|jump|fall|drop|decline|cut|reduction|loss|change|step|difference|improvement)\sof)\b"
    r"|\b(?:[Tt]he|[Tt]hat|[Tt]his)\s(?:rise|increase|gain|jump|growth|fall|drop|decline|cut|reduction|loss|change|difference|improvement|hike|slump)\sof\s"
)
_NOUN = re.compile(
    r"^\s(?:[a-z]+\s)?(?:rise|increase|gain|jump|growth|hike|fall|drop|decline|cut|reduction|loss|change|difference|slump|improvement)\b(?!-)"
)
_BASE = re.compile(
    r"\b(?:from|compared\s(?:with|to)|against|than|double|treble|(?<=percent\s)on|(?<=cent\s)on|instead\sof|rather\sthan|down\son|up\son)\s(?:the\s|just\s|only\s|about\s|some\s|around\s|an?\saverage\sof\s)?$"
)
_PAST = re.compile(
    r"\b(?:ago|earlier|previous(?:ly)?|the\s(?:year|month|week|season|day|quarter)\sbefore|(?:year|month|season|time)\sbefore|prior|had\s(?:been|stood|had|paid|cost|numbered|come|reached|totalled|recorded)|there\shad|originally|formerly|back\sthen|[Ll]ast\s(?:year|month|week|season|autumn|spring|summer|winter|January|February|March|April|May|June|July|August|September|October|November|December)|used\sto|[Tt]hen)\b"
)
_BEFORE_THAT = re.compile(r"\b(?:earlier|previous(?:ly)?|before|prior|had\s(?:been|stood)|originally|formerly)\b")
_OPENS = re.compile(
    r"^[\"“]?(?:(?:A|One|Two|Three|Four|Five|Ten|Twelve|\d+)\s(?:years?|months?|weeks?|decades?)\s(?:earlier|before|ago)|The\s(?:year|month|week|season)\sbefore|Last\s(?:year|month|week|season)|In\s(?:[A-Z][a-z]+\s)?(?:19|20)\d\d|In\s[A-Z][a-z]+,?\sit|Today|Now|Then|This\s(?:year|month|week|season)|Previously|In\sthe\sprevious\s[a-z]+)\b"
)
_OPENS_WITH_IT = re.compile(r"^(?:It|They)\s(?:had|was|were|is|are|now|has|have|stood|stands)\b")
_NOW = re.compile(
    r"\b(?:now|today|currently|at\spresent|this\s(?:year|month|week|season|spring|summer|autumn|winter)|stands?\sat|has\sreached|will)\b"
)
_YEAR = re.compile(r"\b((?:18|19|20)\d\d)\b")
_LOOSE = re.compile(r"\b(?:more\sthan|almost|nearly|roughly|virtually|over|less\sthan|up\sto|at\sleast)\s$")
_OWN_BASE = re.compile(
    r"^\s(?:[a-z]+\s){0,3}?(?:on\s(?:the|a)\s(?:day|week|month|quarter|year)|year[- ]on[- ]year|(?:month|week|day)[- ]on[- ](?:month|week|day)|for\sthe\s(?:month|day|week)|in\s(?:cash|real)\sterms)\b"
)
_APPOSED = re.compile(r"[\ue000-\uf8ff][^\ue000-\uf8ff.;:,]{0,30},\s(?:an?|the)\s(?:[a-z]+\s)?[a-z]+\sof\s$")
"""What sums up the two levels before it: "2.9% this year and 2.3% next, an improvement of"."""

_IS_PLAIN = re.compile(
    r"^(?:\sthe\s|\s(?:in|since|over|during|last|this|compared|on|year|from|than|lower|higher|more|fewer|less)\b|[.,;:]|\sas\s)"
)
"""What stands behind a change that is told of its sentence's subject alone."""

_N_YEARS = r"(?P<number>\d+|[a-z]+)\s(?:years?|decades?)"
_OVER = re.compile(
    rf"\bsince\s(?:[A-Z]?[a-z]+\s){{0,2}}(?P<year>(?:19|20)\d\d)\b|\b(?:in|over|during|within)\s(?:the\s)?(?:(?:past|last|space\sof)\s)?{_N_YEARS}\b|\b(?:from|than|on)\sa\syear\s(?:earlier|before|ago)"
    r"|\b(?:over|in|during)\sthe\s(?:past|last)\s(?:year|12\smonths|twelve\smonths)\b|\byear[- ]on[- ]year\b|\b(?:than|from|on)\sthe\s(?:year\sbefore|previous\syear)\b|\b(?:last|this)\s(?:year|summer|winter|autumn|spring|season)\b"
)
"""How long a change took."""

_BEFORE = re.compile(
    rf"\b{_N_YEARS}\s(?:ago|earlier|before)\b|\b(?:in|of|for|by)\s(?:[A-Z][a-z]+\s)?(?P<year>(?:19|20)\d\d)\b"
    r"|\bthe\s(?:year|season)\sbefore\b|\b(?:last|previous)\syear\b|\bprevious\s(?:12|twelve)\smonths\b|\b(?:12|twelve)\smonths\s(?:ago|earlier|before)\b"
)
"""How long ago a level was."""

_OWN_TIME = re.compile(
    r"\b(?:from|since|than|on|over|against|compared\s(?:with|to))\s(?:then\b|(?:(?:at|in|the|a|an|last|its|their|one|previous)\s)*(?:month|week|quarter|year|season|start|end|beginning|day|level|average|Jan\w+|Feb\w+|March|April|May|June|July|Aug\w+|Sept\w+|Oct\w+|Nov\w+|Dec\w+|(?:19|20)\d\d)\b)"
)
"""What tells since when a change is."""

_OTHER_SUBJECT = re.compile(
    r"\b(?:[Tt]otal|[Oo]verall|as a whole|[Ii]n all|[Ii]ncluding|instead|but|although|[Ee]xcluding)\b"
)
_PLACE = re.compile(r"\b(?:in|at|on)\s((?!Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[A-Z]\w+)")
_CUT = re.compile(r",|\s(?:now|and|but|while|when|against|compared|today)\b")
"""Where the words of one level end and those of the next begin."""

_NEAR = 40
_MOST = 30
_NAMES = re.compile(r"(?<!^)\b[A-Z][\w’'-]+")
_ENOUGH = 1  # words that a change and the sentence behind it share
_AROUND = 3


def find(told: Told) -> Iterator[Miscount]:
    """Yield changes that no two levels near them make."""
    for line in told.lines:
        if OTHERWISE.search(line.text):
            continue
        changes = [*((way, f) for f in line.figures if (way := _way(line, f))), *_folds(line)]
        if len(changes) == 1 and is_point(changes[0][1]):
            yield from _held(line, *changes[0])


def _folds(line: Line) -> Iterator[tuple[str, Figure]]:
    """Yield "twice as many" and "half the number" as changes, which are told without a number."""
    for match in _FOLD.finditer(line.text):
        start, is_twice = line.span.start + match.start("fold"), match["fold"].lower() == "twice"
        span = Span(start, line.span.start + match.end("fold"))
        size = 2.0 if is_twice else 0.5
        yield (
            "up" if is_twice else "down",
            Figure(
                span.start, span.end, size, size, "exact", "times", "percent", span, change="up" if is_twice else "down"
            ),
        )


def _way(line: Line, figure: Figure) -> str | None:
    """Return which way a figure says that something went, where it tells a change at all."""
    before, behind = line.around(figure)
    if figure.kind in {"duration", "age"}:
        return None
    if _LOOSE.search(before):
        return None
    if re.search(r"\b(?:to|at)\s(?:just\s|about\s|some\s)?$", before):
        return None
    if (
        says_points(line.told, figure)
        and re.fullmatch(r"[\"“‘']?", before)
        and re.match(r"\s(?:in|within|over)\b", behind)
    ):
        return "up"
    if figure.unit == "times" and _AS_MANY.match(behind):
        return "up"
    if figure.change in {"up", "down"} and (figure.unit in {"%", "times"} or _AMOUNT.search(before)):
        return figure.change
    found = _MORE.match(behind) or _BY.search(before)
    if (
        found
        and figure.unit != "%"
        and not says_points(line.told, figure)
        and not (_AMOUNT.search(before) or _MORE.match(behind))
    ):
        return None
    return None if found is None else "up" if found["up"] else "down"


def _held(line: Line, way: str, change: Figure) -> Iterator[Miscount]:
    """Compare a change with the two levels of the first stretch of sentences that has two."""
    for window in _windows(line, change):
        levels = [f for each in window for f in _levels(each, change)]
        if len(levels) > 2:
            return
        if len(levels) == 2 and not _is_read(line, window, change, levels):
            ends = _in_order(window, change, levels)
            if ends and _is_certain(line, change, window, ends) and not _is_explained(line, way, change):
                yield from _compare(line.told, way, change, *ends)
            return


def _is_read(line: Line, window: Sequence[Line], change: Figure, levels: Sequence[Figure]) -> bool:
    """Tell whether a change and its levels stand in one sentence, which `changes` reads, and do not sum it up."""
    is_share = change.unit == "%" or says_points(line.told, change)
    is_summed = _APPOSED.search(line.signed[: _sign_at(line, change)]) and levels[1].end <= change.start
    return window == (line,) and is_share and not is_summed


def _is_certain(line: Line, change: Figure, window: Sequence[Line], ends: Sequence[Figure]) -> bool:
    """Tell whether two levels are surely what a change lies between: of its time, and no changes themselves."""
    if any(map(is_otherwise, window)) or not _same_time(line, change, window, ends[0]):
        return False
    is_behind = not _AS_MANY.match(_behind(line, change)) or ends[0].start > change.end
    return is_behind and not any(_way(each, f) for each in window for f in each.figures if f in ends and not f.change)


def _same_time(line: Line, change: Figure, window: Sequence[Line], base: Figure) -> bool:
    """Tell whether a change is told of the time that lies between its ends; behind the change, both must say so."""
    on = line.told.on.year if line.told.on else 0
    own = next((each for each in window if base.start >= each.span.start and base.end <= each.span.end), line)
    changed = set() if own is line else _years(line.text, _OVER, on)
    changed = changed or _years(_behind(line, change)[:_NEAR], _OVER, on)
    based = _years(own.text, _BEFORE, on)
    is_own = len(window) > 1 and _OWN_TIME.search(_behind(line, change))
    if line not in window or is_own:
        is_then = bool(re.search(r"\b[Tt]hen\b", own.text)) and bool(changed | _years(line.text, _BEFORE, on))
        return (
            (is_then or bool(changed & based))
            and not _OTHER_SUBJECT.search(own.text)
            and len(set(_PLACE.findall(own.text))) < 2
        )
    return not changed or not based or bool(changed & based)


def _years(words: str, pattern: re.Pattern[str], on: int) -> set[float]:
    """Return how many years a time is said to be or to lie back."""
    found = set()
    for match in pattern.finditer(words):
        named = {name: each for name, each in match.groupdict().items() if each}
        if "year" in named:
            found.add(float(on - int(named["year"])))
        elif "number" in named:
            size = read_lexicon("numbers")["cardinals"].get(named["number"].lower())
            size = (
                float(named["number"]) if named["number"].isdigit() else 1.0 if named["number"] in {"a", "an"} else size
            )
            found |= {size * (10 if "decade" in match[0] else 1)} if size else set()
        else:
            found.add(1.0)
    return found


def _behind(line: Line, change: Figure) -> str:
    return line.told.text[change.end : line.span.end]


def _windows(line: Line, change: Figure) -> Iterator[tuple[Line, ...]]:
    """Yield the stretches in which the ends of a change may be: its sentence, those that it goes on with, those behind."""
    yield (line,)
    if len(_levels(line, change)) == 1:
        yield from (each for each in (line.near(1), line.near(0, 1)) if _is_continued(each))
    before = line.told.text[line.span.start : change.start]
    goes_on = (
        _GOES_ON.search(line.signed)
        or not before.strip("“\"‘' ")
        or (re.search(r"\b(?:[Tt]hat|[Tt]his|[Tt]he)\s$", before) and _NOUN.match(_behind(line, change)))
    )
    if goes_on:
        yield line.near(1)
        yield line.near(2)
    if not _levels(line, change) and _IS_PLAIN.match(_behind(line, change)):
        yield from (line.near(0, ahead)[1:] for ahead in (1, 2) if _is_of_one(line, line.near(0, ahead)[1:]))


def _is_continued(window: Sequence[Line]) -> bool:
    """Tell whether the second of two sentences opens with another time, or sums both up: "A year earlier it was 4.2%."."""
    last = window[-1]
    return len(window) == 2 and bool(_OPENS.match(last.text) or _OPENS_WITH_IT.match(last.text))


def _is_of_one(line: Line, others: Sequence[Line]) -> bool:
    """Tell whether sentences behind a change go on with what it is of."""
    own = set(gist_of(_NAMES.sub(" ", line.text.partition(",")[0])).stems)
    return all(
        re.match(
            r"(?:It|They|Then|Its|Their)\b|[^,.;]{0,25}\b(?:it|they|there)\s(?:was|were|are|is|had|has|have)\b",
            each.text,
        )
        or len(own.intersection(gist_of(each.text).stems)) >= _ENOUGH
        for each in others
    )


def _levels(line: Line, change: Figure) -> list[Figure]:
    """Return the figures of a sentence that a change can lie between, by their units."""
    found = [
        f
        for f in line.figures
        if f.start != change.start and f.kind in {"money", "count", "people", "measure", "percent"}
    ]
    if says_points(line.told, change):
        found = [f for f in found if SHARE.search(line.told.words(f)) and not says_points(line.told, f)]
    elif change.unit in {"%", "times"}:
        found = [f for f in found if f.unit not in {"%", "times"} and f.kind != "percent"]
    else:
        found = [f for f in found if _is_kin(f, change)]
    return [end for f in found for end in (ends_in_range(f, line.told) or (f,))]


def _sign_at(line: Line, change: Figure) -> int:
    """Return where a figure's sign stands in its sentence; nowhere if it is of another."""
    return len(line.around(change)[0]) if change in line.figures else 0


def _is_kin(figure: Figure, change: Figure) -> bool:
    """Tell whether a change is in the unit of a level; counts may go without."""
    is_bare = {figure.kind, change.kind} <= {"count", "people"} and None in {figure.unit, change.unit}
    return is_bare or (figure.unit == change.unit and figure.kind == change.kind)


def _in_order(window: Sequence[Line], change: Figure, levels: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """Return two levels as base and end, where words say which is the earlier and both are of one unit."""
    one, other = levels
    is_bare = {one.kind, other.kind} <= {"count", "people"} and None in {one.unit, other.unit}
    is_one = (one.unit == other.unit and one.kind == other.kind) or is_bare
    is_one = is_one and (one.per == other.per or None in {one.per, other.per})
    if not is_one or any(f.low is None or f.low != f.high or f.modifier not in {"exact", "about"} for f in levels):
        return None
    if {noun_of(one), noun_of(other)} - {""} and len({noun_of(one), noun_of(other)} - {""}) > 1:
        return None
    told = window[0].told
    if says_points(told, change) and _APPOSED.search(window[-1].signed[: _sign_at(window[-1], change)]):
        return one, other
    if re.fullmatch(r"[^.;]{0,50}\sto\s(?:just\s|about\s)?", told.text[one.end : other.start]) and re.search(
        r"\bfrom\s(?:about\s|just\s)?$", told.text[: one.start][-12:]
    ):
        return one, other
    if other.start > change.end > one.start and re.match(
        r"\sas\s[a-z]+\sas\s(?:the|its|his|her|their)\s[a-z]+(?:\s[a-z]+)?,?\s", told.text[change.end :]
    ):
        return other, one  # "three times as high as the church, which measures 60 metres"
    if change.end < other.start and re.search(r",\s(?:which|who|that)\b", told.text[change.end : other.start]):
        return None  # "200 more than its rival, which was founded with 50"
    bases = [f for f in levels if _BASE.search(told.text[max(0, f.start - 40) : f.start])]
    bases = bases or _earlier(window, levels)
    return (bases[0], other if bases[0] is one else one) if len(bases) == 1 else None


def _earlier(window: Sequence[Line], levels: Sequence[Figure]) -> list[Figure]:
    """Return which of two levels is told of an earlier time: "ago", "had been", an earlier year."""
    around = [_clause(window, f, levels) for f in levels]
    past = [f for f, words in zip(levels, around, strict=True) if _PAST.search(words) and not _NOW.search(words)]
    past = [f for f in past if _BEFORE_THAT.search(around[levels.index(f)])] if len(past) == 2 else past
    if len(past) == 1:
        return past
    now = [f for f, words in zip(levels, around, strict=True) if _NOW.search(words)]
    if len(now) == 1 and not past:
        return [f for f in levels if f is not now[0]]
    on = window[0].told.on
    years = [[int(y) for y in _YEAR.findall(words)] for words in around]
    latest = on.year if on else 9999
    known = [max(each) if each else latest for each in years]
    return [levels[known.index(min(known))]] if known[0] != known[1] and not past else []


def _clause(window: Sequence[Line], figure: Figure, levels: Sequence[Figure]) -> str:
    """Return the words around a level, as far as the other one and its sentence reach."""
    line = next(each for each in window if each.span.start <= figure.start <= each.span.end)
    text, others = line.told.text, [f for f in levels if f is not figure]
    before = [f.end for f in others if line.span.start <= f.end <= figure.start]
    behind = [f.start for f in others if figure.end <= f.start <= line.span.end]
    start, end = max([line.span.start, *before]), min([line.span.end, *behind])
    if before and (cut := _CUT.search(text, start, figure.start)):
        start = cut.start()
    if behind and (cut := _CUT.search(text, figure.end, end)):
        end = cut.start()
    return text[start:end]


def _is_explained(line: Line, way: str, change: Figure) -> bool:
    """Tell whether any two figures near a change are as far apart as it says."""
    near = [f for each in line.near(_AROUND, _AROUND) for f in _levels(each, change)]
    points = [f for f in near if f.low is not None and f.low == f.high and f.low > 0]
    points = points[:_MOST]
    pairs = [(a, b) for a, b in permutations(points, 2) if (value(b) > value(a)) == (way == "up")]
    return any(not list(_compare(line.told, way, change, a, b)) for a, b in pairs)


def _compare(told: Told, way: str, change: Figure, base: Figure, end: Figure) -> Iterator[Miscount]:
    """Hold a change against two levels, in its own way of telling: points, per cent, times or their unit."""
    if change.unit == "times":
        yield from times(told, change, base, end)
    elif says_points(told, change) or is_percent(told, change):
        yield from compare(told, way, change, base, end)
    elif (value(end) > value(base)) == (way == "up"):
        yield from amount(told, change, base, end)
