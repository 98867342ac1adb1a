"""Whom an address stands for, where something is counted by address."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request


def address_of(request: Request) -> str:
    """From which it came; "" where that is not known."""
    return request.client.host if request.client else ""


def subscriber(address: str) -> str:
    """The address itself; of IPv6 the network of 64 bits, which is one household's: it could take another address for each try.

    An IPv4 address in IPv6's notation (RFC 4291, section 2.5.5.2) is that IPv4 address: all of them are in one such network.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return address
