"""Values, periods, claimants and flags are told in words that say no more and no less than the row."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.flag_titles import flag_family, flag_title, titled_flags
from reports.visible import on_one_line, safe_url, shorten, show_hidden
from reports.words import claimant_of, counted, manner_of, number_words, period_of, reading_of
from schemas.vocabulary import CHANGES, KINDS, MODIFIERS
from warehouse.flag_files import read_flags

CASES = tomllib.loads((Path(__file__).parent / "cases" / "report_readings.toml").read_text(encoding="utf-8"))
COLUMNS = {"kind", "value_low", "value_high", "modifier", "change", "unit", "time_text", "time_first", "time_last"}


def test_case_file_has_no_unknown_keys() -> None:
    """A misspelt key in the case file is noticed."""
    assert set(CASES) == {"reading", "period"}
    for case in (*CASES["reading"], *CASES["period"]):
        assert set(case) == {"row", "reads"}
        assert set(case["row"]) <= COLUMNS


@pytest.mark.parametrize("case", CASES["reading"], ids=lambda case: case["reads"])
def test_reading(case: dict[str, Any]) -> None:
    """A value is told as the table of cases says."""
    assert reading_of(case["row"]) == case["reads"]


@pytest.mark.parametrize("case", CASES["period"], ids=lambda case: case["reads"])
def test_period(case: dict[str, Any]) -> None:
    """A period is told as the table of cases says."""
    assert period_of(case["row"]) == case["reads"]


@example(15_624_999_999_950)
@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_numbers_are_never_rounded(number: int) -> None:
    """What is printed is the number itself, shortened or not."""
    figures, _, scale = number_words(float(number)).partition(" ")
    size = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[scale]

    assert round(float(figures.replace(",", "")) * size) == number


@given(
    kind=st.sampled_from(KINDS),
    modifier=st.none() | st.sampled_from(MODIFIERS),
    change=st.none() | st.sampled_from(CHANGES),
    low=st.none() | st.floats(),
    high=st.none() | st.floats(),
    unit=st.none() | st.text(max_size=12),
)
def test_any_row_has_a_reading(**row: Any) -> None:
    """No combination of columns is without words, and none says None."""
    row["value_low"], row["value_high"] = row.pop("low"), row.pop("high")

    assert "None" not in reading_of(row).replace(str(row["unit"]), "")


@given(first=st.none() | st.dates(), last=st.none() | st.dates())
def test_any_period_has_words(**days: Any) -> None:
    """No pair of days, however early, late or turned about, is without words."""
    assert isinstance(period_of({"time_first": days["first"], "time_last": days["last"]}), str)


@pytest.mark.parametrize(
    ("row", "claimant", "manner"),
    [
        ({"voice": "narrated"}, "the article itself", ""),
        ({}, "the article itself", ""),
        ({"voice": "reported"}, "not settled who", "reported"),
        (
            {"claimant": "two officials", "claimant_kind": "anonymous", "voice": "reported", "cue": "according to"},
            "two officials",
            "unnamed, reported “according to”",
        ),
        (
            {"claimant": "Ada Winter", "claimant_kind": "person", "voice": "quoted", "cue": "said", "tense": "promise"},
            "Ada Winter",
            "a person, quoted “said”, an announced commitment",
        ),
    ],
)
def test_claimant(row: dict[str, Any], claimant: str, manner: str) -> None:
    """Who says it and how: an article's own voice is said, and so is a speaker who could not be settled."""
    assert (claimant_of(row), manner_of(row)) == (claimant, manner)


@pytest.mark.parametrize(
    ("flag", "title", "family"),
    [
        ("people_count", "Number of people", "people"),
        ("drift_contradiction", "Another figure elsewhere", "source"),
        ("drift_stale", "Newer figure elsewhere", "time"),
        ("promise_due", "Promise or forecast", "time"),
        ("legal_agreement", "Law or agreement", "law"),
        ("our_own_house_rule", "Our own house rule", "other"),
        ("", "", "other"),
    ],
)
def test_flags_have_names_and_colours(flag: str, title: str, family: str) -> None:
    """A flag is named for people; one that we do not know is shown all the same."""
    assert (flag_title(flag), flag_family(flag)) == (title, family)


def test_every_flag_of_the_project_has_a_title() -> None:
    """Written for people, short enough for a chip, and without the comma that stands between them."""
    titles = [flag_title(flag) for flag in titled_flags()]
    assert titled_flags() == sorted(flag.name for flag in read_flags())
    assert len(set(titles)) == len(titles)
    assert all(len(title) <= 30 and "," not in title for title in titles)


def test_counted() -> None:
    """Numbers take their noun along."""
    assert [counted(number, "claim") for number in (0, 1, 2, 2000)] == [
        "no claims",
        "1 claim",
        "2 claims",
        "2,000 claims",
    ]


@given(st.text())
def test_shown_text_hides_nothing(text: str) -> None:
    """What is shown can be stored as UTF-8 and holds no character that acts unseen."""
    shown = on_one_line(text)

    shown.encode()
    assert not set(shown) & set("\x00\x07\x1b\r\n\t\u202e\u202a\u2066\u2069")
    assert show_hidden(shown) == shown


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_shortened_text_is_short(text: str, length: int) -> None:
    """A shortened text keeps to its length and says that something is left out."""
    short = shorten(text, length)

    assert len(short) <= length
    assert short == text or short.endswith("…")


@given(st.text() | st.from_regex(r"https?://\S*"))
def test_addresses_that_pass_are_web_addresses(url: str) -> None:
    """Whatever passes begins with http or https and holds nothing that could end an attribute."""
    assert safe_url(url) in {None, url}
    assert safe_url(url) is None or (url.lower().startswith(("http://", "https://")) and '"' not in url)
