"""The audit turns over before it fills the disk, and loses no line of those that it keeps."""

import json
import threading
from pathlib import Path

import pytest

from desk.web.access import audit


def test_a_full_audit_gives_way_to_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The older ones are numbered, the newest first, and the oldest goes; no line is lost before, none is cut."""
    monkeypatch.setattr(audit, "_MOST_BYTES", 1_000)
    monkeypatch.setattr(audit, "_MOST_A_MINUTE", 10_000)
    file = tmp_path / "audit.jsonl"
    audits = [audit.Audit(file, lambda: 1_800_000_000.0) for _ in range(4)]  # as several processes have

    def note(which: int) -> None:
        for number in range(12):
            audits[which].note("sign-in", name=f"person {which}-{number}")

    threads = [threading.Thread(target=note, args=(which,)) for which in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    files = sorted(tmp_path.iterdir())
    lines = [json.loads(line) for each in files for line in each.read_text(encoding="utf-8").splitlines()]
    assert {line["name"] for line in lines} == {
        f"person {which}-{number}" for which in range(4) for number in range(12)
    }
    assert len(files) > 2
    for _ in range(30):
        note(0)
    kept = sorted(each.name for each in tmp_path.iterdir())
    assert kept == ["audit.jsonl", *(f"audit.jsonl.{number}" for number in range(1, 6))]
    assert all(each.stat().st_size <= 1_100 for each in tmp_path.iterdir())
