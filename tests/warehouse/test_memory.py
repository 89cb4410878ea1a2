"""What a run may take of memory: a limit for what it writes, which costs no claim where it is too little."""

from pathlib import Path

import pytest

from flows.publish import publish_snapshot_of
from flows.settings import Settings
from flows.steps import run_inputs
from tests.conftest import ARTICLES
from warehouse.memory import memory_for
from warehouse.store import Warehouse, open_warehouse, read_rows, transaction


def test_the_limit_grows_with_the_file_and_never_beyond_the_machine(tmp_path: Path):
    """Of a small file it is what any work needs."""
    file = tmp_path / "live.duckdb"
    file.write_bytes(b"")
    assert memory_for(file) == "1500MB"
    with file.open("wb") as sparse:
        sparse.truncate(600_000_000)
    assert memory_for(file) == "1600MB"
    with file.open("wb") as sparse:
        sparse.truncate(10**12)
    assert float(memory_for(file).removesuffix("MB")) < 10**12 / 6e6


def test_what_does_not_fit_is_written_without_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Every claim is there once, and so it is where the checks after publishing do not fit."""
    plain, tight = Settings(tmp_path / "plain"), Settings(tmp_path / "tight")
    run_inputs([str(ARTICLES)], plain)
    asked: list[str] = []

    def seen(warehouse: Warehouse) -> None:
        asked.append(str(read_rows(warehouse, "SELECT current_setting('memory_limit') AS it").item()))

    def watched(warehouse: Warehouse) -> object:
        seen(warehouse)
        return transaction(warehouse)

    monkeypatch.setattr("warehouse.memory.memory_for", lambda _path: "3MB")
    monkeypatch.setattr("warehouse.audit.memory_for", lambda _path: "3MB")
    monkeypatch.setattr("warehouse.memory.transaction", watched)
    run_inputs([str(ARTICLES)], tight)
    publish_snapshot_of(tight)
    assert len(set(asked)) > 1, "the limit did not stop it, so that nothing is shown"
    for settings in (plain, tight):
        with open_warehouse(settings.live) as warehouse:
            seen(warehouse)
    told = []
    for settings in (plain, tight):
        with open_warehouse(settings.live) as warehouse:
            told.append(read_rows(warehouse, "SELECT claim_id, flags FROM marks ORDER BY ALL").rows())
    assert told[0] == told[1]
    assert len(told[0]) > 10
