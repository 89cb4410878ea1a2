"""From dates that the words name to the days that are meant: parts, prefixes, ranges, since and until.

A reporter's "from May to September", "the three months to June" and "since 1990" are one period each. The dates that
they are made of stay known as `named`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.spans.dates import days
from claims.spans.dates.counted import cut
from claims.spans.dates.countries import Home, fiscal_period
from claims.spans.dates.days import Period
from claims.spans.dates.mention import Mention
from claims.spans.dates.tense import read_direction
from claims.spans.dates.words import LEXICON, Tokens

PREFIXES = ("run", "head", "rest", "hence")
_TO = frozenset(("to", "until", "till", "through", "thru", "-", "–", "‑", "—"))
_AND = frozenset(("and", "&", ","))
_LOOSE = frozenset(
    ("the", "at", "least", "about", "around", "roughly", "approximately", "late", "early", "years", "year")
)
_SINGLE_DAYS = ("day", "month", "weekday", "weekday_nth")


@dataclass(frozen=True, slots=True)
class Told:
    """Tokens `start..end` with the days they mean, and the named dates (token span and days) they are made of."""

    start: int
    end: int
    mention: Mention
    answer: Period | str
    named: tuple["Told", ...] = ()
    following: Mention | None = None  # the mention at the other end of a range

    @property
    def period(self) -> Period | None:
        """Return the days, where they are known."""
        return self.answer if isinstance(self.answer, Period) else None

    def parts(self) -> tuple["Told", ...]:
        """Return the named dates, itself where it is one."""
        return self.named or (self,)


def tell(home: Home, resolved: Sequence[tuple[Mention, Period | str]], anchor: date | None) -> list[Told]:
    """Return the periods of a text in order, from its mentions with what each was resolved to."""
    tokens = home.tokens
    single = [_fiscal(home, told, anchor) for told in _with_prefixes(resolved, anchor)]
    joined = _join(tokens, [_narrow(told, anchor) for told in single], anchor)
    return [_reach(tokens, told, anchor) for told in joined]


def _with_prefixes(resolved: Sequence[tuple[Mention, Period | str]], anchor: date | None) -> list[Told]:
    """Cut the period behind "the first week of" and its like; a prefix that nothing follows is dropped."""
    out: list[Told] = []
    waiting: Mention | None = None
    for mention, answer in resolved:
        if mention.kind in PREFIXES:
            waiting = mention
            continue
        whole = Told(mention.start, mention.end, mention, answer)
        if waiting is not None and waiting.end == mention.start and isinstance(answer, Period):
            base = _narrow(whole, anchor).period or answer
            made = cut(waiting, base, anchor)
            inner = replace(mention, start=waiting.start, part="")
            out.append(Told(waiting.start, mention.end, inner, made, (whole,)) if made else whole)
        else:
            out.append(whole)
        waiting = None
    return out


def _fiscal(home: Home, told: Told, anchor: date | None) -> Told:
    """Return a fiscal year, half or quarter with its own days, where the text settles in which month it begins."""
    period, mention = told.period, told.mention
    if period is None or period.granularity not in ("year", "half", "quarter") or told.named:
        return told
    if mention.name != "fiscal" and not _counts_fiscal_quarters(home, mention, period):
        return told
    start = home.fiscal_start
    if start is None:
        return told
    year = period.first.year
    if not mention.has_year and anchor is not None:
        over = [y for y in (year - 1, year, year + 1) if (p := fiscal_period(period, start, y)) and p.last <= anchor]
        ahead = read_direction(home.tokens, mention.start, mention.end) > 0
        year = max(over, default=year) + ahead
    meant = fiscal_period(period, start, year)
    return replace(told, answer=meant, named=(told,)) if meant else told


def _counts_fiscal_quarters(home: Home, mention: Mention, period: Period) -> bool:
    """Tell whether "the first quarter" without a year is one of the fiscal year, as in India and Japan."""
    if period.granularity != "quarter" or mention.kind != "quarter" or mention.has_year:
        return False
    return home.country is not None and home.country.quarters


_FAR_OFF = 8000  # days: a history's "over the next decade" is not counted from the day on which it was written
_PARTS = {"early": 0, "mid": 1, "late": 2}


def _narrow(told: Told, anchor: date | None) -> Told:
    """Return the days that "early", "mid-", "late", "later this" and "over the last" leave of the period named."""
    period, mention = told.period, told.mention
    if period is None:
        return told
    meant: Period | None = None
    if mention.part in _PARTS:
        meant = part_of_period(period, _PARTS[mention.part])
    elif mention.part in ("earlier", "later") and anchor and period.first < anchor < period.last:
        back = mention.part == "earlier"
        meant = Period(period.first if back else anchor, anchor if back else period.last, "range")
    elif mention.name == "ago" and mention.unit == "decade" and anchor:
        moved = days.move(anchor, "decade", mention.step or 0)
        meant = days.year_of(moved.year) if moved else None
    elif mention.kind == "ahead" and mention.name == "in":
        whole = days.period_at(mention.unit, period.first)
        return replace(told, named=(replace(told, answer=whole),)) if whole else told
    elif mention.name == "rolling" and anchor and abs((period.first - anchor).days) < _FAR_OFF:
        moved = days.move(anchor, mention.unit, mention.step or 0)
        meant = Period(min(moved, anchor), max(moved, anchor), "range") if moved else None
    return replace(told, answer=meant, named=(told,)) if meant else told


_SHARES: dict[str, tuple[tuple[int, int], ...]] = {
    "month": ((0, 10), (10, 20), (20, 31)),
    "week": ((0, 3), (1, 5), (3, 7)),
}
_MONTHS_OF_YEAR = ((1, 6), (4, 6), (7, 6))
_YEARS_OF_DECADE = ((0, 4), (4, 3), (7, 3))


def part_of_period(period: Period, part: int) -> Period | None:
    """Return the early, middle or late part (0, 1, 2) of a month, week, year or decade as papers speak of them.

    Thirds of a month and a decade; the first or last half of a year, or the half around its middle; the first, middle
    or last days of a week.
    """
    first = period.first
    if period.granularity in _SHARES:
        start, end = _SHARES[period.granularity][part]
        begin, last = days.shift_day(first, start), days.shift_day(first, end - 1)
        return Period(begin, min(last, period.last), "range") if begin and last else None
    if period.granularity == "year":
        month, count = _MONTHS_OF_YEAR[part]
        return days.months_of(first.year, month, count, "range")
    if period.granularity == "decade":
        year, count = _YEARS_OF_DECADE[part]
        return days.months_of(first.year + year, 1, 12 * count, "range")
    return None


def _join(tokens: Tokens, told: Sequence[Told], anchor: date | None) -> list[Told]:
    """Make one period of two that are the ends of a range, or that follow each other day by day or decade by decade."""
    out: list[Told] = []
    for each in told:
        before = out[-1] if out else None
        joined = _range_of(tokens, before, each, anchor) if before else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(each)
    return out


def _range_of(tokens: Tokens, a: Told, b: Told, anchor: date | None) -> Told | None:
    """Return the range of two periods, or None where the words between them are no sign of one."""
    if a.period is None or b.period is None or b.start - a.end > 2:
        return None
    gap = [tokens.word(i).lower() for i in range(a.end, b.start) if tokens.name(i) != "the"]
    before = _word_before(tokens, a.start)
    is_range = (
        (before == "between" and gap == ["and"])
        or (before == "from" and len(gap) == 1 and gap[0] in _TO)
        or (_are_like(a, b) and len(gap) == 1 and gap[0] in _TO and _is_tight(tokens, a, b))
        or (_are_like(a, b) and gap == ["/"] and a.period.granularity == "year")
    )
    if is_range and a.following is None:
        ends = _in_order(tokens, a, b, anchor)
        return _merged(a, b, Period(ends[0].first, ends[1].last, "range")) if ends else None
    if gap and set(gap) <= _AND and _last_named(a).granularity == b.period.granularity and _follow(a.period, b.period):
        return _merged(a, b, Period(a.period.first, b.period.last, "range"))
    return None


def _merged(a: Told, b: Told, period: Period) -> Told:
    """Return two told dates as one with the days of both."""
    return Told(a.start, b.end, replace(a.mention, part=""), period, (*a.parts(), *b.parts()), b.mention)


def _last_named(told: Told) -> Period:
    """Return the last of the dates that a period was made of, itself where it is one."""
    named = [part.period for part in told.parts() if part.period] if told.following else []
    return named[-1] if named else told.answer  # type: ignore[return-value]


def _follow(a: Period, b: Period) -> bool:
    """Tell whether one day or decade comes right after the other ("Friday 14 and Saturday 15", "the 1970s and 1980s")."""
    return a.granularity in ("day", "decade", "range") and b.granularity != "range" and (b.first - a.last).days == 1


def _are_like(a: Told, b: Told) -> bool:
    """Tell whether two dates are of one sort, so that a bare "to" or hyphen can join them."""
    return bool(a.period and b.period) and a.period.granularity == b.period.granularity  # type: ignore[union-attr]


def _is_tight(tokens: Tokens, a: Told, b: Told) -> bool:
    """Tell whether a dash between two dates is a hyphen, not the dash of a sentence; words always are."""
    if tokens.word(a.end) == "—":
        return tokens.ends[a.end] == tokens.starts[b.start] and tokens.ends[a.end - 1] == tokens.starts[a.end]
    return "\n" not in tokens.text[tokens.ends[a.end - 1] : tokens.starts[b.start]]


def _word_before(tokens: Tokens, start: int) -> str:
    """Return the lower-case word before a date, loose words ("the", "at least") passed over."""
    for i in range(start - 1, start - 4, -1):
        word = tokens.word(i).lower()
        if word not in _LOOSE:
            return word
    return ""


def _in_order(tokens: Tokens, a: Told, b: Told, anchor: date | None) -> tuple[Period, Period] | None:
    """Return both ends with the first before the last: an end that names no year is moved by a year (or a week)."""
    first, last = a.period, b.period
    if first is None or last is None:
        return None
    if first.first <= last.last and not _too_wide(a, b, first, last):
        return first, last
    ahead = read_direction(tokens, a.start, b.end) > 0
    later, sooner = _moved(b, last, 1), _moved(a, first, -1)
    if first.first <= last.last:
        later, sooner = _moved(a, first, 1), _moved(b, last, -1)
        if sooner and (not ahead or later is None):
            return first, sooner
        return (later, last) if later else (first, last)
    if later and (ahead or sooner is None or (anchor is not None and later.last <= anchor)):
        return first, later
    return (sooner, last) if sooner else None


def _too_wide(a: Told, b: Told, first: Period, last: Period) -> bool:
    """Tell whether two ends without a year were placed more than a year apart."""
    return not (a.mention.has_year or b.mention.has_year) and (
        a.mention.kind == b.mention.kind and a.mention.kind in _SINGLE_DAYS and (last.last - first.first).days > 366
    )


def _moved(told: Told, period: Period, step: int) -> Period | None:
    """Return an end of a range a year (a weekday: a week) later or earlier, where its words leave that open."""
    if told.mention.kind == "weekday":
        return days.shift_period("day", period.first, 7 * step)
    if told.mention.has_year or told.mention.kind not in ("day", "month", "season", "quarter", "half", "holiday"):
        return None
    first, last = days.move(period.first, "year", step), days.move(period.last, "year", step)
    return Period(first, last, period.granularity) if first and last else None


def _reach(tokens: Tokens, told: Told, anchor: date | None) -> Told:
    """Run "since 1990" up to the anchor, and "until 2027" from it."""
    period = told.period
    if period is None or anchor is None or told.mention.kind == "counted":
        return told
    before = _word_before(tokens, told.start)
    since = (
        before == "since"
        or tokens.word(told.end).lower() in ("onward", "onwards")
        or _is_since_event(tokens, told.start)
    )
    if since and period.first <= anchor and told.following is None:
        return replace(told, answer=Period(period.first, max(anchor, period.first), "range"), named=told.parts())
    ahead = before in ("until", "till") or (before == "through" and tokens.word(told.start - 2).lower() not in _WAYS)
    if ahead and period.last >= anchor and told.following is None and not _is_denied(tokens, told.start):
        return replace(told, answer=Period(min(anchor, period.last), period.last, "range"), named=told.parts())
    return told


def _is_since_event(tokens: Tokens, start: int) -> bool:
    """Tell "since taking office in January" and "since records began in 1910": what happened then still goes on."""
    if tokens.word(start - 1).lower() not in ("in", "on"):
        return False
    words = [tokens.word(i).lower() for i in range(max(start - 8, 0), start - 1)]
    if "since" not in words:
        return False
    event = words[len(words) - words[::-1].index("since") :]
    told = any(word.endswith(("ing", "ed")) or word in _HAPPENED for word in event)
    return told and all(word[:1].isalnum() and word != "and" for word in event)


_HAPPENED = frozenset(LEXICON["tense"]["past"]) | {"start"}
_WAYS = frozenset(("way", "halfway", "midway", "partway", "going", "went", "get", "got", "go"))
_NOT = frozenset(
    ("not", "t", "never", "no", "delayed", "postponed", "adjourned", "deferred", "rescheduled", "put", "pushed")
)


def _is_denied(tokens: Tokens, start: int) -> bool:
    """Tell "will not open until 2027" and "put off until 2027", which date the event, from "stays shut until 2027"."""
    return any(tokens.word(i).lower() in _NOT for i in range(max(start - 9, 0), start - 1))
