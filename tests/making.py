"""What is made once for a whole run of the tests, though its workers are processes: the first that asks for it makes it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.locks import lock

WAIT_SECONDS = 600.0


def made_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder of this worker's own with what `make` makes in one, which is called once for all workers.

    What cannot be made fails in each worker that asks for it.
    """
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    made, done = shared / f"made-{name}" / "data", shared / f"made-{name}.done"
    with lock(shared / f"made-{name}.lock", wait_seconds=WAIT_SECONDS) as is_ours:
        assert is_ours, f"another worker makes {name} for over {WAIT_SECONDS:g} s"
        if not done.exists():
            shutil.rmtree(made.parent, ignore_errors=True)
            made.parent.mkdir()
            make(made)
            done.touch()
    return shutil.copytree(made, factory.mktemp(name) / "data", symlinks=True)
