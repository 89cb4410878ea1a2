"""Claims that are found on the workers of a cluster are those that one process finds."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from flows.cluster import is_on_cluster, on_cluster
from flows.publish import publish_snapshot_of
from flows.server import read_address, write_address
from flows.settings import Settings, SettingsError
from flows.steps import Steps, find_claims_of, run_inputs
from schemas.tables import TABLES
from tests.conftest import ARTICLES
from tests.ups import Up
from warehouse.ask import asking

PAGES = 7


def told(settings: Settings) -> dict[str, list[str]]:
    """Return every table that is published, without moments and runs, in a settled order."""
    rows = {}
    with asking(settings.published) as answer:
        frames = {name: answer(f"FROM {name}") for name in TABLES}
    for name, frame in frames.items():
        kept = [each for each in frame.columns if not each.endswith(("_at", "run_id", "seconds", "flow_run_id"))]
        rows[name] = sorted(json.dumps(row, default=str, sort_keys=True) for row in frame.select(kept).to_dicts())
    return {name: each for name, each in rows.items() if name not in {"applied_files", "runs", "fetches"}}


def pages(folder: Path) -> list[str]:
    """Write pages of which some are versions of one another and some copies."""
    paths = []
    for number in range(PAGES):
        text = f"The {number // 3 + 3} tugs of the harbour cost {number // 2 + 2}.4 million dollars in 2025.\n\nNobody swam there."
        path = folder / f"page{number}.json"
        record = {"text": text, "url": f"https://harbour.example/{number % 4}"}
        path.write_text(json.dumps(record), encoding="utf-8")
        paths.append(str(path))
    return paths


def test_what_is_found_ahead_is_what_is_found_one_by_one(tmp_path: Path):
    """Batches may be found in any order, all before the first is written; the rows are the same, versions and copies too."""
    inputs = [*pages(tmp_path), str(ARTICLES)]

    def backwards(batches: Any, settings: Settings, run: Any) -> Any:
        found = [find_claims_of(batch, settings, run) for batch in reversed(batches)]
        return reversed(found)

    plain, ahead = Settings(tmp_path / "plain", batch_size=2), Settings(tmp_path / "ahead", batch_size=2)
    counts = [run_inputs(inputs, plain)[1].counts, run_inputs(inputs, ahead, Steps(find_ahead=backwards))[1].counts]
    for settings in (plain, ahead):
        publish_snapshot_of(settings)
    assert counts[0] == counts[1]
    assert told(plain) == told(ahead)


@pytest.mark.skipif(
    not find_spec("prefect_dask"), reason="prefect-dask is not installed (pip install 'factdesk[dask]')"
)
def test_two_workers_find_what_one_process_finds(tmp_path: Path, up: Up):
    """Through a server of Prefect that runs, on a cluster of this machine, row for row."""
    inputs = [*pages(tmp_path), str(ARTICLES)]
    plain, spread = Settings(tmp_path / "plain", batch_size=2), Settings(tmp_path / "spread", batch_size=2)
    run_inputs(inputs, plain)
    publish_snapshot_of(plain)
    config = tmp_path / "factdesk.toml"
    config.write_text(
        f'data_folder = "{spread.data_folder}"\nbatch_size = 2\n[server]\ndask_workers = 2\n', encoding="utf-8"
    )
    address = read_address(up.settings.address_file)
    assert address is not None
    write_address(spread.address_file, address)
    done = up.call("run", "--flow", "--config", config, *inputs)
    assert done.returncode == 0, done.stderr
    assert f"using the Prefect server at {address.api_url}" in done.stderr
    assert told(plain) == told(spread)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """And flows that are not runs never need it."""

    class Flow:
        name = "fact-check"

    settings = Settings(tmp_path, dask="tcp://127.0.0.1:1")
    assert is_on_cluster(settings)
    assert not is_on_cluster(Settings(tmp_path))
    monkeypatch.setattr("flows.cluster.find_spec", lambda _name: None)
    with pytest.raises(SettingsError, match=r"pip install 'factdesk\[dask\]'"):
        on_cluster(Flow(), settings)
    Flow.name = "remark"
    assert on_cluster(Flow, settings) is Flow
