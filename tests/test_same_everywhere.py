"""What one process writes, every other one would write the same: nothing hangs on the order of the day in a set."""

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
SEEDS = ("0", "1", "2", "3")

# A set of words is hashed anew in every process, so the views of one would not be those of the next.
DEFINED = """
import json
from warehouse.store import open_warehouse
from warehouse.sqlfile import FOLDER, in_order_of_mention, read_folder
with open_warehouse() as warehouse:
    kept = warehouse.connection.execute("SELECT sha256 FROM applied_files WHERE file = 'definitions'").fetchall()
print(json.dumps([kept, [file.name for file in in_order_of_mention(read_folder(FOLDER / "views"))]]))
"""

# Twelve copies of one story, each as like to the others: which of them counts as the origin must not be drawn by lot.
PAIRED = """
import json
from claims.copies import pairs_within, sketch_of
story = " ".join(f"the harbour counted {n} boats that lay at pier {n % 7} when the storm came in" for n in range(12))
sketches = {f"article-{n}": sketch_of(story) for n in range(12)}
print(json.dumps(list(pairs_within(sketches))))
"""


def said_by(script: str, seed: str) -> str:
    """Return what a process of its own says under another order of sets."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


def test_processes_agree():
    """Under every order of sets the views have one order and one fingerprint, and copies meet in one order."""
    said = [said_by(DEFINED + PAIRED, seed).splitlines() for seed in SEEDS]
    assert said == [said[0]] * len(SEEDS)
    assert len(said[0]) == 2
    assert "[]" not in said[0]
