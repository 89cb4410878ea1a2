"""Inputs too many, or too oddly named, to be a run's parameters: they are listed in a file, and the file is named.

Prefect keeps parameters as JSON of half a megabyte at most, in which a name that is not UTF-8 cannot stand.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

LISTED = "listed:"
MOST_PARAMETER_CHARACTERS = 100_000


@contextmanager
def listed(inputs: Sequence[str], folder: Path) -> Iterator[list[str]]:
    """Yield the inputs as parameters: themselves, or the name of a file in the folder that is gone after the block."""
    plain = all(each.isprintable() for each in inputs)
    if plain and sum(map(len, inputs)) <= MOST_PARAMETER_CHARACTERS:
        yield list(inputs)
        return
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"inputs-{token_hex(8)}.json"
    file.write_text(json.dumps(list(inputs)), encoding="ascii")
    try:
        yield [f"{LISTED}{file.absolute()}"]
    finally:
        file.unlink(missing_ok=True)


def unlisted(inputs: Sequence[str]) -> list[str]:
    """Return the inputs that the parameters name."""
    if len(inputs) == 1 and inputs[0].startswith(LISTED):
        return [str(each) for each in json.loads(Path(inputs[0].removeprefix(LISTED)).read_text(encoding="ascii"))]
    return list(inputs)
