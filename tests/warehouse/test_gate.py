"""The gate: every row is good, a copy, or refused with its reasons; nothing is lost and nothing slips through."""

import json
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.gate import REJECT_SCHEMA, SAME_KEY_RULE, FrameFault, gate
from schemas.table import columns_of, schema_of
from schemas.tables import TABLES

CLAIMS = TABLES["claims"]
TEXT = "The union said 12 drivers were dismissed."
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)

# column -> a value that its rules refuse, and the rule that does
BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "id": ({"claim_id": "xyz"}, "str_matches"),
    "no id": ({"claim_id": None}, "not_nullable"),
    "kind": ({"kind": "rumour"}, "isin"),
    "quote": ({"quote": "", "end_char": 0}, "str_length"),
    "negative offset": ({"sentence_start": -1, "sentence_end": 40}, "greater_than_or_equal_to"),
    "quote length": ({"end_char": 9}, "quote_is_as_long_as_its_span"),
    "sentence length": ({"sentence_end": 99}, "sentence_is_as_long_as_its_span"),
    "quote elsewhere": ({"start_char": 100, "end_char": 110}, "quote_begins_in_its_sentence"),
    "values": ({"value_low": 9.0, "value_high": 8.0}, "value_low_is_not_above_value_high"),
    "infinite": ({"value_low": float("inf"), "value_high": float("inf")}, "values_are_finite"),
    "half a time": ({"time_first": date(2020, 1, 1)}, "time_first_comes_with_time_last"),
    "time backwards": (
        {"time_first": date(2020, 1, 2), "time_last": date(2020, 1, 1)},
        "time_first_is_not_after_time_last",
    ),
    "half a claimant's span": ({"claimant": "x", "claimant_start": 1}, "claimant_start_comes_with_claimant_end"),
    "an empty claimant's span": (
        {"claimant": "x", "claimant_start": 1, "claimant_end": 1},
        "claimant_end_is_after_claimant_start",
    ),
    "nobody's span": ({"claimant_start": 1, "claimant_end": 2}, "claimant_span_and_kind_need_a_claimant"),
    "nobody's kind": ({"claimant_kind": "person"}, "claimant_span_and_kind_need_a_claimant"),
    "worth": ({"checkworthiness": 1.2}, "in_range"),
    "no notes": ({"notes": None}, "not_nullable"),
    "broken json": ({"resolutions": "[{"}, "resolutions_are_json"),
    "its own whole": ({"claim_id": "1" * 16, "part_of": "1" * 16}, "part_is_not_its_own_whole"),
}


def claim_row(number: int, **columns: object) -> dict[str, object]:
    """A whole row of claims that passes."""
    row: dict[str, object] = dict.fromkeys(schema_of(CLAIMS))
    quote = "12 drivers"
    row |= {"claim_id": f"{number:016x}", "article_id": "a" * 16, "kind": "people", "quote": quote}
    row |= {"start_char": 15, "end_char": 25, "sentence": TEXT, "sentence_start": 0, "sentence_end": len(TEXT)}
    row |= {"statement": TEXT, "resolutions": "[]", "voice": "reported", "tense": "past_present", "notes": []}
    row |= {"found_by": "figures@1", "found_at": NOW, "last_seen_at": NOW, "run_id": "r"}
    return row | columns


def frame(rows: list[dict[str, object]]) -> pl.DataFrame:
    """Rows as a frame of the right types."""
    return pl.DataFrame(rows, schema=schema_of(CLAIMS))


@pytest.mark.parametrize(("columns", "rule"), BROKEN.values(), ids=list(BROKEN))
def test_each_rule_refuses(columns: dict[str, object], rule: str) -> None:
    """A broken rule is named in the reject, and its row is kept whole; the good row beside it passes."""
    made = frame([claim_row(7), claim_row(8, **columns)])
    gated = gate(made, CLAIMS)

    assert gated.good.equals(made.head(1))
    assert any(row["rule"].startswith(rule) for row in gated.rejects.iter_rows(named=True)), gated.rejects
    for row in gated.rejects.iter_rows(named=True):
        kept = json.loads(row["row_json"])
        assert row["table_name"] == "claims"
        assert set(kept) == set(schema_of(CLAIMS))
        assert kept["quote"] == columns.get("quote", "12 drivers")


def test_every_column_with_a_choice_or_pattern_is_guarded() -> None:
    """No column of words that people will filter by is free text by mistake."""
    guarded = {column.name for column in columns_of(CLAIMS) if column.rules}

    assert {"claim_id", "article_id", "kind", "voice", "tense", "modifier", "change", "claimant_kind"} <= guarded


