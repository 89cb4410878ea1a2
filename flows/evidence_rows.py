"""From what a source said to a row of `evidence`."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from claims.sources.model import Asking, Evidence, Source
from flows.outside import Answered
from flows.rows import Row


def evidence_row(source: Source, asking: Asking, said: Evidence, answered: Answered | None) -> Row:
    """Return the row of a piece of evidence; the same answer for the same claim has the same id, whenever it came."""
    at = answered.at if answered else datetime.now(UTC)
    body = answered.sha256 if answered else None
    parts = (
        asking.claim.claim_id,
        source.name,
        said.url or "",
        said.title or "",
        said.outcome,
        said.found_value or "",
        body or "",
    )
    return {
        "evidence_id": sha256("\x1f".join(parts).encode()).hexdigest()[:16],
        "claim_id": asking.claim.claim_id,
        "source": source.name,
        "outcome": said.outcome,
        "found_value": said.found_value,
        "title": said.title,
        "url": said.url,
        "publisher": said.publisher,
        "rating": said.rating,
        "retrieved_at": at,
        "body_sha256": body,
        "note": None,
        "says": said.says,
        "as_of": said.as_of,
        "apart": said.apart,
        "series": json.dumps([[day.isoformat(), value] for day, value in said.series]) if said.series else None,
        "ask_id": answered.ask_id if answered else None,
        "stale_at": at + timedelta(days=source.rhythm_days),
    }
