"""Where the digest goes and when: the table `[digest]` of the settings."""

from dataclasses import dataclass, field
from datetime import time


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """Addresses as apprise takes them, which hold secrets and are never shown, and the times of day (UTC) to send at.

    Without times, every run that finds something new is told of.
    """

    to: tuple[str, ...] = field(default=(), repr=False)
    at: tuple[time, ...] = ()
    link: str | None = None  # where the report can be read, if it is served anywhere


def read_time(words: str) -> time:
    """Return a time of day from "06:00". Raises ValueError."""
    if len(words) != len("06:00"):
        raise ValueError(words)
    return time.fromisoformat(words)
