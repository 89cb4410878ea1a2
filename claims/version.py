"""What the reader is, in one short hash: an article that was read with other code, words or weights is read again."""

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

_CLAIMS = Path(__file__).parent
_READ_WITH = ("**/*.py", "lexicon/*.toml", "weights/*")
_DIGITS = 16


@cache
def found_with() -> str:
    """Return the hash of all code, lexicons and weights by which claims are found; read once a process, when asked."""
    return hash_of(_CLAIMS)


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
    whole = sha256()
    paths = sorted({path for pattern in patterns for path in folder.glob(pattern) if path.is_file()})
    for path in paths:
        whole.update(f"{path.relative_to(folder).as_posix()}\n{path.stat().st_size}\n".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:_DIGITS]
