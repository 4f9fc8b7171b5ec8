"""How we behave on other people's servers, and what they may cost us."""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from pipeline.errors import ConfigError


@dataclass(frozen=True)
class Manners:
    """Limits and politeness of fetching. Times in seconds, sizes in bytes."""

    agent: str = "copydesk/0.1 (news cleaning; a feed reader)"
    delay: float = 1.0  # between two requests to a host; a longer Crawl-delay of its robots.txt is kept
    robots: bool = True
    deadline: float = 30.0  # of one request, from connecting to the last byte
    silence: float = 10.0  # without a byte
    packed: int = 5_000_000  # a body as it comes
    unpacked: int = 20_000_000  # a body behind its compression
    redirects: int = 3
    entries: int = 500  # of one feed document; the first ones count, which are the newest
    patience: float = 86_400.0  # the longest Retry-After that is kept
    ports: tuple[int, ...] = (80, 443, 8080, 8443)
    networks: tuple[str, ...] = ()  # private networks that may be contacted all the same, any port

    @cached_property
    def allowed(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """The networks, parsed. ConfigError where one is none."""
        try:
            return tuple(ipaddress.ip_network(network) for network in self.networks)
        except ValueError as error:
            raise ConfigError(f"{error}; write networks as 10.0.0.0/8") from error


def feed_key(url: str) -> str:
    """The name of a feed in files: an address may hold secrets, its hash does not."""
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def shown(url: str) -> str:
    """An address as it may be told: without user, query and fragment, where secrets stand."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an address that cannot be read"
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{port}{parts.path}"
