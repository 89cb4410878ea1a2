"""Runs a bench as on a processor that has AVX2 and nothing wider (no AVX-512, VNNI, AMX): what most people have.

    python -m bench.plain bench.encoder --in ARTICLES.jsonl

The encoder's runtime has no switch for this: it asks the processor, once, and takes its widest kernels. So a copy of its
library is made in a temporary folder in which the instructions that ask are answered by `bench/plain.c`; the kernels it
then takes are those of such a processor, at their real cost. numpy, its BLAS and the C library have switches, which are
set. Needs Linux on x86-64, and cc and objdump.
"""

import ctypes
import os
import re
import runpy
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

_MARK = "FACTDESK_BENCH_PLAIN"
_ASKS, _UNKNOWN = b"\x0f\xa2", b"\x0f\x04"  # cpuid, and two bytes that no processor knows
_C_LIBRARY = ("AVX512F", "AVX512VL", "AVX512BW", "AVX512CD", "AVX512DQ")


def main() -> None:
    """Begin anew with the switches set, or run the module that is named."""
    if len(sys.argv) < 2:
        sys.exit(str(__doc__))
    if _MARK not in os.environ:
        sys.exit(begin_anew(sys.argv[1:]))
    asked = take_plain_runtime(Path(os.environ.pop(_MARK)))
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    if "onnxruntime" in sys.modules and not asked():
        sys.exit("bench.plain: the runtime never asked what the processor has; these figures are not of a plain one")


def begin_anew(command: list[str]) -> int:
    """Run this module in another process, with the switches that are read when one begins; return how it ended."""
    with tempfile.TemporaryDirectory(prefix="factdesk-plain-") as folder:
        switches = {
            _MARK: folder,
            "NPY_DISABLE_CPU_FEATURES": " ".join(_wider_of_numpy()),
            "OPENBLAS_CORETYPE": "Haswell",
            "GLIBC_TUNABLES": "glibc.cpu.hwcaps=" + ",".join(f"-{name}" for name in _C_LIBRARY),
        }
        done = subprocess.run([sys.executable, "-m", "bench.plain", *command], env=os.environ | switches, check=False)
    return done.returncode


def _wider_of_numpy() -> list[str]:
    """Return the features that this numpy may be told to leave: it complains of those that it does not know."""
    code = "from numpy._core._multiarray_umath import __cpu_dispatch__ as d; print(*d)"
    known = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return [name for name in known if name.startswith("AVX512") or name == "X86_V4"]


def take_plain_runtime(folder: Path) -> "ctypes._NamedFuncPointer":
    """Let imports find a copy of the runtime that is told of AVX2 at most; return what counts how often it asked."""
    spec = find_spec("onnxruntime")
    if spec is None or spec.origin is None:
        sys.exit("bench.plain: onnxruntime is not installed")
    shutil.copytree(
        Path(spec.origin).parent, folder / "onnxruntime", ignore=shutil.ignore_patterns("libonnxruntime.so*")
    )
    for library in (folder / "onnxruntime" / "capi").glob("onnxruntime_pybind11_state*.so"):
        make_plain(library)
    answers = folder / "plain.so"
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", answers, Path(__file__).with_suffix(".c")], check=True)
    sys.path.insert(0, str(folder))
    return ctypes.CDLL(str(answers)).plain_asked


def make_plain(library: Path) -> None:
    """Replace, in the file, the instructions by which a library asks what the processor has."""
    listing = subprocess.Popen(["objdump", "-d", "--no-show-raw-insn", str(library)], stdout=subprocess.PIPE, text=True)
    assert listing.stdout is not None
    places = [int(found[1], 16) for line in listing.stdout if (found := re.match(r"\s*(\w+):\tcpuid", line))]
    if listing.wait() or not places:
        sys.exit(f"bench.plain: found no cpuid in {library.name}")
    shifts = _shifts_of(library)
    code = bytearray(library.read_bytes())
    for place in places:
        at = place - next(shift for start, end, shift in shifts if start <= place < end)
        if code[at : at + 2] != _ASKS:
            sys.exit(f"bench.plain: {library.name} is not laid out as objdump tells")
        code[at : at + 2] = _UNKNOWN
    library.write_bytes(code)


def _shifts_of(library: Path) -> list[tuple[int, int, int]]:
    """Return of each section its first and last address, and how far addresses lie behind places in the file."""
    told = subprocess.run(["objdump", "-h", "-w", str(library)], capture_output=True, text=True, check=True).stdout
    rows = re.findall(r"^\s*\d+ \S+\s+(\w+)\s+(\w+)\s+\w+\s+(\w+)\s", told, re.MULTILINE)
    return [(int(at, 16), int(at, 16) + int(size, 16), int(at, 16) - int(place, 16)) for size, at, place in rows]


if __name__ == "__main__":
    main()
