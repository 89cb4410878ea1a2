"""Calendar expressions of English text, resolved to inclusive days.

`find_dates` reads whole texts in linear time: tokens with classes, forms over the classes, mentions, days. What it
cannot resolve it returns without days and with a note; durations ("for two weeks"), sets ("every Monday"), clock
times and vague words ("now", "recently") are no dates and are left out.
"""

from datetime import date
from functools import lru_cache
from typing import get_args

from claims.model import DateSpan
from claims.spans.dates import days
from claims.spans.dates.context import resolve
from claims.spans.dates.countries import Home
from claims.spans.dates.days import Period
from claims.spans.dates.forms import read_mentions
from claims.spans.dates.mention import Mention
from claims.spans.dates.pairs import DAYS_AHEAD, conflicting, join_pairs, pairs_in, story_day, year_of_pairs
from claims.spans.dates.partial import fits_weekday
from claims.spans.dates.periods import PREFIXES, Told, tell
from claims.spans.dates.story import Story, is_adrift, is_narrative
from claims.spans.dates.words import Tokens, read_tokens
from schemas.vocabulary import Granularity

_JOINING = frozenset(("to", "and", "or", "through", "until", "till", "-", "–", "—", "/"))
_SAID: dict[str, Granularity] = {name: name for name in get_args(Granularity)}
_SAID |= {"holiday": "day", "weekday": "day", "nth_day": "day", "fortnight": "week"}


def find_dates(text: str, anchor: date | None) -> list[DateSpan]:
    """Return the calendar expressions of a text in order, never overlapping.

    `anchor` is the day from which "Friday" or "last month" count, usually that of publication. A range, a counted
    period and "since" are one span each, with the dates they are made of in `named`. Spans without days have a note
    that says what is missing.
    """
    tokens, mentions = _read(text)
    home = Home(tokens)
    story = Story(tokens, anchor, home, is_narrative(mentions, anchor), is_adrift(mentions, anchor))
    resolved: list[tuple[Mention, Period | str]] = []
    joined = False
    for mention, after in zip(mentions, [*mentions[1:], None], strict=False):
        following = after if after and _is_joined(tokens, mention, after) else None
        answer = "" if mention.kind in PREFIXES else resolve(story, mention, following)
        if isinstance(answer, Period):
            story.tell(mention, answer, joined=joined)
        joined = following is not None
        resolved.append((mention, answer))
    return [_span_of(tokens, told) for told in tell(home, resolved, anchor)]


def infer_anchor(text: str, not_after: date) -> date | None:
    """Return the day from which a text without a date of its own counts, as far as its weekdays tell; else None.

    "Wednesday (October 29)" fixes the year: the latest, not after `not_after`, in which all such pairs are true. The
    day is that of the weekday which the story names most without a date, so that its "Tuesday" is the day before.
    Histories, and texts whose pairs agree on no year, have no such day.
    """
    tokens, mentions = _read(text)
    pairs = pairs_in(mentions)
    undated = [m for m in pairs if m.year is None and m.side is None]
    if undated:
        year = None if _is_history(mentions) else year_of_pairs(undated, not_after)
        pair = undated[0]
    else:
        pair = max(pairs, key=lambda m: (m.year or 0, m.month, m.day), default=Mention(0, 0, "day"))
        named = max((m.year for m in mentions if m.year), default=0)
        year = pair.year if pair.year == named and fits_weekday(pair, named) else None
    day = days.day_of(year, pair.month, pair.day) if year else None
    if day is None or (day.first - not_after).days > DAYS_AHEAD:
        return None
    return min(story_day(tokens, mentions, pair, day.first), not_after)


def find_date_conflicts(text: str, anchor: date | None) -> list[DateSpan]:
    """Return the dates whose printed weekday is wrong, as spans without days; the note says what is wrong.

    With an anchor, a date without a year is taken to be of the months around it; without one, all such dates of the
    text have to agree on some year, and those that leave the majority are returned.
    """
    tokens, mentions = _read(text)
    odd = conflicting(pairs_in(mentions), None if is_narrative(mentions, anchor) else anchor)
    told = [Told(mention.start, mention.end, mention, why) for mention, why in odd]
    return [_span_of(tokens, each) for each in sorted(told, key=lambda each: each.start)]


@lru_cache(maxsize=2)
def _read(text: str) -> tuple[Tokens, list[Mention]]:
    """Return the tokens and the mentions of a text, read once for all that ask for them one after the other."""
    tokens = read_tokens(text)
    return tokens, join_pairs(tokens, read_mentions(tokens))


def _is_history(mentions: list[Mention]) -> bool:
    """Tell whether a text names many years and never counts from a day of its own."""
    told = any(
        (m.kind == "weekday" and m.side is None) or (m.kind == "step" and m.base == "anchor" and m.unit == "day")
        for m in mentions
    )
    return not told and sum(m.year is not None for m in mentions) > 2


def _is_joined(tokens: Tokens, mention: Mention, after: Mention) -> bool:
    """Tell whether only a joining word stands between two mentions."""
    gap = [tokens.word(i) for i in range(mention.end, after.start)]
    return len(gap) <= 2 and all(word.lower() in _JOINING or word == "," for word in gap)


def _span_of(tokens: Tokens, told: Told) -> DateSpan:
    """Return the span of a told date with its days, or with the note why it has none."""
    start, end = tokens.starts[told.start], tokens.ends[told.end - 1]
    if isinstance(told.answer, str):
        return DateSpan(start, end, None, None, _granularity(told.mention), told.answer)
    first, last, granularity = told.answer
    note = None if told.named else _doubt(told.mention, told.answer)
    return DateSpan(start, end, first, last, granularity, note, named=tuple(_span_of(tokens, n) for n in told.named))


def _doubt(mention: Mention, period: Period) -> str | None:
    """Return what is to be said of days that were read all the same."""
    if mention.kind == "day" and mention.weekday not in (None, period.first.weekday()):
        return f"{period.first} was a {period.first:%A}"
    return "a fiscal year, read as the calendar year" if mention.name == "fiscal" else None


def _granularity(mention: Mention) -> Granularity:
    """Return the granularity that the words name, where no days are known."""
    said = mention.unit if mention.kind == "step" else mention.kind
    return _SAID.get(said) or "range"
