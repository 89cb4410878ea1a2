"""How far factdesk goes on the web: what it waits, reads and asks at most, and the feeds that it watches."""

from dataclasses import dataclass, field

from claims.budget import Bounds
from flows.watch import Cost

VERSION = "0.1"
ROBOT = "factdesk"  # the name that robots.txt may speak to


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed or sitemap that is watched; `outlet` and `language` hold for its pages (language where a page has none)."""

    url: str
    outlet: str | None = None
    language: str | None = None

    @property
    def as_input(self) -> str:
        """How the feed is named among inputs."""
        return f"feed:{self.url}"


@dataclass(frozen=True, slots=True)
class Budget:
    """What one article may take, and how much it may be; beyond either it is refused by name."""

    cost: Cost = field(default_factory=Cost)
    bounds: Bounds = field(default_factory=Bounds)


ROOMY = Budget()


@dataclass(frozen=True, slots=True)
class WebLimits:
    """Bounds on every request; the defaults are polite, and none of them may be left out."""

    timeout_seconds: float = 60.0  # for one page with all its redirects, retries and their waits
    connect_seconds: float = 10.0
    silence_seconds: float = 20.0  # between two pieces of an answer
    delay_seconds: float = 1.0  # between two requests to one host; robots.txt may ask for more
    most_bytes: int = 10_000_000  # of one answer, unpacked
    most_pages: int = 1_000  # of one feed or sitemap in one run
    most_hosts: int = 32  # asked at once, each by one request at a time
    site_seconds: float = 1_200.0  # that one host may take of a run; the rest of its pages come with the next
    run_seconds: float = 3_600.0  # that all of them may take of a run, reading included
    most_redirects: int = 5
    tries: int = 3
    retry_pause_seconds: float = 0.5  # doubled with each try
    allow_loopback: bool = False  # this machine itself; private networks stay refused


def user_agent(contact: str | None) -> str:
    """Return the name under which every request is made, with how to reach the operator."""
    return f"{ROBOT}/{VERSION}" + (f" (+{contact})" if contact else "")
