"""Large blocks go back to the system when they are free, so that a run's memory does not creep up with its length.

Left to itself, glibc raises the size from which it does so with each large block that is freed, up to 32 MB. The
encoder's blocks then end up in the heap, where small ones that stay keep the room of large ones that went.
"""

import ctypes
import sys

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # glibc's names for what is set, of malloc.h
LARGE_BYTES = 16 * 2**20  # smaller ones would cost more in page faults than they give back
SPARE_BYTES = 32 * 2**20


def return_large_blocks() -> bool:
    """Set it for this process; return whether its C library knows how, which on others than Linux's usual one is no."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False
    return bool(mallopt(_MMAP_THRESHOLD, LARGE_BYTES)) and bool(mallopt(_TRIM_THRESHOLD, SPARE_BYTES))
