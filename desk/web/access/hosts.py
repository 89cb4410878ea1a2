"""Names and addresses: for which hosts the desk answers, and what it believes of the proxies in front of it."""

import ipaddress
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.desk_settings import DeskSettings

_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_LOOPBACK_NAMES = {"localhost", "127.0.0.1", "::1"}
_ANY = {"0.0.0.0", "::"}  # noqa: S104 - told apart, not listened on

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_loopback(host: str) -> bool:
    """Tell whether a host to listen on is this machine alone."""
    if host.lower() == "localhost":
        return True
    address = parse_address(host)
    return address is not None and address.is_loopback


def parse_address(text: str) -> Address | None:
    """Return the address of a text; an IPv4 address that is wrapped in an IPv6 one is unwrapped."""
    try:
        address = ipaddress.ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def known_hosts(settings: DeskSettings) -> frozenset[str]:
    """Return every name under which the desk may be asked."""
    own = set() if settings.host in _ANY else {settings.host}
    return frozenset(each.lower().strip("[]") for each in _LOOPBACK_NAMES | own | set(settings.allowed_hosts))


def name_of_host(header: str) -> str | None:
    """Return the name in a Host header, without port and brackets; None if it is not one."""
    match = _HOST.fullmatch(header)
    return match["name"].strip("[]").lower() if match else None


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that are believed."""

    networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Proxies":
        """Return the proxies of the settings."""
        return cls(tuple(ipaddress.ip_network(each, strict=False) for each in texts))

    def has(self, address: str) -> bool:
        """Tell whether an address is one of them."""
        parsed = parse_address(address)
        return parsed is not None and any(parsed in network for network in self.networks)

    def client_behind(self, peer: str, forwarded_for: Sequence[str]) -> str:
        """Return the nearest address in X-Forwarded-For that no proxy of ours has; what is left of it may be invented."""
        listed = [each for line in forwarded_for for each in line.split(",")]
        for each in reversed(listed):
            address = parse_address(each)
            if address is None:
                return peer
            if not self.has(str(address)):
                return str(address)
        return peer
