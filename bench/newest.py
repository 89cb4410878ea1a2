"""What newer versions there are of what factdesk is made of, and whether it works with them; it reports and fails nothing.

    python -m bench.newest [--try]

Prints which locked packages have a newer version within the bounds of pyproject.toml, and which direct ones beyond them.
With --try the newest within the bounds are installed into build/newest and the tests of the core run there.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PLACE = PROJECT / "build" / "newest"
TESTS = (
    "tests/warehouse",
    "tests/test_find.py",
    "tests/test_run_again.py",
    "tests/test_read.py",
    "tests/web/test_feeds.py",
)
UV = (sys.executable, "-m", "uv")
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_NAME = re.compile(r"^[A-Za-z0-9._-]+(?:\[[^\]]*\])?")


def main() -> int:
    """Print the report; the exit status is 0 whatever it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--try", dest="tries", action="store_true")
    asked = parser.parse_args()
    declared = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    locked = versions_of((PROJECT / "requirements.lock").read_text(encoding="utf-8"))
    resolved = _resolved(declared)
    within, beyond = versions_of(resolved), versions_of(_resolved([named(each) for each in declared]))
    _tell("Newer within the bounds", newer(locked, within), within)
    direct = {named(each).partition("[")[0].lower().replace("_", "-") for each in declared}
    outside = {name: pair for name, pair in newer(within or locked, beyond).items() if name in direct}
    _tell("Newer beyond the bounds, of what pyproject.toml names", outside, beyond)
    if asked.tries and resolved:
        print(f"\nWith the newest within the bounds: {_try(resolved)}")
    return 0


def named(requirement: str) -> str:
    """Return a requirement without its bounds."""
    found = _NAME.match(requirement)
    return found[0] if found else requirement


def newer(was: dict[str, str], now: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return what has another version now, with both."""
    return {name: (was[name], version) for name, version in sorted(now.items()) if was.get(name, version) != version}


def versions_of(text: str) -> dict[str, str]:
    """Return what a lock, or a resolver, pins: versions by names."""
    return {name.lower().replace("_", "-"): version for name, version in _PINNED.findall(text)}


def _resolved(requirements: Sequence[str]) -> str:
    """Return the newest versions that fit together, with what each is for; nothing, told aloud, where there are none."""
    with tempfile.TemporaryDirectory() as folder:
        asked = Path(folder) / "asked.in"
        asked.write_text("\n".join(requirements), encoding="utf-8")
        command = [
            *UV,
            "pip",
            "compile",
            str(asked),
            "--universal",
            "--python-version",
            "3.11",
            "--quiet",
            "--no-header",
            "--no-annotate",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        print(f"The newest versions do not fit together: {done.stderr.strip().splitlines()[-1:]}")
        return ""
    return done.stdout


def _tell(title: str, found: dict[str, tuple[str, str]], resolved: dict[str, str]) -> None:
    print(f"\n{title}: {len(found) if resolved else 'not known'}")
    for name, (was, now) in found.items():
        print(f"  {name}: {was} -> {now}")


def _try(resolved: str) -> str:
    """Install what was resolved and run the tests of the core; return how it went."""
    wanted = PLACE.with_suffix(".txt")
    wanted.parent.mkdir(parents=True, exist_ok=True)
    wanted.write_text(resolved, encoding="utf-8")
    python = PLACE / "bin" / "python"
    steps = (
        [*UV, "venv", "--quiet", "--clear", str(PLACE)],
        [*UV, "pip", "install", "--quiet", "--python", str(python), "-r", str(wanted), "pytest", "hypothesis", "."],
        [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True, check=False, cwd=PROJECT, timeout=1_800)
        if done.returncode:
            return f"FAILED at {' '.join(step[:4])} ...\n{(done.stdout + done.stderr)[-2_000:]}"
    return done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
