"""Which addresses are public: everything outside the networks of `knowledge/closed_networks.yaml`."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from marsad.knowledge import load


def closed(address: str) -> str | None:
    """Why an address is not public, as "127.0.0.0/8, loopback (RFC 1122)"; `None` for a public one.

    A zone ("fe80::1%eth0") is cut off; what is no address at all is not public either.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return "no address"
    return next((f"{network}, {why}" for network, why in _closed()[found.version] if found in network), None)


def loopback(address: str) -> bool:
    """Whether an address is this machine itself."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    return found.is_loopback


@cache
def _closed() -> dict[int, list[tuple[IPv4Network | IPv6Network, str]]]:
    listed = load("closed_networks")
    return {v: [(ip_network(row["net"]), row["why"]) for row in listed[f"ipv{v}"]] for v in (4, 6)}
