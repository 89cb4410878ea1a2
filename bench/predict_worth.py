"""Predictions of check-worthiness in the format of the scorer: one probability a sentence.

The profile is told from how the sentences are written, as a desk without a setting would have it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.worth import guess_profile, worth


def predict(path: Path) -> Iterator[dict[str, Any]]:
    """Yield one score for each line of a JSONL file of `{"id", "text"}`; other keys are not looked at."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    sentences = [row["text"] for row in rows]
    for row, score in zip(rows, worth(sentences, guess_profile(sentences)), strict=True):
        yield {"id": row["id"], "score": float(score)}
