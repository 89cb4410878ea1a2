"""Benches on a processor that has AVX2 and nothing wider: the copy of a library is told so, and of nothing else otherwise."""

import platform
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.plain import make_plain

ROOT = Path(__file__).parents[1]
ASKING = """
#include <cpuid.h>
unsigned ask(unsigned leaf, unsigned part) {
    unsigned told[4] = {0};
    __cpuid_count(leaf, 0, told[0], told[1], told[2], told[3]);
    return told[part];
}
"""
ASKED = """
import ctypes, sys
answers, library = (ctypes.CDLL(path) for path in sys.argv[1:3])
told = [library.ask(leaf, part) & 0xFFFFFFFF for leaf, part in ((7, 1), (7, 2), (7, 3), (1, 2))]
print(*told, answers.plain_asked())
"""
AVX2, WIDER, VNNI, AMX = 1 << 5, 1 << 16 | 1 << 17 | 1 << 30 | 1 << 31, 1 << 11, 1 << 24 | 1 << 25

pytestmark = pytest.mark.skipif(
    platform.system() != "Linux"
    or platform.machine() != "x86_64"
    or not (shutil.which("cc") and shutil.which("objdump")),
    reason="needs Linux on x86-64, a C compiler and objdump",
)


def build(source: Path, library: Path) -> Path:
    """Compile a library."""
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", library, source], check=True)
    return library


def asked(answers: Path, library: Path) -> list[int]:
    """Return what a library was told of leaf 7 (three registers) and of leaf 1, and how often it was answered for."""
    run = subprocess.run([sys.executable, "-c", ASKED, answers, library], capture_output=True, text=True, check=True)
    return [int(word) for word in run.stdout.split()]


def test_a_plain_copy_is_told_of_avx2_and_of_nothing_wider(tmp_path: Path) -> None:
    """What the real processor has beside AVX-512, its VNNI and AMX is told as it is."""
    (tmp_path / "asking.c").write_text(ASKING, encoding="utf-8")
    answers = build(ROOT / "bench" / "plain.c", tmp_path / "answers.so")
    real = build(tmp_path / "asking.c", tmp_path / "real.so")
    plain = Path(shutil.copy(real, tmp_path / "plain.so"))
    make_plain(plain)

    b, c, d, first, _ = asked(answers, real)
    plain_b, plain_c, plain_d, plain_first, answered = asked(answers, plain)

    assert answered == 4
    assert not plain_b & WIDER
    assert not plain_c & VNNI
    assert not plain_d & AMX
    assert (plain_b & AVX2, plain_first) == (b & AVX2, first)
    assert (plain_b | b, plain_c | c, plain_d | d) == (b, c, d)


def test_a_library_that_never_asks_is_refused(tmp_path: Path) -> None:
    """Its figures would be those of the real processor."""
    (tmp_path / "deaf.c").write_text("int one(void) { return 1; }", encoding="utf-8")
    library = build(tmp_path / "deaf.c", tmp_path / "deaf.so")

    with pytest.raises(SystemExit, match=r"found no cpuid in deaf\.so"):
        make_plain(library)
