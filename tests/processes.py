"""Which processes live, and what they were started with: asked of the kernel, as nobody else knows after a kill."""

from pathlib import Path


def processes_of(folder: Path) -> list[int]:
    """Return every living process whose environment names the folder."""
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and _names(each, folder)]


def _names(process: Path, folder: Path) -> bool:
    try:
        state = (process / "stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z" and str(folder).encode() in (process / "environ").read_bytes()
    except OSError:
        return False


def is_gone(pid: int) -> bool:
    """Tell whether a process has ended; one that nobody has waited for counts as ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def environment_of(pid: int) -> dict[str, str]:
    """Return what a process was started with."""
    named = Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace").split("\0")
    return dict(each.partition("=")[::2] for each in named if "=" in each)


def command_of(pid: int) -> str:
    """Return the command line of a process; nothing of one that is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
    except OSError:
        return ""


def listening_places(pid: int) -> list[str]:
    """Return where a process listens, as the kernel writes it: address and port in hexadecimal digits."""
    sockets = {link.readlink().name for link in Path(f"/proc/{pid}/fd").iterdir() if link.is_symlink()}
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return [line[1] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in sockets]
