"""Who is who from the shell: claimants are joined and split by name or id, and each act is taken back by its id."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from flows.settings import Settings
from warehouse.ask import ask

STORIES = {
    "one": "Council leader Dora Falk said that 72 per cent of the quay was mended.",
    "two": "Dora Falk said on Friday that 85 per cent of the quay was mended.",
    "three": "Mrs Falk said that 31 sheds burned down.",
}
RECORD = "SELECT claimant, articles FROM claimant_record ORDER BY articles DESC, claimant"


@pytest.fixture
def told(workplace: Path, run_plainly: Callable[..., None]) -> Settings:
    """A data folder with three stories."""
    settings = Settings(workplace / "factdesk-data")
    for name, text in STORIES.items():
        (workplace / f"{name}.txt").write_text(text, encoding="utf-8")
    run_plainly([workplace / f"{name}.txt" for name in STORIES], settings)
    return settings


def test_claimants_are_joined_split_and_parted_again(factdesk: Callable[..., Result], told: Settings):
    """Each act says who is who now, and by which id it is undone; what cannot be is told in a line."""
    assert ask(told.published, RECORD).rows() == [("Dora Falk", 2), ("Falk", 1)]
    joined = factdesk("claimant", "join", "Mrs Falk", "Dora Falk", "--reviewer", "Ada", "--note", "Same woman.")
    assert joined.exit_code == 0, joined.stderr
    assert ask(told.published, RECORD).rows() == [("Dora Falk", 3)]
    again = factdesk("claimant", "join", "Mrs Falk", "Dora Falk", "--reviewer", "Ada")
    assert (again.exit_code, "are one claimant already" in again.stderr) == (2, True)
    article = ask(told.published, "SELECT article_id FROM claims WHERE quote = '85 per cent'").item()
    split = factdesk("claimant", "split", "Dora Falk", article, "--reviewer", "Ada")
    assert split.exit_code == 0, split.stderr
    assert ask(told.published, RECORD).rows() == [("Dora Falk", 2), ("Dora Falk", 1)]
    for result in (split, joined):
        act_id = result.stdout.splitlines()[-1].split()[1]
        assert factdesk("claimant", "undo", act_id, "--reviewer", "Bo").exit_code == 0
    assert ask(told.published, RECORD).rows() == [("Dora Falk", 2), ("Falk", 1)]
    assert factdesk("claimant", "undo", act_id, "--reviewer", "Bo").exit_code == 2
    nobody = factdesk("claimant", "join", "The mayor", "Dora Falk", "--reviewer", "Ada")
    assert "no claimant goes by this" in nobody.stderr
