"""What read an article is told by one hash: of the reader's code, word lists and weights, and of nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from claims.version import found_with, hash_of


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    """Return a folder like that of the reader: code, a word list, weights, and what running it leaves."""
    for name in (
        "find.py",
        "text/words.py",
        "lexicon/units.toml",
        "weights/net.onnx",
        "__pycache__/find.pyc",
        "notes.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


@pytest.mark.parametrize("name", ["find.py", "text/words.py", "lexicon/units.toml", "weights/net.onnx"])
def test_whatever_reads_changes_the_hash(reader: Path, name: str):
    """One byte of code, of a word list or of the weights makes it another reader; so does a new name."""
    before = hash_of(reader)
    (reader / name).write_bytes(name.upper().encode())
    changed = hash_of(reader)
    (reader / name).rename((reader / name).with_stem("renamed"))

    assert len({before, changed, hash_of(reader)}) == 3


@pytest.mark.parametrize("name", ["__pycache__/find.pyc", "notes.txt"])
def test_what_does_not_read_changes_nothing(reader: Path, name: str):
    """Compiled files and notes beside the code are none of the reader."""
    before = hash_of(reader)
    (reader / name).write_bytes(b"other")

    assert hash_of(reader) == before


def test_it_is_the_same_in_every_process_and_not_read_at_import():
    """Another process comes to the same hash, and importing the module reads no file."""
    code = "import claims.version as v; print(v.found_with.cache_info().currsize, v.found_with())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.split() == ["0", found_with()]
