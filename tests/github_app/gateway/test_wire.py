"""One connection, and what the environment says about the way to GitHub."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from github_app.gateway.wire import Wire


@contextmanager
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy's address, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_the_proxy_that_stood_in_the_environment_at_first_is_used_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with proxy() as (address, asked):
        monkeypatch.setenv("http_proxy", address)
        wire = Wire("http", "github.example", None, timeout=5)
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        for _ in range(2):
            wire.request("GET", "/meta", None, {})
            wire.getresponse()
    assert asked == ["http://github.example:80/meta"] * 2
    assert wire.reply.text == "{}"
