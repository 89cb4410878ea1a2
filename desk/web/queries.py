"""The SELECTs of the pages: each in a file beside its page, read once, with fragments of ours put in by name."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PLACE = re.compile(r"/\*(\w+)\*/")
_ID = re.compile(r"[0-9a-f]{16}")


@cache
def query(path: Path, **fragments: str) -> str:
    """Return the text of a SELECT; `/*where*/` in it is replaced by the fragment of that name.

    Fragments are SQL of our own making, chosen by code; what people typed goes into `$parameters` alone.
    """
    text = path.read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: fragments[place[1]], text)


def query_of_ids(path: Path, ids: Iterable[str]) -> str:
    """Return the text of a SELECT with ids in the place of `/*ids*/`: what is a parameter, no index is asked for.

    Raises ValueError for anything but an id.
    """
    listed = list(ids)
    if odd := next((each for each in listed if not _ID.fullmatch(each)), None):
        raise ValueError(f"{odd!r} is no id")
    return query(path, ids="/*ids*/").replace("/*ids*/", ", ".join(f"'{each}'" for each in listed))
