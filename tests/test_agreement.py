"""What a source's number says of a claim: the cases of a table, and what must hold for any pair."""

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.tracking.agreement import judge
from claims.tracking.compared import Found, Stated
from claims.tracking.far import far_words
from claims.tracking.periods import is_part
from claims.tracking.quantity import converted, measure_of
from claims.tracking.rounding import room_of, step_of
from claims.tracking.whose import other_country

PAIRS = tomllib.loads(Path("tests/cases/agreement/pairs.toml").read_text(encoding="utf-8"))["pair"]


def stated(low: float | None = None, high: float | None = None, **given: Any) -> Stated:
    """A claim of a case, with what cases leave out."""
    usual: dict[str, Any] = {"modifier": "exact", "unit": "person", "sentence": given["measured"]}
    return Stated(low, high, **(usual | given))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["what"])
def test_the_outcome_is_as_a_reader_sees_it(pair: dict[str, Any]):
    """And its sentence names the source and what its number is."""
    found = Found(**pair["found"])
    told = judge(stated(**pair["claim"]), found)
    assert told.outcome == pair["outcome"], told.says
    assert told.outcome == "not_understood" or (found.source in told.says and found.definition in told.says)


@settings(deadline=None)  # a machine under load is no fault
@given(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(["Deaths in Osk", "People injured in Osk", "Employees of Osk", "Population of Taldia"]),
)
def test_another_thing_is_never_contradicted(value: float, definition: str):
    """Whatever number a source gives of something else."""
    claim = stated(low=5000, high=5000, quote="5,000", measured="Population of Osk")
    assert judge(claim, Found(value, "person", definition, "register")).outcome not in {"contradicts", "supports"}


@settings(deadline=None)  # a machine under load is no fault
@given(st.integers(min_value=1, max_value=10**9))
def test_the_printed_number_itself_supports(value: int):
    """A source that gives what the article prints supports it, in whatever unit of length it does."""
    claim = stated(low=value, high=value, unit="km", quote=f"{value:,} km", measured="Length of the Osk")
    found = Found(value * 1000, "m", "length of Osk", "Wikidata")
    assert judge(claim, found).outcome == "supports"
    assert (
        judge(replace(claim, low=value * 3, high=value * 3, quote=f"{value * 3:,} km"), found).outcome == "contradicts"
    )


@settings(deadline=None)  # a machine under load is no fault
@given(st.text(max_size=80), st.text(max_size=20), st.text(max_size=80))
def test_any_words_of_a_source_are_answered(definition: str, unit: str, source: str):
    """Bodies are hostile: whatever they hold, one of the outcomes comes."""
    claim = stated(low=5, high=5, quote="5", measured="Deaths in Osk")
    assert judge(claim, Found(5, unit, definition, source, low=float("nan"))).says


@pytest.mark.parametrize(
    ("words", "value", "step"),
    [
        ("83.2 million", 83.2e6, 1e5),
        ("29,032-foot", 29032, 1),
        ("7 billion", 7e9, 1e9),
        ("0.98", 0.98, 0.01),
        ("five", 5, 1),
        ("2 071.10", 2071.1, 0.01),
        ("6 ft 9 in", 6.75, 1 / 12),
    ],
)
def test_a_number_is_as_fine_as_it_is_printed(words: str, value: float, step: float):
    """By its digits and their scale."""
    assert step_of(words, value) == pytest.approx(step)


def test_round_numbers_leave_room_for_a_hundredth():
    """338,000 may be 338,400, yet 30,000 is not 34,000."""
    room, round_room = room_of(338e3, 338e3, "exact", "338,000"), room_of(30e3, 30e3, "exact", "30,000")
    assert room is not None
    assert round_room is not None
    assert room.high == 338_500
    assert round_room.high == 30_300


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (1, "[mi_i]", "km", 1.609344),
        (-40, "[degF]", "Cel", -40),
        (2, "million USD", "thousand USD", 2000),
        (50, "basis points", "percentage points", 0.5),
        (2, "ha", "[acr_us]", 4.942),
        (1, "km", "kg", None),
        (3, "million pound sterling", "GBP", 3e6),
        (3, "current US$", "USD", 3),
        (3, "£ thousands", "GBP", 3000),
        (3, "sq. km", "km2", 3),
        (3, "annual %", "percent", 3),
        (3, "PC_GDP", "%", 3),
        (3, "MIO_EUR", "EUR", 3e6),
        (3, "THS_PER", "person", 3000),
        (3, "Year", "year", 3),
        (3, "$ thousands", "USD", 3000),
        (3, "$ thousands", "GBP", None),
        (26, "euro cents", "EUR", 0.26),
        (3, "GWh", "TWh", 0.003),
        (3, "INR crore", "INR", 3e7),
        (74.2, "per 1,000 live births", "%", 7.42),
        (7.42, "%", "per 1,000 people", 74.2),
        (1000, "people per sq. km", "people per sq mi", 2590),
        (2, "1000 ha", "km2", 20),
        (12, "12-month percent change", "%", 12),
        (3, "PC_GDP", "EUR", None),
    ],
)
def test_units_are_converted_within_their_dimension(value: float, source: str, target: str, expected: float | None):
    """And never across."""
    told = converted(value, measure_of(source), measure_of(target))
    assert told == (None if expected is None else pytest.approx(expected, rel=1e-3))


@pytest.mark.parametrize(
    ("measured", "definition", "expected"),
    [
        ("exports of Norway in 2019", "Exports, total, Sweden", "SE"),
        ("exports of the Norwegians in 2019", "Exports, total, Norway", None),
        ("exports of Osk in 2019", "Exports, total, Sweden", None),
        ("exports of Sweden in 2019", "Exports (US$), EU-SILC, Sweden", None),
    ],
)
def test_a_country_is_told_from_another(measured: str, definition: str, expected: str | None):
    """Where both texts name one; a people is its country, and a currency or a union is none."""
    assert other_country(measured, definition) == expected


def test_words_of_one_meaning_lie_nearer_than_others():
    """As the encoder reads them, without a table that joins them."""
    near = far_words(["rented"], "share of people in rented homes", ("share of tenants",))
    wide = far_words(["rented"], "share of people in rented homes", ("share of volcanoes",))
    assert near.most < wide.most
    assert far_words([], "share of people", ("share of tenants",)) == (0.0, 0.0)


def test_a_year_and_a_part_of_it_are_two_times_and_a_day_is_of_its_year():
    """What flows is summed over the whole of its time."""
    year, month = (date(2020, 1, 1), date(2020, 12, 31)), (date(2020, 3, 1), date(2020, 3, 31))
    assert is_part(*year, *month)
    assert is_part(*month, *year)
    assert not is_part(*year, date(2020, 3, 1), date(2020, 3, 1))
    assert not is_part(*year, *year)
