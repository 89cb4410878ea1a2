"""Bounds: on the size of a request, and on how fast passwords can be guessed."""

import ipaddress
import threading
import unicodedata
from collections import OrderedDict
from dataclasses import dataclass

MOST_BODY_BYTES = 1_000_000
MOST_FIELDS = 1_000
MOST_HEADER_BYTES = 16_384
MOST_HEADERS = 100
MOST_ADDRESS_BYTES = 8_192
HEADER_SECONDS = 15.0  # for the next request to come, to its last header
BODY_SECONDS = 30.0  # for the whole body to arrive
CLIENT_SECONDS = 60.0  # for what was answered to be taken
MOST_CONNECTIONS = 200
ACCEPTED_AT_ONCE = 64  # each has its file before it can be told that there are too many


@dataclass(frozen=True, slots=True)
class Wait:
    """How many failures are free, and how the wait grows after them: doubled with each, from one second."""

    free: int
    most_seconds: float


# A name's wait stays short enough that a stranger cannot keep its owner out; an address's grows.
OF_NAME = Wait(free=5, most_seconds=120.0)
OF_ADDRESS = Wait(free=20, most_seconds=3600.0)
_FORGOTTEN_SECONDS = 24 * 3600.0
_MOST_KEPT = 20_000


@dataclass(slots=True)
class _Failures:
    """Failures in a row of one name or address; `until` is when the next try may come."""

    count: int = 0
    last_at: float = 0.0
    until: float = 0.0


class LoginLimits:
    """Lets nobody guess fast. Names that nobody has are counted as all others. Safe for threads, bounded in memory."""

    def __init__(self) -> None:
        """Begin with no failures known."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], _Failures] = OrderedDict()

    def begin(self, name: str, address: str, now: float) -> float:
        """Count a try as failed until `succeeded` says otherwise; return the seconds to wait, 0 if it may go on.

        A try that must wait is not counted, so that waiting comes to an end.
        """
        with self._lock:
            keys = _keys(name, address)
            seconds = max(self._seconds(key, now) for key in keys)
            if seconds <= 0:
                for key, wait in zip(keys, (OF_NAME, OF_ADDRESS), strict=True):
                    self._count(key, wait, now)
            return max(seconds, 0.0)

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of the name, and this one try of the address; its others stay."""
        of_name, of_address = _keys(name, address)
        with self._lock:
            self._kept.pop(of_name, None)
            if (failures := self._kept.get(of_address)) is not None:
                failures.count = max(failures.count - 1, 0)
                failures.until = 0.0

    def _seconds(self, key: tuple[str, str], now: float) -> float:
        failures = self._kept.get(key)
        return failures.until - now if failures else 0.0

    def _count(self, key: tuple[str, str], wait: Wait, now: float) -> None:
        failures = self._kept.pop(key, None)
        if failures is None or now - failures.last_at > _FORGOTTEN_SECONDS:
            failures = _Failures()
        failures.count += 1
        failures.last_at = now
        beyond = failures.count - wait.free
        failures.until = now + min(2.0 ** min(beyond, 30), wait.most_seconds) if beyond >= 0 else 0.0
        self._kept[key] = failures
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)


def _keys(name: str, address: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("name", unicodedata.normalize("NFC", name[:256].strip()).casefold()[:64]), ("address", _network_of(address))


def _network_of(address: str) -> str:
    """Return what one guesser has: an IPv4 address, or a whole IPv6 network of 64 bits."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
