"""A local HTTP server whose every path behaves as the test wants."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Route = Callable[[BaseHTTPRequestHandler], None]

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


class Server:
    """Where it listens, what it does at each path, and all requests that came."""

    def __init__(self, port: int, scheme: str = "http") -> None:
        self.port, self.address = port, f"{scheme}://127.0.0.1:{port}"
        self.routes: dict[str, Route] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []

    def asked(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.requests)


def says(body: bytes = b"", status: int = 200, **headers: str) -> Route:
    """A plain answer; names of headers with _ for -."""

    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return route


def slowly(pieces: Iterable[bytes], every: float = 0.1) -> Route:
    """Bytes as they are, headers included, with a pause behind each piece."""

    def route(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(every)

    return route


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """The server, on a free port of 127.0.0.1."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = self.path.partition("?")[0]
            server.requests.append((path, {name.lower(): value for name, value in self.headers.items()}))
            self.close_connection = True
            with suppress(BrokenPipeError, ConnectionResetError):
                server.routes.get(path, says(b"nothing here", 404))(self)

        do_POST = do_GET  # noqa: N815 (the library's name)

        def log_message(self, *args: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    if context:
        listening.socket = context.wrap_socket(listening.socket, server_side=True)
    server = Server(listening.server_address[1], "https" if context else "http")
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()


@contextmanager
def counting(host: str) -> Iterator[tuple[int, list[object]]]:
    """A port that only counts who connects."""
    came: list[object] = []
    with socket.create_server((host, 0)) as listening:
        listening.settimeout(0.05)
        done = threading.Event()

        def count() -> None:
            while not done.is_set():
                try:
                    line, who = listening.accept()
                except TimeoutError:
                    continue
                came.append(who)
                line.close()

        thread = threading.Thread(target=count, daemon=True)
        thread.start()
        yield listening.getsockname()[1], came
        done.set()
        thread.join()


def rss(*items: tuple[str, str, str], title: str = "The Harbour Post", extra: str = "") -> bytes:
    """A feed of (guid, title, HTML) items."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{name}</title><link>https://news.example/{guid}</link>"
        f"<pubDate>Tue, 03 Nov 2026 09:00:00 GMT</pubDate><description><![CDATA[{body}]]></description></item>"
        for guid, name, body in items
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{title}</title>"
        f"<link>https://news.example/</link><language>en</language>{extra}{entries}</channel></rss>"
    ).encode()


def item(number: int, word: str = "ferry") -> tuple[str, str, str]:
    """An article of three sentences."""
    return (
        f"post-{number}",
        f"The {word} is late for day {number}",
        f"<p>The {word} to the islands was late on day {number}, the harbour office said.</p>"
        f"<p>“ We are sorry, ” said the captain. Passengers waited for {number + 2} hours on the quay.</p>",
    )
