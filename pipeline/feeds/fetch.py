"""One request: pinned addresses on every hop, bounded in time, size and redirects."""

from __future__ import annotations

import http.client
import socket
import time
import zlib
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from pipeline.feeds.guard import FetchError, Lookup, Target, target
from pipeline.feeds.manners import Manners
from pipeline.watch import Watch

_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 65_536


class Answer(NamedTuple):
    """What a server said at last."""

    url: str
    status: int
    headers: Mapping[str, str]  # names in lower case
    body: bytes


def fetch(
    url: str,
    manners: Manners,
    headers: Mapping[str, str] | None = None,
    *,
    lookup: Lookup = socket.getaddrinfo,
    permitted: Callable[[str], bool] | None = None,
) -> Answer:
    """The answer at an address, redirects followed. FetchError where there is none within the limits.

    `permitted` is asked about each redirect's address before it is followed.
    """
    end = time.monotonic() + manners.deadline
    for _ in range(manners.redirects + 1):
        answer = _hop(url, target(url, manners, lookup), manners, headers or {}, end)
        if answer.status not in _REDIRECTS:
            return answer
        there = urljoin(url, answer.headers.get("location", ""))
        if not answer.headers.get("location"):
            raise FetchError(f"the server answers {answer.status} and names no place")
        if url.startswith("https:") and not there.startswith("https:"):
            raise FetchError("the redirect leads from https to another scheme")
        if permitted and not permitted(there):
            raise FetchError("robots.txt of the redirect's host forbids it")
        url = there
    raise FetchError(f"more than {manners.redirects} redirects")


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that the server asks to be left alone, if it does so."""
    told = headers.get("retry-after", "").strip()
    if told.isdigit():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def _hop(url: str, goal: Target, manners: Manners, headers: Mapping[str, str], end: float) -> Answer:
    """One request and its body, without redirects."""
    watch = Watch(end)
    error: Exception | None = None
    for address in goal.addresses:
        connection = _connection(goal, address, manners, end)
        watch.over(connection)
        try:
            connection.connect()
            watch.socket = connection.sock
            sent = {"Host": goal.host_header, "User-Agent": manners.agent, "Accept-Encoding": "gzip", **headers}
            connection.request("GET", goal.path, headers=sent, preload_content=False, decode_content=False)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.headers.items()}
            body = _body(response, told, manners, watch) if response.status == 200 else b""
            return Answer(url, response.status, told, body)
        except FetchError:
            raise
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as raised:
            error = raised
            if watch.expired or watch.socket is not None:  # it was there and failed: no second address
                break
        finally:
            watch.stop()
            connection.close()
    if watch.expired:
        raise FetchError(f"not done within {manners.deadline:g} s", temporary=True)
    raise FetchError(f"{goal.host}: {_told(error)}", temporary=True)


def _connection(goal: Target, address: str, manners: Manners, end: float) -> HTTPConnection:
    patience = max(0.1, min(manners.silence, end - time.monotonic()))
    if goal.scheme == "http":
        return HTTPConnection(address, goal.port, timeout=patience)
    # the name, not the address, is what the certificate must bear
    return HTTPSConnection(address, goal.port, timeout=patience, server_hostname=goal.host, cert_reqs="CERT_REQUIRED")


def _body(response: HTTPResponse, headers: Mapping[str, str], manners: Manners, watch: Watch) -> bytes:
    """The body behind its compression. Neither form can outgrow its limit, whatever the headers say."""
    coding = headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(f"the body is packed as {coding[:20]!r}, which was not asked for")
    unpack = zlib.decompressobj(31) if "gzip" in coding else None
    body, came = bytearray(), 0
    while piece := response.read1(_PIECE, decode_content=False):
        came += len(piece)
        if came > manners.packed:
            raise FetchError(f"the body is larger than {manners.packed:,} bytes")
        try:
            body += unpack.decompress(piece, manners.unpacked + 1 - len(body)) if unpack else piece
        except zlib.error as error:
            raise FetchError(f"the body is no gzip though the header says so: {error}") from error
        if len(body) > manners.unpacked:
            raise FetchError(f"the body is larger than {manners.unpacked:,} bytes when unpacked")
    if watch.expired:
        raise FetchError(f"not done within {manners.deadline:g} s", temporary=True)
    length = headers.get("content-length", "")
    short = length.isdigit() and came < int(length)
    if short or (unpack and not unpack.eof):
        raise FetchError("the body was cut short", temporary=True)
    return bytes(body)


_WORDS = {
    "TimeoutError": "the server keeps silent",
    "BadStatusLine": "the server does not speak HTTP",
    "ProtocolError": "the body was cut short",
    "IncompleteRead": "the body was cut short",
    "SSLCertVerificationError": "the certificate is not that of this host",
}


def _told(error: Exception | None) -> str:
    """A network error in words, without the address that its text may hold."""
    name = type(error).__name__
    if error is None or name in _WORDS:
        return _WORDS.get(name, "no address answers")
    return error.strerror if isinstance(error, OSError) and error.strerror else name
