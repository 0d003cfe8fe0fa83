"""The HTTP server under the sandbox: kept-alive connections, and cutting one on request."""

from __future__ import annotations

import io
import socket
import struct
import sys
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from flask import Response, request

WSGI = Callable[..., Iterable[bytes]]
Headers = list[tuple[str, str]]
CUT = "sandbox.cut"


class Listener(ThreadingHTTPServer):
    """A bound port with one thread for each connection."""

    daemon_threads = True
    # A burst of clients waits in line instead of being turned away.
    request_queue_size = 256

    def __init__(self, address: tuple[str, int], application: WSGI) -> None:
        super().__init__(address, Handler)
        self.application = application

    def handle_error(self, *_: Any) -> None:
        """A client that went away is no news; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(*_)


class Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 that keeps connections alive (Werkzeug's own server closes each one)."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Listener

    def answer(self) -> None:
        """Read the whole request, run the application, write the whole answer."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        environ = self._environ(body)
        answered: list[Any] = []

        def start(status: str, headers: Headers, *_: Any) -> None:
            answered[:] = [status, headers]

        chunks = self.server.application(environ, start)
        content = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close:
            close()
        if environ.get(CUT):
            self._cut()
            return
        self._write(answered[0], answered[1], content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing: exchanges are recorded, not printed."""

    def _write(self, status: str, headers: Headers, content: bytes) -> None:
        code, _, reason = status.partition(" ")
        self.send_response_only(int(code), reason)
        self.send_header("Server", "github.com")
        names = {name.lower() for name, _ in headers}
        if "date" not in names:
            self.send_header("Date", self.date_time_string())
        for name, value in headers:
            self.send_header(name, value)
        if "content-length" not in names and int(code) not in (204, 304):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        self.wfile.flush()

    def _cut(self) -> None:
        # Lingering for zero seconds makes closing a reset instead of a goodbye.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()

    def _environ(self, body: bytes) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        host, port = self.server.server_address[:2]
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, "latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": str(host),
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": self.request_version,
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in self.headers.items():
            environ.setdefault(f"HTTP_{name.upper().replace('-', '_')}", value)
        return environ


def listen(application: WSGI, host: str, port: int) -> Listener:
    """A threaded server that is bound already; port 0 takes a free one."""
    return Listener((host, port), application)


def cut_connection() -> Response:
    """Reset the connection of the current request; the answer goes nowhere."""
    request.environ[CUT] = True
    return Response(status=500)
