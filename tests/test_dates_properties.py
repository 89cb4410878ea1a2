"""What holds for every text: spans are slices, move with the text, never overlap; printed dates read back."""

import random
from calendar import day_name, month_abbr, month_name
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.dates import find_date_conflicts, find_dates, infer_anchor

ANCHOR = date(2020, 6, 17)
DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))
ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
PIECES = (
    "on", "in", "the", "of", "March", "May", "Sept.", "Nov.", "25", "3", "31", "1998", "2001", "'98", "1990s", ",", ".", "-", "–", "(", ")",
    "last", "next", "this", "Monday", "Friday", "week", "year", "years", "two", "ago", "later", "quarter", "third", "first", "half",
    "century", "20th", "summer", "fall", "today", "yesterday", "will", "said", "end", "early", "mid", "\n", "\n\n", "and", "to", "half", "a",
    "3/4/98", "1998-02-30", "BC", "AD", "fiscal", "period", "that", "same", "day", "before", "after", "few", "%", "people", "é", "\u2028",
    "New Year's Eve", "Easter", "decade", "9999", "0000", "nineteen", "ninety", "thousand", "every", "weekend", "morning", "from now",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


def forms_of(day: date) -> list[str]:
    """Return a day as papers print it."""
    month, short = month_name[day.month], month_abbr[day.month]
    dotted = short if short == "May" else f"{short}."
    nth = f"{day.day}{ORDINALS.get(day.day, 'th')}"
    return [
        f"{month} {day.day}, {day.year}", f"{month} {day.day} {day.year}", f"{dotted} {day.day}, {day.year}", f"{day.day} {month} {day.year}",
        f"{nth} {month} {day.year}", f"the {nth} of {month}, {day.year}", f"{month} {nth}, {day.year}", f"{day:%A}, {month} {day.day}, {day.year}",
        f"{day:%A} {day.day} {month} {day.year}", f"{day.year}-{day.month:02}-{day.day:02}", f"{short} {day.day}, {day.year}",
        f"{day:%a}., {dotted} {day.day}, {day.year}",
    ]  # fmt: skip


@given(DAYS, st.integers(0, 11))
def test_a_printed_day_reads_back(day: date, form: int):
    """A day in any printed form is one span with that day, whatever the anchor."""
    words = forms_of(day)[form]
    text = f"The deed of {words} was kept."
    for anchor in (None, ANCHOR):
        (found,) = find_dates(text, anchor)
        assert (found.first, found.last, found.granularity) == (day, day, "day")
        assert text[found.start : found.end].endswith(words[-4:])


@given(DAYS)
def test_a_printed_month_or_year_reads_back(day: date):
    """A month with its year, and a year after "in", read as their first and last days."""
    (month,) = find_dates(f"In {month_name[day.month]} {day.year} it rained.", ANCHOR)
    assert month.first == day.replace(day=1)
    assert (month.last + timedelta(1)).day == 1
    (year,) = find_dates(f"In {day.year} it rained.", ANCHOR)
    assert (year.first, year.last) == (date(day.year, 1, 1), date(day.year, 12, 31))


@given(st.dates(date(1980, 1, 1), date(2030, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_a_week(anchor: date, weekday: int):
    """A reported weekday is at most five days back or the next day, an announced one at most six ahead, today allowed."""
    (back,) = find_dates(f"He spoke on {day_name[weekday]}.", anchor)
    (ahead,) = find_dates(f"He will speak on {day_name[weekday]}.", anchor)
    assert timedelta(-1) <= anchor - back.first <= timedelta(5)
    assert timedelta(0) <= ahead.first - anchor <= timedelta(6)
    assert back.first.weekday() == ahead.first.weekday() == weekday


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 330))
def test_a_pair_gives_the_latest_year(not_after: date, days: int):
    """The inferred day has the weekday of its pair and is the latest such date."""
    day = not_after - timedelta(days)
    found = infer_anchor(f"They met on {day:%A} ({day:%B} {day.day}).", not_after)
    assert found is not None
    assert (found.weekday(), found.month, found.day) == (day.weekday(), day.month, day.day)
    assert day <= found <= not_after


@given(st.dates(date(1600, 1, 1), date(2100, 1, 1)), st.integers(1, 6))
def test_a_wrong_weekday_is_a_conflict(day: date, wrong: int):
    """A full date with another weekday than its own is reported, with its own none is."""
    assert not find_date_conflicts(f"Held on {day:%A}, {day:%B} {day.day}, {day.year}.", None)
    other = day + timedelta(wrong)
    assert len(find_date_conflicts(f"Held on {other:%A}, {day:%B} {day.day}, {day.year}.", None)) == 1


@given(TEXTS, st.none() | st.dates())
@settings(max_examples=400, deadline=None)
def test_spans_are_sound(text: str, anchor: date | None):
    """Spans lie in the text, in order, without overlap; days are both there in order or both missing with a note."""
    spans = find_dates(text, anchor)
    ends = [0] + [s.end for s in spans]
    assert all(end <= s.start < s.end <= len(text) for end, s in zip(ends, spans, strict=False))
    for s in spans:
        assert text[s.start : s.end].strip() == text[s.start : s.end] != ""
        assert (s.first is None) == (s.last is None)
        assert s.note if s.first is None else s.first <= s.last
    find_date_conflicts(text, anchor)
    infer_anchor(text, anchor or ANCHOR)


@given(TEXTS, st.integers(0, 40))
@settings(max_examples=200, deadline=None)
def test_spans_move_with_the_text(text: str, by: int):
    """A paragraph without dates in front moves every span by its length and changes nothing else."""
    front = "x" * by + ".\n\n"
    plain, moved = find_dates(text, ANCHOR), find_dates(front + text.lstrip(), ANCHOR)
    shift = len(front) - (len(text) - len(text.lstrip()))
    assert [(s.start + shift, s.end + shift, s.first, s.last) for s in plain] == [
        (s.start, s.end, s.first, s.last) for s in moved
    ]


def test_mutations_of_a_story_never_fail():
    """Thousands of damaged copies of one story are read without an error."""
    story = (
        "On Friday, Oct. 23, 1998, the third-quarter report said sales rose 3% from a year earlier. In the 1970s and '80s, two years ago,"
        " the 20th century; next Monday (November 2) he will fly, the day before the end of 3/4/98, from 5-6 August 1940 to AD 70."
    )
    dice = random.Random(7)
    for _ in range(2000):
        letters = list(story)
        for _ in range(dice.randint(1, 25)):
            at = dice.randrange(len(letters))
            letters[at : at + dice.randint(0, 3)] = dice.choice(
                ["", "9", " ", "\n\n", "'", "-", "0", "999999", dice.choice(PIECES)]
            )
        text = "".join(letters)
        assert all(text[s.start : s.end] for s in find_dates(text, ANCHOR))
        find_date_conflicts(text, ANCHOR)
        infer_anchor(text, ANCHOR)
