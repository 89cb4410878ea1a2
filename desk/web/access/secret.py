"""The key that signs sessions: made once, kept in a private file, and one key for each use."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from desk.web.access.private_files import Exposed, make_once, read_private

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Secret:
    """The key of a desk; its text never shows in a log or a traceback."""

    key: bytes = field(repr=False)

    def key_for(self, use: str) -> bytes:
        """Return a key for one use, from which no other can be told."""
        return hmac.new(self.key, use.encode(), hashlib.sha256).digest()

    @property
    def mark(self) -> str:
        """A short name by which desks on one host keep their cookies apart."""
        return self.key_for("mark").hex()[:8]


def open_secret(file: Path) -> Secret:
    """Return the desk's key, made now if there is none. Raises `Exposed`."""
    make_once(file, secrets.token_hex(_BYTES).encode())
    text = read_private(file).strip()
    try:
        key = bytes.fromhex(text.decode())
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise Exposed(f"{file}: is not a key of factdesk; remove it, and everybody signs in again")
    return Secret(key)
