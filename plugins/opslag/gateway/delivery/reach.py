"""Whom the gateway may speak to: anybody on the public internet in TLS; others, and in the clear, whom the operator names."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from opslag.errors import OpslagError
from opslag.frozen import frozen

ALLOW = "OPSLAG_DELIVERY_ALLOW"
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
_HOST = re.compile(r"[A-Za-z0-9_.-]+", re.ASCII)
_NAT64 = ip_network("64:ff9b::/96")
"""Addresses of IPv4 in IPv6 (RFC 6052)."""


class OutOfReachError(Exception):
    """An address that may not be spoken to; the message says why, to the operator."""


@frozen
class Reach:
    """What ``OPSLAG_DELIVERY_ALLOW`` says. A port of None is every port."""

    hosts: frozenset[tuple[str, int | None]] = frozenset()
    networks: tuple[tuple[Network, int | None], ...] = ()

    def names(self, host: str, port: int, address: Address | None = None) -> bool:
        """Whether the operator has named this host, or a network that this address is in."""
        if {(host.lower(), port), (host.lower(), None)} & self.hosts:
            return True
        found = address or _literal(host)
        return found is not None and any(found in network and wanted in (None, port) for network, wanted in self.networks)

    async def addresses(self, host: str, port: int) -> list[str]:
        """The addresses to try, looked up now, so that what was judged is spoken to. Raises OutOfReachError, OSError."""
        found = [ip_address(text) for text in await _resolved(host, port)]
        allowed = [address for address in found if is_public(address) or self.names(host, port, address)]
        if not allowed:
            told = ", ".join(map(str, found))
            raise OutOfReachError(f"{host} is {told}, which is no public address; name it in {ALLOW} if it is meant")
        return [str(address) for address in allowed]


def is_public(address: Address) -> bool:
    """Whether it belongs to the internet at large (IANA's special-purpose registries), seen through IPv4 in IPv6."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def read_reach(text: str | None) -> Reach:
    """``OPSLAG_DELIVERY_ALLOW``: host names, addresses and networks, each with a port or without, commas between."""
    hosts: set[tuple[str, int | None]] = set()
    networks: list[tuple[Network, int | None]] = []
    for word in _words(text or ""):
        host, port = _split(word)
        try:
            networks.append((ip_network(host), port))
        except ValueError:
            if not _HOST.fullmatch(host):
                raise OpslagError(
                    f"{ALLOW}: {word!r}: write a host, an address or a network: feedback.intern:8443, 10.1.0.0/16"
                ) from None
            hosts.add((host.lower(), port))
    return Reach(frozenset(hosts), tuple(networks))


def _words(text: str) -> Iterable[str]:
    return (word.strip() for word in text.split(",") if word.strip())


def _split(word: str) -> tuple[str, int | None]:
    """``host``, ``host:port``, ``[v6]``, ``[v6]:port``, ``v6``."""
    host, _, port = word.rpartition("]:") if word.startswith("[") else word.rpartition(":")
    if word.startswith("["):
        return (host[1:], int(port)) if host and port.isdigit() else (word.strip("[]"), None)
    if word.count(":") == 1 and port.isdigit():
        return host, int(port)
    return word, None


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


async def _resolved(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]).partition("%")[0] for *_, address in found))
