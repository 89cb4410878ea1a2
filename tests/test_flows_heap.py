"""What was large and is free goes back to the system, where the C library can be told so."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
# Frees a large block often enough for glibc to learn from, then holds a small one behind a large one that is freed.
PROGRAM = """
import ctypes, sys
from flows.heap import return_large_blocks

if sys.argv[1] == "told" and not return_large_blocks():
    sys.exit(3)
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
size = 24 * 2**20
for _ in range(4):
    libc.free(libc.malloc(size))
kept = []
for _ in range(8):
    large = libc.malloc(size)
    ctypes.memset(large, 1, size)
    kept.append(libc.malloc(100_000))
    libc.free(large)
    kept.append(libc.malloc(size // 3))
    ctypes.memset(kept[-1], 1, 4096)
print(next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's heap is Linux's")
def test_room_of_large_blocks_is_given_back():
    """A process that sets it holds less of what it freed than one that does not."""
    held = {}
    for how in ("told", "untold"):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, how], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode == 3:
            pytest.skip("this C library cannot be told")
        assert done.returncode == 0, done.stderr
        held[how] = int(done.stdout)
    assert held["told"] < held["untold"]
