"""The server of a flow that is run by hand: the configured one, else one that lives as long as the run."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reporting() -> Iterator[None]:
    """Flows within report to the server that is configured, else to a temporary one.

    A cold start of Prefect is mostly imports, in the server and here. The two go on side by side,
    since nothing has to be asked first: the socket listens from the beginning, and who calls before
    the server is up waits. Call this before Prefect is imported.
    """
    os.environ.setdefault("PREFECT_INTERNAL_LOGGING_LEVEL", "CRITICAL")  # else each event that is lost is printed
    address = None if "PREFECT_API_URL" in os.environ else _start()

    from prefect.events.clients import PrefectEventsClient
    from prefect.events.worker import EventsWorker, emit_events_to_cloud
    from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

    # somebody waits: a server that is gone is given up after seconds, not minutes, by calls (which still try
    # four times to connect) and by events
    with temporary_settings(set_defaults={PREFECT_API_URL: address, PREFECT_CLIENT_MAX_RETRIES: 0}):
        if not emit_events_to_cloud():
            EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=1)
        yield


def _start() -> str:
    """Start a temporary server; its address. It ends after all that Prefect tells it at exit."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = subprocess.Popen(  # noqa: S603 (ourselves)
            [sys.executable, "-m", "flows.server", str(listening.fileno())],
            stdin=subprocess.PIPE,
            pass_fds=[listening.fileno()],
            env={**os.environ, "PREFECT_UI_ENABLED": "false", "PREFECT__SERVER_EPHEMERAL": "1"},
        )
        port = listening.getsockname()[1]

    def end() -> None:
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()

    atexit.register(end)
    return f"http://127.0.0.1:{port}/api"


def serve(descriptor: int) -> None:
    """Serve Prefect's API on a listening socket until standard input ends, as it does with its parent."""
    import uvicorn

    application = "prefect.server.api.server:create_app"
    server = uvicorn.Server(uvicorn.Config(application, factory=True, log_level="error", timeout_graceful_shutdown=2))

    def end() -> None:
        sys.stdin.buffer.read()
        server.should_exit = True

    threading.Thread(target=end, daemon=True).start()
    server.run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(int(sys.argv[1]))
