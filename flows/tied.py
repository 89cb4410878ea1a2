"""`python -m flows.tied MODULE ARGUMENT...`: run a module that must not outlive the process that started it.

Whoever starts it holds the other end of its standard input. When that end closes, by whatever death, the whole process
group goes too: a killed `factdesk up` leaves nothing behind.
"""

import os
import runpy
import signal
import sys
import threading


def _end_with_parent() -> None:
    """Wait until the parent's end of standard input closes, then end this process group."""
    while os.read(0, 1024):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)


def main() -> None:
    """Tie this process group to its parent, then become the module."""
    if os.getpgrp() != os.getpid():
        os.setsid()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
