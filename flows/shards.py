"""A share of the inputs: which of several runs reads which files and sites, so that together they read each once.

What decides is a hash of the name that a page goes by, the same on every machine: a file's versions stay with one run,
and so do all addresses of a site, which is asked by one run alone, as politely as ever.
"""

import hashlib
import re
from dataclasses import dataclass

MOST_SHARES = 1_000
_WRITTEN = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class Shard:
    """One of `of` shares, by its number from 1 on."""

    number: int
    of: int

    def __str__(self) -> str:
        """Return it as it is written in settings."""
        return f"{self.number}/{self.of}"

    def has(self, name: str) -> bool:
        """Tell whether what goes by the name belongs to this share."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1


def read_shard(text: str) -> Shard:
    """Read a share as in `1/4`. Raises ValueError for anything else."""
    found = _WRITTEN.fullmatch(text.strip())
    shard = Shard(int(found[1]), int(found[2])) if found else Shard(0, 0)
    if not 1 <= shard.number <= shard.of <= MOST_SHARES:
        raise ValueError(f"{text!r} is no share: write 1/4 for the first of four, {MOST_SHARES:,} at most")
    return shard
