"""Predictions of the figure reader for single sentences, in the format and the vocabulary of the quantity benchmarks."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.quantities import quantities_of


def predict(path: Path) -> Iterator[dict[str, Any]]:
    """Yield `{"id", "quantities"}` for each record of a JSON list of `{"text"}`; other keys are not looked at."""
    for index, row in enumerate(json.loads(Path(path).read_text(encoding="utf-8"))):
        yield {"id": index, "quantities": quantities_of(row["text"])}
