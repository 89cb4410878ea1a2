"""From text to flags in one go: the sample article's table and the short news items, through the code that `check` runs."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from claims.ids import article_id_of, page_id_of
from claims.model import Article
from flows.runs import Run
from flows.tasks import check_batch
from warehouse.store import MarkingRules, open_warehouse, read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

HERE = Path(__file__).parent
SAMPLE = tomllib.loads((HERE / "cases" / "sample_article.toml").read_text(encoding="utf-8"))["claim"]
SHARED = HERE.parent.parent / "shared" / "data" / "seed" / "article.txt"
TELLINGS = [each for each in (HERE.parent / "examples" / "tokyo-visit.txt", SHARED) if each.exists()]
CASES = [
    (file.stem, case)
    for file in sorted((HERE / "cases" / "claims").glob("*.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


@dataclass
class Marked:
    """A text and the rows of its claims with their flags."""

    text: str
    rows: list[dict[str, Any]]

    def at(self, words: str, kind: str) -> dict[str, Any]:
        """The one claim of a kind that stands on some words, case ignored."""
        start = self.text.lower().index(words.lower())
        end = start + len(words)
        found = [
            row for row in self.rows if row["kind"] == kind and row["start_char"] < end and start < row["end_char"]
        ]
        assert len(found) == 1, [row["quote"] for row in found]
        return found[0]


def mark_text(text: str, day: date | None, seen: date) -> Marked:
    """Read a text as `check` does and return its claims with flags."""
    page = page_id_of("case")
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    basis = "record" if at else None
    article = Article(page, article_id_of(page, text), text, "case", published_at=at, published_basis=basis)
    run = Run("test", datetime(seen.year, seen.month, seen.day, tzinfo=UTC))
    with open_warehouse() as warehouse:
        check_batch([article], lambda: _Opened(warehouse), MarkingRules(), run)
        rows: pl.DataFrame = read_rows(
            warehouse, "SELECT * FROM claims JOIN claim_flags USING (claim_id) ORDER BY start_char"
        )
        return Marked(text, rows.to_dicts())


class _Opened:
    """An open warehouse that a with-statement does not close."""

    def __init__(self, warehouse: Any) -> None:
        self.warehouse = warehouse

    def __enter__(self) -> Any:
        return self.warehouse

    def __exit__(self, *_: object) -> None:
        return None


def flags_fit(row: dict[str, Any], wanted: dict[str, Any]) -> None:
    """The flags that must be there are, and those that must not be are not."""
    flags: Sequence[str] = row["flags"] or []
    assert set(flags) >= set(wanted.get("flags", [])), flags
    assert not set(flags) & set(wanted.get("not_flags", [])), flags
    if wanted.get("exactly"):
        assert set(flags) == set(wanted["flags"])
    if "needs_verification" in wanted:
        assert row["needs_verification"] == wanted["needs_verification"], flags


@pytest.fixture(scope="module", params=TELLINGS, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Marked:
    """The sample article in both tellings."""
    return mark_text(request.param.read_text(encoding="utf-8").strip(), None, date(2025, 11, 1))


@pytest.mark.parametrize("wanted", SAMPLE, ids=lambda row: row["words"][:40])
def test_sample_claim_bears_its_flags(sample: Marked, wanted: dict[str, Any]) -> None:
    """Each row of the sample's table is flagged as it says."""
    if wanted["words"].lower() not in sample.text.lower():
        pytest.skip("these words stand in the other telling only")
    flags_fit(sample.at(wanted["words"], wanted["kind"]), wanted)


@pytest.mark.parametrize(("file", "case"), CASES, ids=[f"{file}: {case['name']}" for file, case in CASES])
def test_case_bears_its_flags(file: str, case: dict[str, Any]) -> None:
    """Each claim of a short news item is flagged as its table says."""
    marked = mark_text(case["text"], case["date"], case["date"])
    for wanted in case["claims"]:
        flags_fit(marked.at(wanted["words"], wanted["kind"]), wanted)


def test_no_words_of_opinion_need_verifying(sample: Marked) -> None:
    """Quotations of praise and hope need none, and neither do their sentences where nothing else is claimed in them."""
    for row in sample.rows:
        if row["kind"] == "quote":
            assert not row["needs_verification"], row["quote"]
        if "golden age" in row["sentence"] or "everything within our power" in row["sentence"]:
            assert not row["needs_verification"], row["quote"]
