"""What earlier fact-checks mean, kept beside them: embedded once when they come in, read when claims are matched with them."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from claims.encoder import WIDTH, load_encoder, weights_hash
from claims.tracking.matching import FactCheck, embed_facts
from flows.rows import Row
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import Warehouse, read_rows, save

_STEPS = 127
_WITHOUT = """
SELECT fact_check_id, claim_reviewed, title
FROM fact_checks
ANTI JOIN (SELECT fact_check_id FROM fact_check_vectors WHERE made_with = ?) USING (fact_check_id)
ORDER BY fact_check_id
LIMIT ?
"""
_OF_THESE = """
SELECT fact_check_id, meaning FROM fact_check_vectors
WHERE made_with = ? AND fact_check_id IN (SELECT unnest(?::VARCHAR[]))
"""
AT_ONCE = 2000
"""Fact-checks embedded for one transaction: half a minute of one core."""


def without_vectors(warehouse: Warehouse, most: int = AT_ONCE) -> list[Row]:
    """Return fact-checks that today's encoder has not embedded; none where there is no encoder."""
    if load_encoder() is None:
        return []
    return read_rows(warehouse, _WITHOUT, [weights_hash(), most]).to_dicts()


def vector_rows(checks: Sequence[Row]) -> list[Row]:
    """Embed fact-checks, a quarter of a second for a hundred; needs no warehouse, so that nobody waits for it."""
    facts = [FactCheck(str(c["fact_check_id"]), str(c["claim_reviewed"]), str(c["title"] or "")) for c in checks]
    vectors = embed_facts(facts) if facts else None
    if vectors is None:
        return []
    stepped = np.rint(vectors.reshape(len(facts), -1) * _STEPS).astype(np.int8)
    return [
        {"fact_check_id": fact.key, "meaning": each.tolist(), "made_with": weights_hash()}
        for fact, each in zip(facts, stepped, strict=True)
    ]


def keep_vectors(warehouse: Warehouse, rows: Sequence[Row], *, run_id: str, at: datetime) -> None:
    """Save rows of `vector_rows`."""
    save(warehouse, "fact_check_vectors", frame_of(rows, TABLES["fact_check_vectors"]), run_id=run_id, at=at)


def read_vectors(warehouse: Warehouse, keys: Sequence[str]) -> NDArray[np.float32] | None:
    """Return what a MatchIndex needs for fact-checks in this order, (keys, 2, WIDTH); zeros for those not embedded.

    None where there is no encoder, which the claim would need too.
    """
    if load_encoder() is None:
        return None
    kept = read_rows(warehouse, _OF_THESE, [weights_hash(), list(keys)])
    known = dict(zip(kept["fact_check_id"], kept["meaning"], strict=True))
    vectors = np.zeros((len(keys), 2, WIDTH), dtype=np.float32)
    for place, key in enumerate(keys):
        if key in known:
            vectors[place] = np.asarray(known[key], dtype=np.float32).reshape(2, WIDTH) / _STEPS
    return vectors