@st.composite
def frames(draw: st.DrawFn) -> tuple[list[dict[str, object]], set[int], set[int]]:
    """Rows, some broken, some copied, some sharing a key with a different row; and which are which by number."""
    kinds = draw(st.lists(st.sampled_from(["good", "broken", "copied", "clashing"]), max_size=12))
    rows: list[dict[str, object]] = []
    good, bad = set(), set()
    for number, kind in enumerate(kinds):
        if kind == "broken":
            columns = draw(st.sampled_from([columns for columns, _ in BROKEN.values() if "claim_id" not in columns]))
            rows.append(claim_row(number, **columns))
        else:
            rows.append(claim_row(number))
        if kind == "copied":
            rows += [claim_row(number)] * draw(st.integers(1, 3))
        if kind == "clashing":
            rows.append(claim_row(number, statement="Another."))
        (bad if kind in {"broken", "clashing"} else good).add(number)
    return draw(st.permutations(rows)), good, bad


@settings(max_examples=40, deadline=None)
@given(frames())
def test_every_row_is_good_or_merged_or_refused(made: tuple[list[dict[str, object]], set[int], set[int]]) -> None:
    """Counts add up exactly, good rows are exactly the unbroken ones, and each refused row has a reason."""
    rows, good, bad = made
    gated = gate(frame(rows), CLAIMS)

    assert gated.good.height + gated.refused + gated.merged == len(rows)
    assert {int(claim_id, 16) for claim_id in gated.good["claim_id"]} == good
    assert {int(json.loads(row)["claim_id"], 16) for row in gated.rejects["row_json"]} == bad
    assert gated.rejects["row_json"].n_unique() == gated.refused
    assert gated.rejects.schema == REJECT_SCHEMA


@pytest.mark.parametrize("name", TABLES)
def test_pandera_accounts_only_for_what_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every check of every model is asked in one query; a frame that passes them all is not gone through again."""
    asked: list[object] = []
    monkeypatch.setattr(TABLES[name], "validate", lambda *_given, **_named: asked.append(name))
    columns = columns_of(TABLES[name])
    empty = pl.DataFrame(schema={column.name: column.dtype for column in columns})

    assert gate(empty, TABLES[name]).refused == 0
    assert not asked
    gate(pl.DataFrame({column.name: [None] for column in columns}), TABLES[name])
    assert asked == [name]


def test_what_is_not_a_number_is_no_value() -> None:
    """Also where no rule of its column is broken by it."""
    weights = {column.name: None for column in columns_of(TABLES["flags"])}
    weights |= {"claim_id": "1" * 16, "flag": "casualties", "weight": float("nan"), "detail": "{}"}
    weights |= {"flagged_at": NOW, "run_id": "r"}
    made = pl.DataFrame([weights], schema={column.name: column.dtype for column in columns_of(TABLES["flags"])})

    assert [row["column_name"] for row in gate(made, TABLES["flags"]).rejects.iter_rows(named=True)] == ["weight"]


def test_good_rows_keep_their_order() -> None:
    """The gate does not shuffle."""
    made = frame([claim_row(number) for number in (5, 3, 9, 1)])

    assert gate(made, CLAIMS).good.equals(made)


def test_different_rows_with_the_same_key_are_all_refused() -> None:
    """Which of them is right cannot be told, so none is taken."""
    gated = gate(frame([claim_row(1), claim_row(1, statement="Another."), claim_row(2)]), CLAIMS)

    assert gated.good["claim_id"].to_list() == [f"{2:016x}"]
    assert gated.rejects.select("column_name", "rule", "value").rows() == [("claim_id", SAME_KEY_RULE, f"{1:016x}")] * 2


def test_a_row_broken_twice_gives_two_reasons_and_one_row() -> None:
    """A reason per cell."""
    gated = gate(frame([claim_row(1, kind="rumour", voice="sung")]), CLAIMS)

    assert gated.refused == 1
    assert sorted(gated.rejects.select("column_name", "value").rows()) == [("kind", "rumour"), ("voice", "sung")]


def test_an_empty_frame_passes() -> None:
    """No rows, no reasons."""
    gated = gate(frame([]), CLAIMS)

    assert (gated.good.height, gated.refused, gated.merged) == (0, 0, 0)


def test_a_column_of_nothing_but_nulls_takes_its_type() -> None:
    """A frame made of rows that never know a value is no faulty frame."""
    made = frame([claim_row(1)]).with_columns(claimant=pl.lit(None))

    assert gate(made, CLAIMS).good.schema["claimant"] == pl.String


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda made: made.drop("quote"), "Claims needs the column quote"),
        (lambda made: made.with_columns(colour=pl.lit("red")), "Claims has no column colour"),
        (lambda made: made.with_columns(pl.col("start_char").cast(pl.Int32)), "Claims.start_char is Int64, not Int32"),
        (lambda made: made.with_columns(pl.col("found_at").dt.replace_time_zone(None)), "Claims.found_at is Datetime"),
    ],
)
def test_a_frame_of_another_shape_is_a_fault_of_the_program(fault: Any, words: str) -> None:
    """No row can be blamed, so it raises, naming model and column."""
    with pytest.raises(FrameFault, match=words):
        gate(fault(frame([claim_row(1)])), CLAIMS)
