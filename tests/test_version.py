"""What read an article is told by one hash: of the reader's code, word lists and weights, and of nothing else."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from claims import find
from claims.version import found_with, hash_of, reading_files


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


def test_what_comes_after_the_reading_is_none_of_it(reader: Path):
    """How claims are linked, and how they are put as a question, has no article read again."""
    before = reading_files(reader)
    for name in ("tracking/threads.py", "weights/threads.json", "asking/question.py"):
        path = reader / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"later")

    assert reading_files(reader) == before


def test_all_that_finds_claims_is_of_the_reader():
    """Every module that finding claims reaches is hashed, but for those that put a question."""
    folder = Path(find.__file__).parent
    reached, waiting = set(), [Path(find.__file__)]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += imported_by(path, folder)
    asking = {path for path in reached if path.parent.name == "asking"}

    assert asking
    assert reached - asking <= reading_files()


def imported_by(path: Path, folder: Path) -> list[Path]:
    """Return the modules of the package that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == folder.name:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    paths = [folder.parent / f"{name.replace('.', '/')}.py" for name in names]
    return [each for each in paths if each.is_file()]
