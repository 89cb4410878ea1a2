"""Today's reader beside the one that was: what it would find in the articles that are kept, with nothing written.

What changes is told before it is accepted; it is accepted by reading the same inputs again with `factdesk run`.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from claims.read import Unreadable
from flows.progress import end_progress, show_share
from flows.rows import claim_row
from flows.runs import Run, begin_run
from flows.settings import Settings
from flows.survey import kept_article
from flows.tasks import dated, opener_of, read_once
from flows.watch import OverBudget, watched
from schemas.table import columns_of
from schemas.tables import TABLES
from warehouse.store import read_rows

AT_ONCE = 100
_NOT_COMPARED = ("found_by", "question", "authority", "settled_by", "checkworthiness")
"""Columns that differ without the claim being read otherwise: who found it, and what follows from the rest."""
_NEWEST = "SELECT article_id FROM articles WHERE found_with IS NOT NULL ORDER BY fetched_at DESC, article_id LIMIT ?"
_ARTICLES = "SELECT * FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
_CLAIMS = "SELECT * FROM claims WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One claim that one reader finds and the other does not, or that they read otherwise in `columns`."""

    how: str  # appeared, vanished, changed
    claim: Row  # as today's reader has it, or as it is kept where it vanished
    before: Row | None = None
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Compared:
    """What comparing came to: the articles, claims that are the same, all differences, articles that could not be read."""

    articles: int = 0
    same: int = 0
    differences: list[Difference] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def by_how(self) -> Counter[str]:
        """How many appeared, vanished and changed."""
        return Counter(each.how for each in self.differences)


def compare_readers(settings: Settings, most: int) -> Compared:
    """Read the newest articles again in memory, and compare with the claims that are kept. May raise WarehouseBusy."""
    opener, run, done = opener_of(settings), begin_run("reread"), Compared()
    with opener() as warehouse:
        ids = read_rows(warehouse, _NEWEST, [most])["article_id"].to_list()
    for start in range(0, len(ids), AT_ONCE):
        batch = ids[start : start + AT_ONCE]
        with opener() as warehouse:
            articles, claims = (read_rows(warehouse, select, [batch]).to_dicts() for select in (_ARTICLES, _CLAIMS))
        for article in articles:
            _compare(
                article, [each for each in claims if each["article_id"] == article["article_id"]], settings, run, done
            )
        show_share(start + len(batch), len(ids), "articles", (datetime.now(UTC) - run.started_at).total_seconds())
    end_progress()
    return done


def _compare(row: Row, kept: Sequence[Row], settings: Settings, run: Run, done: Compared) -> None:
    done.articles += 1
    try:
        with watched(settings.budget.cost):
            found = read_once(dated(kept_article(row), run), run, settings.budget.bounds).claims
    except (Unreadable, OverBudget) as error:
        done.failed.append(f"{row['article_id']}: {error}")
        return
    differences = list(differences_of([claim_row(claim) for claim in found], kept))
    done.differences += differences
    done.same += len(kept) - sum(each.how != "appeared" for each in differences)


def differences_of(found: Sequence[Row], kept: Sequence[Row]) -> Iterator[Difference]:
    """Yield how the claims that are found today differ from those that are kept, of one article."""
    before = {claim["claim_id"]: claim for claim in kept}
    for claim in found:
        old = before.pop(claim["claim_id"], None)
        if old is None:
            yield Difference("appeared", claim)
        elif columns := tuple(name for name in _compared() if _differ(claim.get(name), old.get(name))):
            yield Difference("changed", claim, old, columns)
    yield from (Difference("vanished", claim) for claim in before.values())


def _compared() -> Iterator[str]:
    columns = columns_of(TABLES["claims"])
    yield from (each.name for each in columns if each.filled is None and each.name not in _NOT_COMPARED)


def _differ(new: Any, old: Any) -> bool:
    """Tell whether two values are not the same; floats of the encoder differ in their last digits from machine to machine."""
    if isinstance(new, float) and isinstance(old, float):
        return abs(new - old) > 1e-3 * max(1.0, abs(old))
    if isinstance(new, list | tuple) or isinstance(old, list | tuple):
        return list(new or ()) != list(old or ())
    return bool(new != old)
