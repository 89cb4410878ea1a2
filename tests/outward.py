"""Whatever a program does to reach another machine is refused and written down, that of native code as well.

A hook in Python would not see native code, and a namespace without a network would refuse it unseen. So a small library
is compiled and preloaded, which a machine with a C compiler can do without any rights; without one the tests that ask
what was attempted are skipped, and say so.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent / "outward.c"


@dataclass(frozen=True)
class Outward:
    """What to start programs with, and what they then attempted."""

    folder: Path
    library: Path | None

    @property
    def home(self) -> Path:
        """The home folder of the programs: empty before them."""
        return self.folder / "home"

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which a program is watched."""
        watched = {"LD_PRELOAD": str(self.library), "OUTWARD_LOG": str(self.folder / "log")} if self.library else {}
        return watched | {"HOME": str(self.home)}

    def attempts(self) -> list[str]:
        """Return a line for each attempt so far; skips the test where nothing could be watched."""
        if not self.library:
            pytest.skip("no C compiler is here to make the library that watches native code")
        log = self.folder / "log"
        return log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []


def watch_outward(folder: Path) -> Outward:
    """Compile the library, where there is a compiler."""
    (folder / "home").mkdir()
    compiler, library = shutil.which("cc") or shutil.which("gcc"), folder / "outward.so"
    if not compiler:
        return Outward(folder, None)
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return Outward(folder, library)
