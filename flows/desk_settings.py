"""How the desk's pages may be reached, and by whom: the `[desk]` table of the settings."""

from dataclasses import dataclass
from pathlib import Path

KEYS = (
    "host", "port", "users_file", "trusted_header", "trusted_proxies", "allowed_hosts", "session_hours",
    "publish_seconds",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """Where the desk listens, who is let in, and how soon reviews are published."""

    host: str = "127.0.0.1"
    port: int = 8410  # 0 takes a free one
    users_file: Path | None = None  # None: users.toml in the desk's folder of the data
    trusted_header: str | None = None  # in which a proxy names the user
    trusted_proxies: tuple[str, ...] = ()  # addresses or networks whose words on the user and the client are believed
    allowed_hosts: tuple[str, ...] = ()  # names under which the desk is asked, besides `host` and loopback
    session_hours: float = 12.0  # from signing in until one must do so again
    publish_seconds: float = 60.0  # from the last review until a snapshot with it is published
