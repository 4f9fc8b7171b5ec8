"""A request's time as a whole: a server that sends one byte a second never trips a socket's own timeout."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import Any


class Watch:
    """Cuts the line when the time is up (`end`, on the monotonic clock), whatever the server is doing just then."""

    def __init__(self, end: float) -> None:
        self._end, self._timer = end, threading.Timer(0, self._cut)
        self.expired = False
        self.socket: Any = None
        self._connection: Any = None

    def over(self, connection: Any) -> None:
        """Watch this connection from now on."""
        self._connection = connection
        self._timer = threading.Timer(max(0.0, self._end - time.monotonic()), self._cut)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """The connection is done with."""
        self._timer.cancel()

    def _cut(self) -> None:
        self.expired = True
        line = self.socket or self._connection.sock
        if line is not None:
            # the plain socket's own way: a TLS socket would want to say good-bye first
            with contextlib.suppress(OSError, AttributeError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)
