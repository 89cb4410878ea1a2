"""Long work says how much is done, how fast, and how long the rest will take; archives are read as they unpack."""

import gzip
import json
import time
import tracemalloc
from pathlib import Path

import pytest

import flows.progress
from claims.model import Article
from flows.inputs import read_inputs, size_of_inputs
from flows.outcome import Counts
from flows.progress import Meter, Progress

WORDS = "The mayor said on Monday that the harbour would be closed for some weeks while the quay is mended. "


def archive_of(folder: Path, articles: int) -> Path:
    """Write an archive of as many articles."""
    path = folder / "archive.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"doc_id": f"n{n}", "text": f"{n}. {WORDS * 20}"}) + "\n" for n in range(articles))
    return path


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock that stands still until it is set."""
    now = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(flows.progress, "is_watched", lambda: True)
    monkeypatch.setattr("os.get_terminal_size", lambda _: type("Size", (), {"columns": 200})())
    return now


def test_the_line_tells_rate_and_time_left(clock: list[float], capfd: pytest.CaptureFixture[str]):
    """Of the last batches, so that what a second run skips does not promise a speed that is not kept."""
    progress = Progress(total_bytes=1_000_000)
    for batch in range(1, 101):
        clock[0] += 1 if batch <= 60 else 10  # the first sixty were known already
        progress.show(Counts(articles_read=50 * batch, claims_found=400 * batch), 5_000 * batch)
    line = capfd.readouterr().err.split("\r")[-1]
    assert "5,000 inputs, 40,000 claims, 5 a second, 50%, 17 min left" in line


def test_without_known_bytes_the_line_tells_the_rate_alone(clock: list[float]):
    """Pages of the web come from nobody knows how many."""
    progress = Progress()
    clock[0] += 10
    progress.show(Counts(articles_read=20, articles_refused=10))
    assert progress.line(Counts(articles_read=20, articles_refused=10)) == "30 inputs, 0 claims, 3 a second"


def test_nobody_watches_no_line(capsys: pytest.CaptureFixture[str]):
    """A log file is not written over."""
    Progress(10).show(Counts(articles_read=1), 5)
    assert capsys.readouterr().err == ""


def test_an_archive_is_read_as_it_unpacks(tmp_path: Path):
    """Its memory is that of an article, and the meter follows the packed bytes to their end."""
    path = archive_of(tmp_path, 3_000)
    meter, positions = Meter(), []
    tracemalloc.start()
    try:
        for number, read in enumerate(read_inputs([str(path)], meter=meter)):
            assert isinstance(read, Article)
            if number % 500 == 0:
                positions.append(meter.position())
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert number == 2_999
    assert peak < 2_000_000  # unpacked it has six megabytes
    assert positions == sorted(positions)
    assert (1, meter.position()) == size_of_inputs([str(path)]) == (1, path.stat().st_size)
