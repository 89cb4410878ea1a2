"""Predictions of attribution in the format of the scorer: one line a document, outermost attributions only.

The format's gold marks no attribution inside what another one says, so nested ones are left out here.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.attribution import find_attributions
from claims.model import Attribution


def predict(path: Path) -> Iterator[dict[str, Any]]:
    """Yield one prediction for each line of a JSONL file of `{"doc_id", "text"}`; other keys are not looked at."""
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                found = find_attributions(row["text"])
                yield {"doc_id": row["doc_id"], "attributions": [_row_of(a) for a in found if a.outer is None]}


def _row_of(attribution: Attribution) -> dict[str, list[list[int]]]:
    roles = {"content": attribution.content, "source": attribution.source, "cue": attribution.cue}
    return {role: [list(span) for span in spans] for role, spans in roles.items()}
