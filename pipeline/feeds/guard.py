"""Which addresses may be contacted. What a feed or a redirect names is a stranger's text.

A name is looked up once; every address that it has must be public, and the connection goes to the
address that was checked, so that a second lookup cannot lead elsewhere.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from pipeline.errors import Unreadable
from pipeline.feeds.manners import Manners

Lookup = Callable[..., list[Any]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class FetchError(Unreadable):
    """Why nothing was fetched. `temporary` where the next try may do better."""

    def __init__(self, reason: str, temporary: bool = False) -> None:
        super().__init__(reason)
        self.temporary = temporary

    def __reduce__(self) -> tuple[Any, ...]:
        return FetchError, (str(self), self.temporary)


class Target(NamedTuple):
    """Where a request goes: the checked addresses, and what the server is told."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def host_header(self) -> str:
        """The Host header: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str, manners: Manners, lookup: Lookup = socket.getaddrinfo) -> Target:
    """The target of an address. FetchError where it may not be contacted, or has no address."""
    if any(char <= " " or char in "\x7f\\" for char in url):
        raise FetchError("the address holds spaces, control characters or backslashes")
    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise FetchError("the address cannot be read") from error
    scheme, host = parts.scheme or "", (parts.host or "").strip("[]").rstrip(".")
    if scheme not in _PORTS:
        raise FetchError(f"only http and https are fetched, not {scheme or 'an address without a scheme'}")
    if parts.auth is not None:
        raise FetchError("addresses with a user name or password are not fetched")
    if not host or "%" in host:
        raise FetchError("the address has no host that can be looked up")
    port = parts.port or _PORTS[scheme]
    addresses = _lookup(host, port, manners.silence, lookup)
    for address in addresses:
        listed = any(address in network for network in manners.allowed)
        if not listed and not _public(address):
            raise FetchError(f"{host} is no public address ({address})")
        if not listed and port not in manners.ports:
            raise FetchError(f"port {port} is none that feeds are fetched from")
    return Target(scheme, host, port, parts.request_uri, tuple(map(str, addresses)))


def _public(address: Address) -> bool:
    """Whether an address, and the older address inside it if it holds one, is reached over the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner and not _public(inner):
            return False
        if address.ipv4_mapped:
            return True
    return address.is_global and not address.is_multicast


def _lookup(host: str, port: int, patience: float, lookup: Lookup) -> list[Address]:
    """All addresses of a name, each once, in their order; given up after `patience` seconds."""
    found: list[Any] = []

    def ask() -> None:
        try:
            found.append(lookup(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(patience)
    if not found or isinstance(found[0], Exception) or not found[0]:
        raise FetchError(f"{host} has no address: {found[0] if found else 'no answer in time'}", temporary=True)
    named = dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found[0])
    addresses: list[Address] = [ipaddress.ip_address(name) for name in named]
    return addresses
