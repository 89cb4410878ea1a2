"""Replaying rejects: a refused row is saved once what stood against it is mended, and only once; else nothing changes."""

import json
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from flows.replay import open_rejects, replay
from flows.rows import INPUT_TABLE, rejects_frame
from flows.settings import Settings
from warehouse.store import MarkingRules, Warehouse, open_warehouse, read_rows, save

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
RULES = MarkingRules()


@pytest.fixture
def opener(kept: Settings) -> partial:
    """What opens the live file."""
    return partial(open_warehouse, kept.live)


@pytest.fixture
def claim(opener: partial) -> dict[str, Any]:
    """A flagged claim, taken out of the warehouse as if yesterday's schema had refused it."""
    with opener() as warehouse:
        select = "SELECT * FROM claims SEMI JOIN flags USING (claim_id) ORDER BY time_first IS NULL, claim_id LIMIT 1"
        row = read_rows(warehouse, select).to_dicts()[0]
        for table in ("flags", "claims"):
            warehouse.connection.execute(f"DELETE FROM {table} WHERE claim_id = ?", [row["claim_id"]])
    return row


def refuse(opener: partial, table: str, row: dict[str, Any], *columns: str) -> list[str]:
    """Keep a row among the rejects, once for each column, and return the ids."""
    whole = json.dumps(row, default=lambda value: value.isoformat())
    rows = [
        {"table_name": table, "row_json": whole, "column_name": column, "rule": "too new", "value": "x"}
        for column in columns
    ]
    with opener() as warehouse:
        save(warehouse, "rejects", rejects_frame(rows), run_id="run-1", at=AT)
        kept = read_rows(warehouse, "SELECT reject_id FROM rejects WHERE row_json = ? ORDER BY reject_id", [whole])
        return kept["reject_id"].to_list()


def state_of(warehouse: Warehouse, claim_id: str) -> tuple[int, int]:
    """How often the claim is kept, and with how many flags."""
    counts = [
        read_rows(warehouse, f"SELECT count(*) FROM {table} WHERE claim_id = ?", [claim_id]).item()
        for table in ("claims", "flags")
    ]
    return counts[0], counts[1]


def test_a_row_that_fits_now_is_saved_and_marked_once(opener: partial, claim: dict[str, Any]):
    """Both faults of the row are settled by one replay; a second one says that it was saved already."""
    rejects = refuse(opener, "claims", claim, "kind", "unit")

    first, again = replay(opener, [rejects[0]], RULES), replay(opener, rejects, RULES)

    assert [(each.saved, each.words) for each in first] == [(True, "saved in claims")]
    assert [each.saved for each in again] == [False, False]
    assert all("already" in each.words for each in again)
    with opener() as warehouse:
        kept, flags = state_of(warehouse, claim["claim_id"])
        assert (kept, flags > 0) == (1, True)
        assert read_rows(warehouse, "SELECT count(*) FROM rejects WHERE replayed_at IS NULL").item() == 0


def test_a_row_that_is_refused_still_changes_nothing(opener: partial, claim: dict[str, Any]):
    """The reject stays open, and is the same one."""
    rejects = refuse(opener, "claims", claim | {"kind": "gossip"}, "kind")

    done = replay(opener, rejects, RULES)

    assert [each.saved for each in done] == [False]
    assert "claims still refuses it: claims.kind must keep the rule" in done[0].words
    assert rejects[0] in open_rejects(opener)
    with opener() as warehouse:
        assert state_of(warehouse, claim["claim_id"]) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"article_id": "0123456789abcdef"}, "article_id 0123456789abcdef is not in articles"),
        ({"quote": "words that nobody wrote"}, "still not so, the claim is not what the article says"),
        ({"start_char": "many"}, "a row does not fit the types"),
    ],
)
def test_what_a_schema_cannot_see_is_checked_as_well(
    changes: dict[str, Any], why: str, opener: partial, claim: dict[str, Any]
):
    """A claim without its article, or whose words stand elsewhere, is never kept."""
    done = replay(opener, refuse(opener, "claims", claim | changes, "kind"), RULES)

    assert not done[0].saved
    assert why in done[0].words
    with opener() as warehouse:
        assert state_of(warehouse, claim["claim_id"]) == (0, 0)


def test_an_input_that_never_was_a_row_is_to_be_read_again(opener: partial):
    """It is told how, and does not count among what can be tried again."""
    before = open_rejects(opener)
    rejects = refuse(opener, INPUT_TABLE, {"name": "gone.txt"}, "input")

    done = replay(opener, rejects, RULES)

    assert not done[0].saved
    assert "factdesk run gone.txt" in done[0].words
    assert open_rejects(opener) == before


def test_an_unknown_reject_is_told(opener: partial):
    """Nothing else happens."""
    assert "no such reject" in replay(opener, ["feedbeef"], RULES)[0].words


def test_the_command_tries_all_and_ends_by_what_became_of_them(
    opener: partial, claim: dict[str, Any], kept: Settings, factdesk: Any
):
    """Status 0 when every row was saved, 1 when one was not, 2 when none was named."""
    refuse(opener, "claims", claim, "kind")

    saved = factdesk("replay", "--all", "--data", str(kept.data_folder))
    unnamed = factdesk("replay", "--data", str(kept.data_folder))

    assert saved.exit_code == 0, saved.output
    assert "1 of 1 saved." in saved.output
    assert unnamed.exit_code == 2
    assert "name the rejects, or give --all" in unnamed.output
