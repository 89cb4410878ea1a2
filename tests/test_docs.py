"""What the documents promise is there: commands, targets, files, questions; generated pages are current."""

import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
import yaml
from packaging.requirements import Requirement
from typer.testing import Result

from desk.cli import app
from desk.manual import manual
from flows.settings import Settings
from warehouse.ask import ask

PROJECT = Path(__file__).parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")
BLOCKS = "\n".join(re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL))
COMMANDS = [line.partition("  #")[0].strip() for line in BLOCKS.splitlines() if line.strip()]
FACTDESK = [command for command in COMMANDS if command.startswith("factdesk ")]
QUESTIONS = re.findall(r'sql(?:\$\(INTO\))? \\?"(.+?)\\?"', BLOCKS + MAKEFILE)


@pytest.mark.parametrize("command", FACTDESK)
def test_every_command_of_the_readme_parses(command: str, monkeypatch: pytest.MonkeyPatch):
    """Name, options and arguments are ones that the command line knows; files that it names are there."""
    monkeypatch.chdir(PROJECT)
    _program, name, *arguments = shlex.split(command)
    parsed = typer.main.get_group(app).commands[name].make_context(name, list(arguments))
    for each in parsed.params.get("inputs") or ():
        assert Path(each).exists()


def test_every_target_of_the_readme_is_in_the_makefile():
    """`make x` in the README is a target."""
    targets = set(re.findall(r"^([\w-]+):", MAKEFILE, flags=re.MULTILINE))
    named = set(re.findall(r"`?make ([\w-]+)", README))
    assert named
    assert named <= targets
    listed = re.findall(r'echo "make ([\w|-]+)', MAKEFILE)
    assert {name for each in listed for name in each.split("|")} <= targets


def test_every_command_is_in_the_readme():
    """A command that nobody is told of does not exist for people."""
    for name in typer.main.get_group(app).commands:
        assert f"factdesk {name}" in README


def test_every_question_is_answered(published_once: Path):
    """The SELECTs of the README and of `make demo` run, and find something."""
    assert len(QUESTIONS) >= 5
    for question in QUESTIONS:
        rows = ask(published_once / "warehouse" / "factdesk.duckdb", question)
        assert rows.height or "abduct" in question or "figure_drift" in question, question


def test_the_story_of_the_examples_is_one_with_figures_that_differ(
    run_plainly: Callable[..., None], tmp_path: Path
) -> None:
    """What the README shows of one figure at several outlets has rows."""
    settings = Settings(tmp_path / "data")
    run_plainly([PROJECT / "examples" / "bridge"], settings)
    told = ask(settings.published, "SELECT lowest, highest, outlets, sources FROM figure_drift ORDER BY lowest").rows()

    assert told == [(8.0, 9.0, 3, 2), (72.0, 85.0, 3, 2), (2.4e6, 4.2e6, 3, 2)]


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)|`((?:docs|examples)/[\w./-]+)`", README))
def test_every_file_that_the_readme_names_is_there(link: tuple[str, str]):
    """No dead links."""
    assert (PROJECT / (link[0] or link[1])).exists()


def test_what_the_threat_model_names_is_there():
    """Tests, benches and pages: a promise that names what tries it names something."""
    page = (PROJECT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:tests|flows|bench)/[\w/.-]+)`|\]\(([\w-]+\.md)\)|`python -m (bench\.\w+)`", page)
    assert len(named) >= 8
    for file, beside, module in named:
        path = (
            PROJECT / file
            if file
            else PROJECT / "docs" / beside
            if beside
            else PROJECT / f"{module.replace('.', '/')}.py"
        )
        assert path.exists(), path


def test_the_page_of_the_command_line_is_current():
    """`make docs` writes it from the commands' own help."""
    assert (PROJECT / "docs" / "cli.md").read_text(encoding="utf-8") == manual()


def test_prefect_yaml_names_the_flow_with_its_parameters():
    """The deployment for people's own Prefect points to what is there."""
    deployments = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    for deployment in deployments:
        file, _, flow = deployment["entrypoint"].partition(":")
        source = (PROJECT / file).read_text(encoding="utf-8")
        [declared] = re.findall(rf"^def {flow}\((.*?)\)", source, flags=re.MULTILINE | re.DOTALL)
        assert set(deployment["parameters"]) == set(re.findall(r"(\w+):", declared))


def test_no_file_names_a_machine_or_its_registry():
    """What is committed speaks of the project alone."""
    for name in (
        "README.md",
        "CHANGELOG.md",
        "Makefile",
        "prefect.yaml",
        "requirements.lock",
        ".ci/run",
        "docs/cli.md",
    ):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert not re.search(r"/(home|root|work|Users)/|--index-url|--extra-index-url|--find-links", text), name


def test_the_demo_goes_into_another_folder() -> None:
    """`make demo DATA=elsewhere` hands the folder to each command, where the command takes it."""
    told = subprocess.run(
        ["make", "-n", "demo", "DATA=elsewhere"], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert "factdesk run --flow examples --data elsewhere" in told.stdout
    assert told.stdout.count("factdesk sql --data elsewhere") == 3


def test_the_sample_output_is_what_is_printed(factdesk: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    """The README shows the first lines of a real answer."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(PROJECT)
    [(command, shown)] = re.findall(r"```\n\$ factdesk (check .*?)\n(.*?)\n\.\.\.\n```", README, flags=re.DOTALL)

    assert factdesk(*command.split()).stdout.startswith(shown)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_new_environment_can_build_the_package(lock: str):
    """What builds the package is in each lock, as new as `pyproject.toml` wants it: an environment brings an older one."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = dict(re.findall(r"^([\w.-]+)==(\S+)", (PROJECT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE))
    for each in map(Requirement, project["build-system"]["requires"]):
        assert each.name in locked
        assert each.specifier.contains(locked[each.name])
