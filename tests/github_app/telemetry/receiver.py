"""A web server that takes in whatever Sentry or a collector would be sent."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_SECONDS = 10.0


@dataclass
class Receiver:
    """`bodies` are those received so far, by path, unpacked."""

    url: str = ""
    bodies: list[tuple[str, bytes]] = field(default_factory=list)

    def wait_for(self, count: int) -> list[bytes]:
        """The bodies, as soon as there are so many."""
        end = time.monotonic() + _SECONDS
        while len(self.bodies) < count and time.monotonic() < end:
            time.sleep(0.02)
        assert len(self.bodies) >= count, f"{len(self.bodies)} of {count} came"
        return [body for _, body in self.bodies]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            packed = self.headers.get("Content-Encoding") == "gzip"
            receiver.bodies.append((self.path, gzip.decompress(body) if packed else body))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
