"""What sources answered is kept as it came, and what is no longer that counts as gone."""

import gzip
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.words import tame_libraries
from flows.kept import Body, KeptBodies

BODY = Body(b'{"value": 40}', "application/json", "https://source.example/a", datetime(2026, 3, 4, tzinfo=UTC))


FLIPS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=3)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.booleans(), FLIPS)
def test_a_kept_answer_that_is_damaged_is_gone(tmp_path: Path, is_inner: bool, flips: list[tuple[int, int]]) -> None:  # noqa: FBT001 - drawn
    """Whichever bytes of it change, packed or in its headers: it is what it was, or nothing, and the source is asked again."""
    bodies = KeptBodies(tmp_path)
    place = bodies.place_of(BODY.sha256)
    place.unlink(missing_ok=True)
    raw = bodies.keep(BODY).read_bytes()
    damaged = bytearray(gzip.decompress(raw) if is_inner else raw)
    for at, value in flips:
        damaged[at % len(damaged)] = value
    place.write_bytes(gzip.compress(bytes(damaged)) if is_inner else bytes(damaged))

    assert bodies.read(BODY.sha256) in {BODY.content, None}


def test_a_record_without_its_day_is_gone(tmp_path: Path) -> None:
    """As one flipped bit of its name has it."""
    bodies = KeptBodies(tmp_path)
    place = bodies.keep(BODY)
    place.write_bytes(gzip.compress(gzip.decompress(place.read_bytes()).replace(b"WARC-Date", b"WARC-Dave")))

    assert bodies.read(BODY.sha256) is None


@pytest.mark.parametrize("where", ["url", "content_type"])
def test_no_answer_brings_a_header_of_its_own(tmp_path: Path, where: str) -> None:
    """Line breaks in what a source says of itself end no line of the archive."""
    said = {"url": BODY.url, "content_type": BODY.content_type}
    said[where] += "\r\nWARC-Type: response\r\nX-Evil: yes"
    bodies = KeptBodies(tmp_path)

    place = bodies.keep(Body(BODY.content, said["content_type"], said["url"], BODY.at))

    assert b"\nX-Evil" not in gzip.decompress(place.read_bytes())
    assert bodies.read(BODY.sha256) == BODY.content


def test_what_a_library_notes_acts_on_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses and names from elsewhere stand in it."""
    last = logging.StreamHandler()
    monkeypatch.setattr(logging, "lastResort", last)

    tame_libraries()

    record = logging.LogRecord("library", logging.WARNING, "", 1, "odd: %s", ("a\x1b]0;b\x07\nc",), None)
    assert last.format(record) == "factdesk: odd: a⟦U+001B⟧]0;b⟦U+0007⟧ c"
