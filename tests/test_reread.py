"""A new reader is shown beside the old before it is accepted: what appears, vanishes and changes, with nothing written."""

from collections.abc import Callable

import pytest
from typer.testing import Result

import flows.reread
from claims.find import Findings
from flows.reread import compare_readers
from flows.settings import Settings
from warehouse.store import open_warehouse, read_rows


def changed(settings: Settings, sql: str) -> None:
    """Let the kept claims be those of another reader."""
    with open_warehouse(settings.live) as warehouse:
        warehouse.connection.execute(sql)
        warehouse.connection.execute("CHECKPOINT")


def one_claim(settings: Settings) -> str:
    """Return the first claim of the live file."""
    with open_warehouse(settings.live) as warehouse:
        return str(read_rows(warehouse, "SELECT claim_id FROM claims ORDER BY claim_id LIMIT 1").item())


def test_the_same_reader_finds_the_same(kept: Settings):
    """Read from what is kept, every claim comes out as it went in."""
    done = compare_readers(kept, 1000)
    assert done.differences == []
    assert done.same > 0


@pytest.mark.parametrize(
    ("sql", "how", "columns"),
    [
        ("DELETE FROM claims WHERE claim_id = '{0}'", "appeared", ()),
        ("UPDATE claims SET claim_id = 'feedfacefeedface' WHERE claim_id = '{0}'", "vanished", ()),
        ("UPDATE claims SET unit = 'barrel', voice = 'quoted' WHERE claim_id = '{0}'", "changed", ("voice", "unit")),
    ],
)
def test_each_difference_is_told(
    sql: str, how: str, columns: tuple[str, ...], kept: Settings, factdesk: Callable[..., Result]
):
    """By the claim, and by the columns that are read otherwise; the live file is the same to the last byte."""
    claim = one_claim(kept)
    changed(kept, sql.format(claim))
    before = kept.live.read_bytes()
    told = [each for each in compare_readers(kept, 1000).differences if each.how == how]
    assert [set(columns) <= set(each.columns) for each in told] == [True]
    printed = factdesk("reread", "--compare", "--data", kept.data_folder)
    assert printed.exit_code == 0
    assert f"1 {how}" in printed.stdout
    assert kept.live.read_bytes() == before


def test_only_so_many_articles_are_read(kept: Settings, monkeypatch: pytest.MonkeyPatch):
    """The newest: a whole archive would take hours."""
    read = []
    monkeypatch.setattr(flows.reread, "read_once", lambda article, *_: read.append(article) or Findings([]))
    assert compare_readers(kept, 2).articles == 2
    assert len(read) == 2


def test_it_must_be_said_that_nothing_is_kept(kept: Settings, factdesk: Callable[..., Result]):
    """Whoever wants claims anew is told how."""
    told = factdesk("reread", "--data", kept.data_folder)
    assert told.exit_code == 2
    assert "factdesk run" in told.output
