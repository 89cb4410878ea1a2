"""Registers of one's own: what names their thing, what cannot be asked, and which of several is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from flows.at_home import register_fault
from flows.source_settings import Register
from flows.verify import ask_what_is_due
from tests.test_verify import rows, settings_of, with_another

NAMED = "Damage from the fire at the Dunmere paper mill came to £5.2 million, the owner said."
NAMELESS = "The owner said that damage came to £5.2 million, and that 300 workers lost their jobs."
TOLD = "SELECT quote, outcome, says FROM claim_evidence WHERE source = 'own_register' ORDER BY claim_id"


@pytest.fixture
def mills(tmp_path: Path) -> Register:
    """A register of damage to mills."""
    file = tmp_path / "mills.csv"
    file.write_text("mill,damage,day\nDunmere paper mill,5200000,2025-10-28\n", encoding="utf-8")
    return Register("Insurers", file, "mill", "damage", unit="GBP", date="day")


def test_a_thread_is_asked_by_all_of_its_mentions(tmp_path: Path, mills: Register) -> None:
    """Though its most pressing claim names no mill, another article's sentence on the same sum does."""
    settings = settings_of(tmp_path, None, registers=(mills,))
    with_another(settings, NAMELESS, "a")
    with_another(settings, NAMED, "b")
    from flows.tasks import opener_of  # noqa: PLC0415

    with opener_of(settings)() as warehouse:
        warehouse.connection.execute(
            "INSERT INTO thread_claims BY NAME SELECT repeat('0', 16) AS thread_id, claim_id, 1.0 AS score, 'hand' AS linked_by,"
            " 'r' AS run_id FROM claims WHERE quote = '£5.2 million' AND claim_id NOT IN (SELECT claim_id FROM thread_claims)"
        )

    ask_what_is_due(settings, only=["own_register"])

    told = [row for row in rows(settings, TOLD) if row["quote"] == "£5.2 million"]
    assert [row["outcome"] for row in told] == ["supports", "supports"], told


def test_where_no_register_has_a_row_all_are_named(tmp_path: Path, mills: Register) -> None:
    """Whoever reads that there is no row learns where it was looked for."""
    file = tmp_path / "ports.csv"
    file.write_text("port,ships\nTarn Quay,1208\n", encoding="utf-8")
    registers = (mills, Register("Harbour master", file, "port", "ships"))
    settings = with_another(settings_of(tmp_path, None, registers=registers), "The flood killed 12 people in Osk.", "a")

    ask_what_is_due(settings, only=["own_register"])

    assert {row["says"] for row in rows(settings, TOLD)} == {"No row of Insurers and Harbour master is on this."}


@pytest.mark.parametrize(
    ("thing", "file", "said"),
    [
        ("mil", "mills.csv", "it has no column mil, only mill, damage, day"),
        ("mill", "gone.csv", "there is no such file"),
    ],
)
def test_a_broken_register_is_told_before_anything_is_asked(
    thing: str, file: str, said: str, tmp_path: Path, mills: Register, factdesk: Callable[..., Result], workplace: Path
) -> None:
    """By `doctor`, and by `verify` whatever is due, which then does not say that all is well."""
    broken = Register("Insurers", mills.file.with_name(file), thing, "damage")
    assert said in str(register_fault(broken))
    assert register_fault(mills) is None

    lines = f'[[register]]\nname = "Insurers"\nfile = "{broken.file}"\nthing = "{thing}"\nvalue = "damage"\n'
    (workplace / "factdesk.toml").write_text(f'data_folder = "{tmp_path / "data"}"\n{lines}', encoding="utf-8")
    with_another(settings_of(tmp_path / "data", None), "The flood was bad.", "a")
    verified = factdesk("verify")
    assert said in verified.stderr
    assert "Nothing is due" not in verified.output
    assert verified.exit_code == 1
    assert said in factdesk("doctor").output
