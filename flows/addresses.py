"""Which addresses may be asked: public ones alone, judged at the very address that the connection then goes to.

`requests-hardened` resolves a name once, judges the address and connects to that address, so a name that changes its
address in between changes nothing. Here it gets a stricter judge, a time limit, and no use of proxies.
"""

import logging
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

from requests import PreparedRequest
from requests_hardened.ip_filter import InvalidIPAddress  # type: ignore[import-untyped]
from requests_hardened.ip_filter_adapter import IPFilterAdapter  # type: ignore[import-untyped]

from flows.deadlines import TIMED_POOLS

IPAddress = IPv4Address | IPv6Address

# Its refusals reach people as lines of our own.
logging.getLogger("requests_hardened").setLevel(logging.ERROR)

_SHARED = IPv4Network("100.64.0.0/10")
# Set apart by IANA for protocols and for relays, though some of it counts as public; clouds put services there.
_PROTOCOLS = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
# Public by their numbers, and yet answered inside a provider's network alone: what a machine there may do stands behind.
_METADATA = frozenset(map(IPv4Address, ("168.63.129.16", "192.80.8.124")))  # Azure's host; Equinix Metal's metadata
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")


def why_refused(address: IPAddress, *, allow_loopback: bool = False) -> str | None:
    """Return what keeps an address from being asked, such as "a private address"; None when it may be."""
    inner = _wrapped(address)
    if inner is not None:
        is_mapped = isinstance(address, IPv6Address) and address.ipv4_mapped is not None
        reason = why_refused(inner, allow_loopback=allow_loopback and is_mapped)
        return f"{reason} ({inner}) wrapped in IPv6" if reason else None
    if address.is_loopback:
        return None if allow_loopback else "a loopback address"
    for matches, words in (
        (address.is_unspecified, "an address that means this machine"),
        (address.is_link_local, "a link-local address, where clouds keep their metadata"),
        (address in _METADATA, "an address where a provider keeps its machines' metadata"),
        (isinstance(address, IPv4Address) and any(address in each for each in _PROTOCOLS), "a reserved address"),
        (address.is_multicast, "a multicast address"),
        (isinstance(address, IPv4Address) and address in _SHARED, "a provider's internal address"),
        (isinstance(address, IPv6Address) and address.is_site_local, "a private address"),
        (address.is_reserved, "a reserved address"),
        (address.is_private or not address.is_global, "a private address"),
    ):
        if matches:
            return words
    return None


def _wrapped(address: IPAddress) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 one stands for: mapped, compatible, 6to4, Teredo or NAT64."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 0xFFFF):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


class AddressRefused(InvalidIPAddress):  # type: ignore[misc]
    """The host stands at an address that may not be asked; `reason` says of which sort."""

    def __init__(self, address: IPAddress, reason: str) -> None:
        super().__init__(f"{address} is {reason}")
        self.address = address
        self.reason = reason


class CheckedAdapter(IPFilterAdapter):  # type: ignore[misc]
    """Resolves once, judges, and connects to the judged address; every answer has to be complete by the deadline."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools of connections, with those that know the deadline."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = TIMED_POOLS

    def build_connection_pool_key_attributes(
        self,
        request: PreparedRequest,
        verify: bool | str,  # noqa: FBT001 - its parent's
        cert: Any = None,
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return where to connect to; raises AddressRefused."""
        try:
            host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        except InvalidIPAddress as error:
            address = ip_address(str(error))
            raise AddressRefused(address, self._why_refused(address) or "a reserved address") from error
        address = ip_address(host["host"].strip("[]").partition("%")[0])
        if reason := self._why_refused(address):
            raise AddressRefused(address, reason)
        return host, pool

    def _why_refused(self, address: IPAddress) -> str | None:
        return why_refused(address, allow_loopback=self._allow_loopback)
