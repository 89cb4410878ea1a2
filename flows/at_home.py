"""What is answered without the web: earlier fact-checks of the warehouse, and registers of the desk's own."""

import json
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from claims.sources.model import Asking, Question
from claims.tracking.matching import Asked, FactCheck, MatchIndex
from flows.due import words_of
from flows.fact_check_vectors import read_vectors
from flows.rows import Row
from flows.settings import Settings
from flows.source_settings import Register
from warehouse.registers import Columns, RegisterUnusable, rows_naming
from warehouse.store import Warehouse, read_rows

_NEAREST = 10
_CHECKED = """
    SELECT fact_check_id AS key, NULL AS claim_id, NULL AS reading, claim_reviewed AS claim, url, title, publisher, rating, verdict,
        coalesce(reviewed_on, claimed_on) AS reviewed
    FROM fact_checks
    UNION ALL
    SELECT reviews.claim_id, reviews.claim_id, claims, claims.statement, reviews.evidence_url, NULL, 'our own desk', claim_status.verdict,
        claim_status.verdict, CAST(claim_status.reviewed_at AS DATE)
    FROM claim_status
    JOIN claims USING (claim_id)
    JOIN reviews USING (review_id)
    WHERE claim_status.status = 'resolved' AND claim_status.verdict IS NOT NULL
"""


class FactChecksAtHome:
    """The imported fact-checks and our own reviews, read and indexed once a run."""

    def __init__(self, rows: Sequence[Row], vectors: NDArray[np.float32] | None = None) -> None:
        """Index the rows; `vectors` (rows, 2, WIDTH) are what they mean, without which words alone decide."""
        self._rows = {str(row["key"]): row for row in rows}
        facts = [
            FactCheck(key, str(row["claim"]), str(row["title"] or ""), _day(row["reviewed"]))
            for key, row in self._rows.items()
        ]
        self._index = MatchIndex(facts, vectors) if facts else None

    def __len__(self) -> int:
        return len(self._rows)

    def answer(self, question: Question) -> bytes:
        """Return those that come nearest to what is looked up, as JSON."""
        on = question.kept.get("on")
        asked = Asked(question.query, date.fromisoformat(on) if on else None)
        matches = self._index.rank(asked, _NEAREST) if self._index else []
        return json.dumps([self._row(match.key, match.sure) for match in matches]).encode()

    def _row(self, key: str, sure: float) -> Row:
        row = self._rows[key]
        told = {name: row[name] for name in ("claim_id", "claim", "url", "title", "publisher", "rating", "verdict")}
        return told | {
            "on": str(row["reviewed"]) if row["reviewed"] else None,
            "sure": float(sure),
            "reading": _reading(row["reading"]),
        }


def fact_checks_at_home(warehouse: Warehouse) -> FactChecksAtHome:
    """Read the fact-checks of a warehouse."""
    rows = read_rows(warehouse, _CHECKED).to_dicts()
    return FactChecksAtHome(rows, read_vectors(warehouse, [str(row["key"]) for row in rows]))


def register_answer(register: Register, asking: Asking) -> bytes:
    """Return the rows of a register that name a thing of the claim, in any of its mentions, as JSON.

    Raises RegisterUnusable.
    """
    words = "\n".join((words_of(asking.claim), *asking.mentions))
    rows = rows_naming(register.file, register.table, columns_of(register), words)
    told = [dict(row) | {"unit": row["unit"] or register.unit} for row in rows]
    return json.dumps(
        {"register": register.name, "what": register.value, "url": register.url, "rows": told}, default=str
    ).encode()


def _reading(claim: object) -> Row | None:
    """Return what a reviewed claim was read as, with its days in words."""
    if not isinstance(claim, dict):
        return None
    return {name: str(claim[name]) if isinstance(claim[name], date) else claim[name] for name in _READING}


_READING = (
    "kind", "quote", "sentence", "measured", "value_low", "value_high", "unit", "modifier", "change", "time_first", "time_last",
)  # fmt: skip


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


AT_HOME = ("local_fact_checks", "own_register")
"""The sources that are answered here."""


def home_of(source: str, settings: Settings, warehouse: Warehouse) -> Callable[[Asking, Question], bytes]:
    """Return what answers a source of `AT_HOME`, with what it reads of the warehouse read already."""
    if source == "local_fact_checks":
        known = fact_checks_at_home(warehouse)
        return lambda _asking, question: known.answer(question)
    registers = RegistersAtHome(settings.asking.registers)
    return lambda asking, _question: registers.answer(asking)


class RegistersAtHome:
    """The registers as they are asked in one run; one that cannot be is not tried again, which may take its time each time."""

    def __init__(self, registers: Sequence[Register]) -> None:
        self._registers = registers
        self._unusable: dict[Register, RegisterUnusable] = {}

    def answer(self, asking: Asking) -> bytes:
        """Return the answer of the first register that names a thing of the claim; where none does, that of all.

        Raises RegisterUnusable where none does and one of them cannot be asked.
        """
        for register in self._registers:
            answer = self._answer(register, asking)
            if answer is not None and json.loads(answer)["rows"]:
                return answer
        if fault := next(iter(self._unusable.values()), None):
            raise RegisterUnusable(str(fault))
        return json.dumps({"register": " and ".join(each.name for each in self._registers), "rows": []}).encode()

    def _answer(self, register: Register, asking: Asking) -> bytes | None:
        if register in self._unusable:
            return None
        try:
            return register_answer(register, asking)
        except RegisterUnusable as fault:
            self._unusable[register] = fault
            return None


def register_fault(register: Register) -> str | None:
    """Return why a register cannot be asked: its file, its table or a column is not there; None where it can."""
    try:
        rows_naming(register.file, register.table, columns_of(register), "")
    except RegisterUnusable as fault:
        return str(fault)
    return None


def columns_of(register: Register) -> Columns:
    """Return which columns of a register are what."""
    return Columns(register.thing, register.value, register.unit_column, register.date)
