"""Calendar expressions of English text, resolved to inclusive days.

`find_dates` reads whole texts in linear time: tokens with classes, forms over the classes, mentions, days. What it
cannot resolve it returns without days and with a note; durations ("for two weeks"), sets ("every Monday"), clock
times and vague words ("now", "recently") are no dates and are left out.
"""

from collections import Counter
from datetime import date, timedelta

from claims import calendar_days as days
from claims.calendar_context import Story, is_narrative, resolve
from claims.calendar_days import Period
from claims.calendar_grammar import find_forms
from claims.calendar_mentions import Mention, read_mentions
from claims.calendar_words import Tokens, read_tokens
from claims.model import DateSpan
from schemas.vocabulary import Granularity

_JOINING = frozenset(("to", "and", "or", "through", "until", "till", "-", "–", "—", "/"))
_KINDS: dict[str, Granularity] = {"holiday": "day", "weekday": "day"}
_STEPS: dict[str, Granularity] = {"fortnight": "week", "period": "range"}


def find_dates(text: str, anchor: date | None) -> list[DateSpan]:
    """Return the calendar expressions of a text in order, never overlapping.

    `anchor` is the day from which "Friday" or "last month" count, usually that of publication. Both ends of a range
    are spans of their own. Spans without days have a note that says what is missing.
    """
    tokens = read_tokens(text)
    mentions = read_mentions(tokens, list(find_forms(tokens)))
    story = Story(tokens, anchor, is_narrative(mentions, anchor))
    found: list[DateSpan] = []
    for i, mention in enumerate(mentions):
        after = mentions[i + 1] if i + 1 < len(mentions) else None
        answer = resolve(story, mention, after if after and _is_joined(tokens, mention, after) else None)
        if isinstance(answer, Period):
            story.tell(mention, answer)
        found.append(_span_of(tokens, mention, answer))
    return found


def _is_joined(tokens: Tokens, mention: Mention, after: Mention) -> bool:
    """Tell whether only a joining word stands between two mentions."""
    gap = [tokens.word(i) for i in range(mention.end, after.start)]
    return len(gap) <= 2 and all(word.lower() in _JOINING or word == "," for word in gap)


def _span_of(tokens: Tokens, mention: Mention, answer: Period | str) -> DateSpan:
    """Return the span of a mention with its days, or with the note why it has none."""
    start, end = tokens.starts[mention.start], tokens.ends[mention.end - 1]
    if isinstance(answer, Period):
        note = "a fiscal year, read as the calendar year" if mention.name == "fiscal" else None
        return DateSpan(start, end, answer.first, answer.last, answer.granularity, note)
    said = _STEPS.get(mention.unit, mention.unit) if mention.kind == "step" else _KINDS.get(mention.kind, mention.kind)
    granularity: Granularity = "range" if said == "open" else said  # type: ignore[assignment]
    return DateSpan(start, end, None, None, granularity, answer)


def _dated_weekdays(text: str) -> list[tuple[Mention, int, Tokens]]:
    """Return the month-and-day mentions of a text that name their weekday, within or just before them."""
    tokens = read_tokens(text)
    mentions = read_mentions(tokens, list(find_forms(tokens)))
    found = []
    for before, mention in zip([None, *mentions], mentions, strict=False):
        if mention.kind != "day":
            continue
        weekday = mention.weekday
        if weekday is None and before and before.kind == "weekday" and before.side is None:
            gap = [tokens.word(i) for i in range(before.end, mention.start)]
            weekday = before.weekday if len(gap) <= 2 and all(word in "(,[" for word in gap) else None
        if weekday is not None:
            found.append((mention, weekday, tokens))
    return found


def _years_that_fit(pairs: list[tuple[Mention, int]], not_after: date) -> Counter[int]:
    """Count for each year of the last 28 how many weekday and date pairs it makes true."""
    fit: Counter[int] = Counter()
    for year in range(not_after.year, max(not_after.year - 28, 0), -1):
        for mention, weekday in pairs:
            day = days.day_of(year, mention.month, mention.day)
            fit[year] += bool(day and day.first.weekday() == weekday and day.first <= not_after + timedelta(31))
    return fit


def infer_anchor(text: str, not_after: date) -> date | None:
    """Return the day from which a text without a date counts, as far as its weekdays tell; else None.

    "Wednesday (October 29)" fixes the year: the latest, not after `not_after`, in which all such pairs are true. The
    day is that of the weekday most named without a date in the week that ends with the first pair, else the pair's.
    """
    pairs = [(mention, weekday) for mention, weekday, _ in _dated_weekdays(text)]
    whole = next((days.day_of(m.year, m.month, m.day) for m, _ in pairs if m.year), None)
    if whole:
        return _story_day(text, whole.first)
    undated = [pair for pair in pairs if pair[0].year is None]
    if not undated:
        return None
    fit = _years_that_fit(undated, not_after)
    year = next((y for y in sorted(fit, reverse=True) if fit[y] == len(undated)), None)
    first = days.day_of(year, undated[0][0].month, undated[0][0].day) if year else None
    return _story_day(text, first.first) if first else None


def _story_day(text: str, pair: date) -> date:
    """Return the day of the weekday most named without a date, in the week that ends with the pair's day."""
    tokens = read_tokens(text)
    named = Counter(m.weekday for m in read_mentions(tokens, list(find_forms(tokens))) if m.kind == "weekday")
    named.subtract({pair.weekday(): 1})
    top = max(named, key=lambda w: (named[w], -((pair.weekday() - (w or 0)) % 7)), default=None)
    return pair - timedelta((pair.weekday() - top) % 7) if top is not None and named[top] > 0 else pair


def find_date_conflicts(text: str, anchor: date | None) -> list[DateSpan]:
    """Return the dates whose named weekday is wrong, as spans without days and with a note."""
    return []
