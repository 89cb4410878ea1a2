"""What every request came to, as rows of `fetches`, and which feeds rest after failures."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from time import monotonic

from flows.fetched import Fetched, NotFetched
from flows.rows import Row
from schemas.fetch import FetchedKind
from schemas.table import frame_of
from schemas.tables import TABLES
from warehouse.store import Warehouse, WarehouseBusy, read_rows, save, transaction


@dataclass(slots=True)
class Request:
    """One address that is being asked, from when on, for what, and on whose word."""

    url: str
    kind: FetchedKind | None = None
    feed_url: str | None = None
    began_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    seconds: float | None = None  # until the answer was there; None where that is now
    began: float = field(default_factory=monotonic)

    def failed(self, failure: NotFetched) -> Row:
        """Return the row of a failure."""
        return self._row(
            outcome=failure.outcome,
            http_status=failure.status,
            note=failure.rule,
            tries=failure.tries,
            not_before_at=failure.not_before,
        )

    def answered(self, fetched: Fetched, *, entries: int | None = None, note: str | None = None) -> Row:
        """Return the row of an answer that could be read."""
        outcome = "moved" if fetched.moved_to else "unchanged" if fetched.unchanged else "ok"
        return self._of_answer(fetched, outcome, entries=entries, note=note)

    def spoilt(self, fetched: Fetched, rule: str) -> Row:
        """Return the row of an answer in which there was nothing to read."""
        return self._of_answer(fetched, "broken", note=rule)

    def _of_answer(self, fetched: Fetched, outcome: str, **known: object) -> Row:
        final_url = fetched.moved_to or fetched.final_url
        return self._row(
            outcome=outcome,
            http_status=304 if fetched.unchanged else 200,
            final_url=final_url if final_url != self.url else None,
            bytes=len(fetched.content),
            tries=fetched.tries,
            **known,
        )

    def _row(self, **known: object) -> Row:
        row: Row = {
            "url": self.url,
            "kind": self.kind,
            "feed_url": self.feed_url,
            "bytes": 0,
            "seconds": monotonic() - self.began if self.seconds is None else self.seconds,
            "fetched_at": self.began_at,
        }
        return row | known


def save_fetches(opener: Callable[[], AbstractContextManager[Warehouse]], log: list[Row], run_id: str) -> None:
    """Keep the rows of the log and empty it; while another process holds the file, they stay for the next time."""
    if not log:
        return
    keyed = [row | {"fetch_id": _fetch_id(run_id, row)} for row in log]
    with suppress(WarehouseBusy), opener() as warehouse, transaction(warehouse):
        save(warehouse, "fetches", frame_of(keyed, TABLES["fetches"]), run_id=run_id, at=datetime.now(UTC))
        log.clear()


def _fetch_id(run_id: str, row: Row) -> str:
    return sha256("\x1f".join(map(str, (run_id, row["url"], row["fetched_at"]))).encode()).hexdigest()[:16]


def resting_feeds(opener: Callable[[], AbstractContextManager[Warehouse]]) -> dict[str, datetime]:
    """Return the feeds that are left alone after failures, and until when."""
    select = "SELECT url, retry_at FROM feed_health WHERE retry_at > ?"
    with opener() as warehouse:
        return dict(read_rows(warehouse, select, [datetime.now(UTC)]).iter_rows())


def last_asked(opener: Callable[[], AbstractContextManager[Warehouse]], urls: Sequence[str]) -> dict[str, datetime]:
    """Return when those of the addresses that were ever asked were asked last."""
    select = "SELECT url, max(fetched_at) FROM fetches WHERE url IN (SELECT unnest(?::VARCHAR[])) GROUP BY url"
    with opener() as warehouse:
        return dict(read_rows(warehouse, select, [list(urls)]).iter_rows())
