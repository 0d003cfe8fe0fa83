"""Ends connections whose request takes too long to arrive, so that nobody can hold on to threads.

Gunicorn's threads read headers and body without any limit of time: a few senders that trickle byte
after byte would keep everybody else out.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

# GitHub itself hangs up after 10 s.
REQUEST_SECONDS = 10.0


class Deadlines:
    """The connections that are being served, and since when; safe to share between threads.

    `seconds`: how long one request may take, from its first byte to the end of its answer.
    """

    def __init__(self, seconds: float = REQUEST_SECONDS) -> None:
        self._seconds = seconds
        self._until: dict[socket.socket, float] = {}

    @contextmanager
    def on(self, connection: socket.socket) -> Iterator[None]:
        """While this lasts, `connection` has a deadline."""
        self._until[connection] = time.monotonic() + self._seconds
        try:
            yield
        finally:
            self._until.pop(connection, None)

    def enforce(self) -> None:
        """Shut the connections that are late; whoever reads from them finds them at their end."""
        now = time.monotonic()
        for connection, until in self._until.copy().items():
            if until < now:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)


class ImpatientWorker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's threaded worker, with a deadline on each request."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._deadlines = Deadlines()

    def handle(self, conn: Any) -> Any:
        """In a thread: read one request and answer it."""
        with self._deadlines.on(conn.sock):
            return super().handle(conn)

    def notify(self) -> None:
        """In the main thread, at least once a second."""
        super().notify()
        self._deadlines.enforce()
