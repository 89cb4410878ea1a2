"""CONTRIBUTING.md does what it says: its examples are carried out in a copy of the project, and what they print compared."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
PACKAGES = ("schemas", "claims", "warehouse", "flows", "reports", "desk")
TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
EXAMPLES = {title: body for title, body in SECTIONS.items() if "```sh\n" in body}
_BLOCK = re.compile(r"^```(diff|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project's packages, the weights as links; examples build on each other there.

    With what is compiled of it, which Python uses as long as its source is the same: else each command would compile all.
    """
    folder = tmp_path_factory.mktemp("contributing")
    for package in PACKAGES:
        shutil.copytree(PROJECT / package, folder / package, ignore=shutil.ignore_patterns("weights"))
    (folder / "claims/weights").symlink_to(PROJECT / "claims/weights", target_is_directory=True)
    (folder / "articles").mkdir()
    return folder


def shell(command: str, folder: Path) -> str:
    """Run a command as a reader would in the project's folder, with its Python; return all that it prints."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("FACTDESK_", "PREFECT_"))}
    environment = own | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(folder),
        "COLUMNS": "100",
    }
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def steps(block: str) -> list[tuple[str, str]]:
    """Return each command with what is to be printed; a command goes on to the end of its here-document."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        if ending := re.search(r"<<'(\w+)'$", command):
            document, _, printed = printed.partition(f"\n{ending[1]}\n")
            command = f"{command}\n{document}\n{ending[1]}\n"
        found.append((command, printed))
    return found


def agrees(told: str, printed: str) -> bool:
    """Tell whether what is printed is what is told, where "..." stands for anything."""
    pattern = ".*".join(re.escape(part) for part in told.strip().split("..."))
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


@pytest.mark.parametrize("title", EXAMPLES)
def test_an_example_does_what_it_says(title: str, copy: Path):
    """Changes apply to today's files, and commands print what stands below them."""
    for kind, block in _BLOCK.findall(EXAMPLES[title]):
        if kind == "diff":
            patch = copy / "change.diff"
            patch.write_text(block, encoding="utf-8")
            shell("git apply --unsafe-paths --recount -C1 change.diff 2>&1", copy)
            continue
        for command, told in steps(block):
            printed = shell(command, copy)
            assert agrees(told, printed), f"{command}\nprinted {printed!r}, not {told!r}"


def test_every_row_of_the_table_leads_to_an_example():
    """What the table offers is shown."""
    anchors = re.findall(r"\]\(#([\w-]+)\)", TEXT)
    shown = {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in EXAMPLES}
    assert len(anchors) >= 6
    assert set(anchors) == shown
