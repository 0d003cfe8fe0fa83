"""Bytes that only resemble HTTP, sent to the real web server: refused, and nothing slips in."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from github_app.launch.ports import free_port
from github_app.signature import sign
from tests.conftest import RedisServer
from tests.github_app.conftest import SECRET, environment
from tests.github_app.payloads import pull_request
from tests.product.stage import answers, wait_until

ROOT = Path(__file__).parents[2]
BODY = json.dumps(pull_request()).encode()
HEAD = (
    b"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    b"X-GitHub-Event: pull_request\r\nX-GitHub-Delivery: hidden\r\n"
    b"X-Hub-Signature-256: " + sign(BODY, SECRET).encode() + b"\r\n"
)
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
FRONT = b"POST /webhook HTTP/1.1\r\nHost: x\r\n"

# Each pretends to be one request to one reader, and two to another; the second is well signed.
SMUGGLED = {
    "length and chunks": FRONT
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    + WHOLE,
    "two lengths": FRONT + b"Content-Length: 0\r\nContent-Length: 9\r\n\r\n" + WHOLE,
    "lengths in a list": FRONT + b"Content-Length: 0, 9\r\n\r\n" + WHOLE,
    "a length with a sign": FRONT + b"Content-Length: +0\r\n\r\n" + WHOLE,
    "a negative length": FRONT + b"Content-Length: -1\r\n\r\n" + WHOLE,
    "chunks by another name": FRONT + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + WHOLE,
    "chunks twice": FRONT + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" + WHOLE,
    "a space before the colon": FRONT + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + WHOLE,
    "a folded header": FRONT + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + WHOLE,
    "an underscore": FRONT + b"Content_Length: 9\r\nContent-Length: x\r\n\r\n" + WHOLE,
    "a chunk of no size": FRONT + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + WHOLE,
    "a chunk of a negative size": FRONT + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n" + WHOLE,
}
BROKEN = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\r\n\r\n",
    "a NUL in a header": FRONT + b"X-GitHub-Event: a\x00b\r\nContent-Length: 0\r\n\r\n",
    "an endless line": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "an endless header": FRONT + b"X-A: " + b"a" * 100_000 + b"\r\n\r\n",
    "many headers": FRONT + b"".join(b"X-%d: a\r\n" % n for n in range(5_000)) + b"\r\n",
    "an unknown version": b"POST /webhook HTTP/9.9\r\nHost: x\r\n\r\n",
    "a strange verb": b"G\x1bET / HTTP/1.1\r\nHost: x\r\n\r\n",
}


@pytest.fixture(scope="module")
def port(redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    port = free_port(18_380)
    ours = environment(REDIS_URL=redis_server.url, PORT=str(port), PLUMBLINE_BIND="127.0.0.1")
    command = [sys.executable, "-m", "gunicorn", "-c", "python:github_app.web.gunicorn_config"]
    with (tmp_path_factory.mktemp("web") / "log").open("wb") as log:
        server = subprocess.Popen(
            command, env={"PATH": os.environ["PATH"], **ours}, cwd=ROOT, stdout=log, stderr=log
        )
    wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), "the web server")
    yield port
    server.terminate()
    server.wait(20)


def answered(port: int, sent: bytes) -> bytes:
    """Everything that comes back until the other side hangs up or is silent."""
    told = b""
    with socket.create_connection(("127.0.0.1", port), timeout=1.0) as wire:
        try:
            wire.sendall(sent)
            while piece := wire.recv(65_536):
                told += piece
        except OSError:
            pass
    return told


@pytest.mark.parametrize("sent", [WHOLE, CHUNKED], ids=["whole", "in chunks"])
def test_what_is_signed_and_framed_is_taken(port: int, redis: Redis, sent: bytes) -> None:
    assert b" 202 " in answered(port, sent).split(b"\r\n", 1)[0]
    assert redis.keys("plumbline:events:*")


@pytest.mark.parametrize("how", SMUGGLED)
def test_a_delivery_hidden_behind_another_request_is_not_taken(
    port: int, redis: Redis, how: str
) -> None:
    told = answered(port, SMUGGLED[how])
    assert b" 202 " not in told
    assert not redis.keys("plumbline:events:*")


@pytest.mark.parametrize("how", BROKEN)
def test_what_is_no_request_is_refused_and_the_next_one_served(port: int, how: str) -> None:
    started = time.monotonic()
    first = answered(port, BROKEN[how]).split(b"\r\n", 1)[0]
    assert not first or first.split(b" ")[1][:1] == b"4"
    assert b" 5" not in first
    assert answers(f"http://127.0.0.1:{port}/healthz")
    assert time.monotonic() - started < 20
