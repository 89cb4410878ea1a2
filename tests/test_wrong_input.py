"""What people hand in by mistake is told by name, rule and next step, and the other inputs are still read."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from flows.settings import Settings
from warehouse.ask import ask

CASES = Path(__file__).parent / "cases"
WRONG: list[dict[str, Any]] = tomllib.loads((CASES / "wrong_input.toml").read_text(encoding="utf-8"))["case"]
KNOWN_KEYS = {"what", "file", "folder", "address", "missing", "text", "hex", "bytes", "holds", "rule", "next_step"}


def make(case: dict[str, Any], folder: Path) -> str:
    """Make the wrong input of a case and return how it is named on the command line."""
    if "address" in case:
        return str(case["address"])
    if "folder" in case:
        for name in case["holds"]:
            (folder / case["folder"]).mkdir(exist_ok=True)
            (folder / case["folder"] / name).write_bytes(b"x")
        return str(case["folder"])
    path = folder / case["file"]
    if not case.get("missing"):
        content = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()
        path.write_bytes(content * (case.get("bytes", 0) // max(len(content), 1) + 1) if "bytes" in case else content)
    return path.name


@pytest.mark.parametrize("case", WRONG, ids=[case["what"] for case in WRONG])
def test_wrong_input_is_told_and_the_others_are_read(
    case: dict[str, Any], factdesk: Callable[..., Result], workplace: Path
):
    """One line names the input, the rule and the next step; the good article is printed; the status is 1."""
    assert set(case) <= KNOWN_KEYS, "unknown key in the case file"
    name = make(case, workplace)
    result = factdesk("check", "--format", "jsonl", name, CASES / "articles" / "ferry.txt")
    told = [line for line in result.stderr.splitlines() if line.startswith(f"factdesk: refused: {name}")]
    assert len(told) == 1, result.stderr
    assert case["rule"] in told[0]
    assert case["next_step"] in told[0]
    assert len(told[0]) < 300
    assert "62 people" in result.stdout
    assert result.exit_code == 1


def test_what_a_run_refuses_is_kept_once(run_plainly: Callable[..., None], workplace: Path):
    """Refused inputs become rejects that name input, rule and next step; met again, they stay one row each."""
    names: list[str | Path] = [make(case, workplace) for case in WRONG if "bytes" not in case]
    settings = Settings(workplace / "data")
    for _ in range(2):
        run_plainly([*names, CASES / "articles" / "ferry.txt"], settings)
    rejects = ask(settings.published, "SELECT row_json->>'name' AS name, rule FROM rejects WHERE table_name = 'inputs'")
    assert sorted(rejects["name"]) == sorted(names)
    runs = ask(
        settings.published, "SELECT articles_refused, articles_new, articles_unchanged FROM runs ORDER BY started_at"
    )
    assert runs.rows() == [(len(names), 1, 0), (len(names), 0, 1)]


def test_a_readable_article_without_claims_is_told(factdesk: Callable[..., Result]):
    """Silence would look like a fault, so zero claims are said aloud; it is no failure."""
    result = factdesk("check", CASES / "articles" / "quiet.txt")
    assert "quiet.txt: no claim found, though the article can be read" in result.stderr
    assert result.exit_code == 0
