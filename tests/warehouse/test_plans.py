"""What a batch costs does not grow by what is kept: no statement of a run pairs what comes in with all that is kept."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bench.desk_warehouse import make
from claims.model import Article
from claims.read import Unreadable, read_articles
from claims.version import found_with
from flows import survey
from flows.runs import begin_run, running
from flows.settings import Settings
from flows.steps import check_articles
from flows.tasks import opener_of
from warehouse import store
from warehouse.lock import connect

KEPT = 20_000
PAIRS = 100_000
"""So many pairs may be looked at by a join that knows no equality: settings of one row are joined so, and rightly."""
TOWNS = ("Amble", "Brora", "Cromer", "Deal", "Esk", "Fowey", "Goole", "Hythe", "Irvine", "Jarrow")


@dataclass
class Explained:
    """A connection that, before it runs a statement, asks how it would, and keeps the joins that compare all with all."""

    connection: duckdb.DuckDBPyConnection
    paired: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def execute(self, text: str, *parameters: Any) -> duckdb.DuckDBPyConnection:
        """Run the statements of a text, one after the other."""
        ran = self.connection
        for statement in (each.query for each in self.connection.extract_statements(text)):
            if "JOIN" in statement:
                self._explain(statement, *parameters)
            ran = self.connection.execute(statement, *parameters)
        return ran

    def _explain(self, statement: str, *parameters: Any) -> None:
        self.asked.append(statement)
        for _, plan in self.connection.execute(f"EXPLAIN (FORMAT json) {statement}", *parameters).fetchall():
            pairs = max(pairs_of(json.loads(plan)), default=0)
            if pairs > PAIRS:
                self.paired.append(f"{pairs:,} pairs in: {' '.join(statement.split())[:200]}")

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


def pairs_of(nodes: list[dict[str, Any]]) -> Iterator[int]:
    """Yield how many pairs each join of a plan compares that has no equal columns to go by."""
    for node in nodes:
        if node["name"].strip() in ("NESTED_LOOP_JOIN", "BLOCKWISE_NL_JOIN", "CROSS_PRODUCT"):
            left, right = (int(child["extra_info"].get("Estimated Cardinality", 1)) for child in node["children"])
            yield left * right
        yield from pairs_of(node["children"])


def articles(lines: int = 6) -> Iterator[Article | Unreadable]:
    """Some articles with a hundred figures: of few, the planner takes another way."""
    for number, town in enumerate(TOWNS * 2, 2):
        said = [
            f"The port of {town} counted {number * 37 + line} containers in March, the council said. "
            f"It plans {line * 13} more berths and £{number + line} million of repairs."
            for line in range(2, 2 + lines)
        ]
        record = {
            "text": "\n\n".join(said),
            "url": f"https://{town.lower()}.example/{number}",
            "title": f"{town}'s port",
        }
        yield from read_articles(json.dumps(record).encode(), f"{number}.json")


def test_a_run_never_compares_all_that_comes_in_with_all_that_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages told apart by `<>` were: a batch took 22 CPU seconds beside 200,000 claims, and the double beside twice as many."""
    settings = make(tmp_path / "data", KEPT)
    connections: list[Explained] = []
    monkeypatch.setattr(store, "connect", _explaining(connections))
    opener, run = opener_of(settings), begin_run()
    with running(opener, run):
        for batch in survey.survey_ahead(articles(), opener, found_with(), settings.batch_size, lambda: 0):
            check_articles(batch, settings, run)
    asked = [statement for each in connections for statement in each.asked]
    assert any("mates_of_marking" in statement for statement in asked)
    assert [told for each in connections for told in each.paired] == []


def _explaining(made: list[Explained]) -> Callable[..., Explained]:
    """Return what connects as the store does, and keeps how the statements would run."""

    def explained(*wanted: Any) -> Explained:
        made.append(Explained(connect(*wanted)))
        return made[-1]

    return explained


def test_a_join_without_equality_is_seen() -> None:
    """So that the promise above can fail."""
    explained = Explained(duckdb.connect())
    explained.execute("CREATE TABLE kept AS FROM range(5000)")
    explained.execute("SELECT count(*) FROM kept AS one JOIN kept AS other ON one.range <> other.range")
    assert len(explained.paired) == 1


def test_beside_many_kept_articles_more_of_them_go_into_one_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A transaction looks at the keys of all that is kept, so that few articles alone would pay for it dearly."""
    monkeypatch.setattr(survey, "KEPT_FOR_A_BATCH", 5)
    settings = Settings(tmp_path / "data", batch_size=2)
    opener, run, sizes = opener_of(settings), begin_run(), []
    with running(opener, run):
        for _ in range(2):
            batches = survey.survey_ahead(islice(articles(1), 10 + len(sizes)), opener, found_with(), 2, lambda: 0)
            for batch in batches:
                check_articles(batch, settings, run)
                sizes.append(len(batch.articles))
    assert sizes == [2, 2, 2, 2, 2, 4, 1]


@pytest.mark.parametrize(("kept", "size"), [(0, 50), (39_999, 50), (40_000, 100), (400_000, 1_000), (10**9, 1_000)])
def test_batches_grow_by_what_is_kept_up_to_a_bound(kept: int, size: int) -> None:
    """What is held at once has a bound, whatever the archive's length."""
    assert survey.size_beside(kept, 50) == size
