"""The SELECTs of the pages: each in a file beside its page, read once, with fragments of ours put in by name."""

import re
from functools import cache
from pathlib import Path

_PLACE = re.compile(r"/\*(\w+)\*/")


@cache
def query(path: Path, **fragments: str) -> str:
    """Return the text of a SELECT; `/*where*/` in it is replaced by the fragment of that name.

    Fragments are SQL of our own making, chosen by code; what people typed goes into `$parameters` alone.
    """
    text = path.read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: fragments[place[1]], text)
