"""A way to the network that leads to public addresses alone, for addresses that people type.

A team says where its files lie, and this server fetches them; it must not be led to machines that only it can
reach (server-side request forgery). Each request, those of redirects as well, must be https on its usual
port, and every address its name stands for must be public; the connection then goes to the very address that
was looked at, so that a name that changes its mind in between gains nothing.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

import httpx

__all__ = ["PublicTransport", "RefusedAddressError", "is_public", "why_not_https"]

PORT = 443
# All that is routed publicly is in here (RFC 4291, section 2.4); addresses of one's own site, and those that
# carry an IPv4 one for a translator (RFC 6052, RFC 8215), are not.
UNICAST = IPv6Network("2000::/3")
# Each of these carries an IPv4 address as well, which is not looked into (RFC 3056).
CARRIER = IPv6Network("2002::/16")

Resolve = Callable[[str], list[str]]


class RefusedAddressError(httpx.RequestError):
    """The address is not one that is fetched from."""


def resolved(host: str) -> list[str]:
    """Every address that a name stands for."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)]


def is_public(text: str) -> bool:
    """Whether an address is one of the public network."""
    address: IPv4Address | IPv6Address = ip_address(text)
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif address not in UNICAST or address in CARRIER:
            return False
    return address.is_global and not address.is_multicast


def why_not_https(url: str) -> str:
    """What keeps an address from being a plain https one; empty when nothing does."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "not-an-address"
    if parts.scheme != "https" or not parts.hostname:
        return "not-https"
    if port not in (None, PORT):
        return "port"
    if parts.username or parts.password:
        return "password"
    return "query" if parts.query or parts.fragment else ""


class PublicTransport(httpx.BaseTransport):
    """Sends a request on if it leads to the public network."""

    def __init__(self, inner: httpx.BaseTransport | None = None, resolve: Resolve = resolved) -> None:
        self._inner = inner or httpx.HTTPTransport()
        self._resolve = resolve

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        if request.url.scheme != "https" or request.url.port not in (None, PORT):
            raise RefusedAddressError(f"{request.url} is not https on its usual port", request=request)
        try:
            addresses = self._resolve(host)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{host} is not known: {error}", request=request) from error
        if not addresses or not all(is_public(address) for address in addresses):
            raise RefusedAddressError(f"{host} is no public address", request=request)
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                request.url.copy_with(host=addresses[0]),
                headers=request.headers,  # with the Host of the name
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": host},
            )
        )

    def close(self) -> None:
        self._inner.close()
