"""Predictions of the date reader in the format that the scorer takes: the dates that the words name, each whole."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claims.dates import find_dates


def predict(path: Path) -> Iterator[dict[str, Any]]:
    """Yield `{"doc_id", "dates"}` for each line of a file of `{"doc_id", "dct", "text"}`; unresolved dates are left out."""
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        anchor = date.fromisoformat(row["dct"]) if row.get("dct") else None
        spans = find_dates(row["text"], anchor)
        yield {
            "doc_id": row["doc_id"],
            "dates": [
                {"start": s.start, "end": s.end, "first": s.first.isoformat(), "last": s.last.isoformat()}
                for span in spans
                for s in span.named or (span,)
                if s.first and s.last
            ],
        }
