"""One question to the server: bounded in time and size, no redirects, one repetition where it is asked for."""

from __future__ import annotations

import http.client
import time
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import orjson
from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from pipeline.errors import NoOpinion
from pipeline.opinion.setting import Setting
from pipeline.watch import Watch

_SIZE = 262_144  # bytes of an answer
_PIECE = 65_536
_AGAIN = (429, 503)  # answers that may say when to come back
_BELIEVED = 100_000  # tokens of one request that a server may claim

_WORDS = {
    "NewConnectionError": "no connection",
    "NameResolutionError": "its name is not known",
    "SSLCertVerificationError": "the certificate is not that of this host",
    **dict.fromkeys(("TimeoutError", "ConnectTimeoutError", "ReadTimeoutError"), "no answer in time"),
    **dict.fromkeys(("ProtocolError", "IncompleteRead", "RemoteDisconnected", "BadStatusLine"), "no whole answer"),
}


class Said(NamedTuple):
    """What the model said, and the tokens that the server says it took."""

    content: str
    tokens: int


def ask(setting: Setting, body: bytes) -> Said:
    """The model's answer to a question. NoOpinion where there is none within the limits; it names no address."""
    end = time.monotonic() + setting.timeout
    status, pause, answer = _post(setting, body, end)
    if status in _AGAIN and pause is not None and time.monotonic() + pause < end:
        time.sleep(pause)
        status, pause, answer = _post(setting, body, end)
    if status != 200:
        raise NoOpinion(f"the server answers {status}")
    return _said(answer)


def _post(setting: Setting, body: bytes, end: float) -> tuple[int, float | None, bytes]:
    """Status, seconds after which to come back if told, and the body of a good answer."""
    parts, left = urlsplit(setting.endpoint), max(0.1, end - time.monotonic())
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=left)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", "User-Agent": "copydesk"}
    if setting.secret:
        headers["Authorization"] = f"Bearer {setting.secret}"
    watch = Watch(end)
    watch.over(connection)
    try:
        connection.connect()
        watch.socket = connection.sock
        connection.request("POST", parts.path, body, headers, preload_content=False, decode_content=False)
        response = connection.getresponse()
        answer = _body(response) if response.status == 200 else b""
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        # errors of the network quote addresses, and those of headers quote the key
        name = "TimeoutError" if watch.expired else type(error).__name__
        raise NoOpinion(f"the server cannot be asked: {_WORDS.get(name, name)}") from None
    finally:
        watch.stop()
        connection.close()
    if watch.expired:
        raise NoOpinion(f"the server cannot be asked: {_WORDS['TimeoutError']}")
    told = response.headers.get("retry-after", "").strip()
    return response.status, float(told[:9]) if told.isascii() and told.isdigit() else None, answer


def _body(response: HTTPResponse) -> bytes:
    body = bytearray()
    while piece := response.read1(_PIECE, decode_content=False):
        body += piece
        if len(body) > _SIZE:
            raise NoOpinion(f"the answer is larger than {_SIZE:,} bytes")
    return bytes(body)


def _said(answer: bytes) -> Said:
    try:
        told: Any = orjson.loads(answer)
        content = told["choices"][0]["message"]["content"]
    except (orjson.JSONDecodeError, LookupError, TypeError):
        content = None
    if not isinstance(content, str):
        raise NoOpinion("the answer is not that of a chat")
    usage = told.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else 0
    return Said(content, min(tokens, _BELIEVED) if type(tokens) is int and tokens > 0 else 0)
