"""What the reader is, in one short hash: an article that was read with other code, words or weights is read again.

What comes after the reading is none of it: how claims of articles are linked and matched (`LINKED_BY` is the version of
that), and how a claim is put as a question. A change there has no article read again.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

_CLAIMS = Path(__file__).parent
_READ_WITH = ("**/*.py", "lexicon/*.toml", "weights/*")
_DIGITS = 16

_AFTER = ("asking/*", "tracking/*", "weights/threads.json", "weights/tracking.npz", "weights/matching.json")
_BUT = (
    "tracking/arithmetic.py",
    "tracking/parts_of.py",
    "tracking/gist.py",
    "tracking/quantity.py",
    "tracking/rounding.py",
)
"""What comes after the reading, and what of it the reader uses all the same: sums within an article, and units."""


@cache
def found_with() -> str:
    """Return the hash of the code, lexicons and weights by which claims are found; read once a process, when asked."""
    return _hash(_CLAIMS, reading_files())


def reading_files(folder: Path = _CLAIMS) -> set[Path]:
    """Return the files of the reader by which claims are found, and those of what comes after left out."""
    return _in(folder, _READ_WITH) - (_in(folder, _AFTER) - _in(folder, _BUT))


@cache
def weights_with() -> str:
    """Return the hash of the weights alone."""
    return hash_of(_CLAIMS, ("weights/*",))


@cache
def lexicons_with() -> str:
    """Return the hash of the lexicons alone."""
    return hash_of(_CLAIMS, ("lexicon/*.toml",))


def hash_of(folder: Path, patterns: Sequence[str] = _READ_WITH) -> str:
    """Return 16 hexadecimal digits over the names and bytes of what reads; what tests and machines leave does not count."""
    return _hash(folder, _in(folder, patterns))


def _hash(folder: Path, files: Iterable[Path]) -> str:
    whole = sha256()
    for path in sorted(files):
        whole.update(f"{path.relative_to(folder).as_posix()}\n{path.stat().st_size}\n".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:_DIGITS]


def _in(folder: Path, patterns: Sequence[str]) -> set[Path]:
    return {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
