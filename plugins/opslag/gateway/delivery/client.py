"""The HTTP client of the gateway: whatever it is told to fetch, it connects to addresses within reach alone."""

from __future__ import annotations

import ssl

import httpx2

from opslag.gateway.delivery.reach import ALLOW, OutOfReachError, Reach

_LIMITS = httpx2.Limits(max_connections=32, max_keepalive_connections=8)


def open_client(reach: Reach) -> httpx2.AsyncClient:
    """Follows no redirect, uses no proxy, and keeps no cookie beyond an answer. Its requests raise OutOfReachError too."""
    return httpx2.AsyncClient(transport=Guarded(reach), trust_env=False, timeout=30.0, follow_redirects=False)


def certificates() -> ssl.SSLContext:
    """Those of the system, or of ``SSL_CERT_FILE``."""
    context = httpx2.create_ssl_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class Guarded(httpx2.AsyncBaseTransport):
    """Looks a name up, judges the address, and connects to it in the name of the host: a second look-up could give another."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._certificates = certificates()
        self._hosts: dict[str, httpx2.AsyncHTTPTransport] = {}
        """Connections by the name in which they were made: by address alone, one host's could be used for another's message."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        port = url.port or (443 if url.scheme == "https" else 80)
        if not url.host or port > 65535:
            raise httpx2.InvalidURL("no host, or no port")
        if url.scheme != "https" and not (url.scheme == "http" and self._reach.names(url.host, port)):
            raise OutOfReachError(f"{url.scheme}://{url.host}:{port} is not https, and {ALLOW} does not name it")
        failed: Exception = httpx2.ConnectError("no address")
        for address in await self._reach.addresses(url.host, port):
            try:
                return await self._host(url.host).handle_async_request(_aimed(request, address))
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:  # nothing was sent: another address may answer
                failed = error
        raise failed

    def _host(self, name: str) -> httpx2.AsyncHTTPTransport:
        if name not in self._hosts:
            self._hosts[name] = httpx2.AsyncHTTPTransport(verify=self._certificates, trust_env=False, limits=_LIMITS)
        return self._hosts[name]

    async def aclose(self) -> None:
        for transport in self._hosts.values():
            await transport.aclose()


def _aimed(request: httpx2.Request, address: str) -> httpx2.Request:
    """The same request to this address, with the host's name in TLS and in ``Host``."""
    extensions = {**request.extensions, "sni_hostname": request.url.host}
    url = request.url.copy_with(host=address)
    return httpx2.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
