"""Those who send slowly, on the real web server: nobody else waits for them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from github_app.launch.ports import free_port
from github_app.web.deadlines import Deadlines
from github_app.web.serving import web_command
from tests.conftest import RedisServer
from tests.github_app.conftest import environment

ROOT = Path(__file__).parents[2]
HALF_A_BODY = b"POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{"
HALF_A_HEAD = b"POST /webhook HTTP/1.1\r\nHost: x\r\n"
SENDERS = 20

# The real configuration, with less patience than in production.
IMPATIENT = "import github_app.web.deadlines as d; d.Deadlines.__init__"
IMPATIENT += ".__defaults__ = (2.0,); from gunicorn.app.wsgiapp import run; run()"


@pytest.fixture(scope="module")
def port(redis_server: RedisServer) -> Iterator[int]:
    port = free_port(18_280)
    ours = environment(REDIS_URL=redis_server.url, PORT=str(port), PLUMBLINE_BIND="127.0.0.1")
    command = [sys.executable, "-c", IMPATIENT, *web_command()[3:]]
    server = subprocess.Popen(command, env={"PATH": os.environ["PATH"], **ours}, cwd=ROOT)
    until = time.monotonic() + 20
    while not is_healthy(port) and time.monotonic() < until:
        time.sleep(0.1)
    yield port
    server.terminate()
    server.wait(20)


def is_healthy(port: int) -> bool:
    address = f"http://127.0.0.1:{port}/healthz"
    with suppress(OSError), urllib.request.urlopen(address, timeout=1) as answer:
        return bool(answer.status == 200)
    return False


@pytest.mark.parametrize(
    ("begin", "trickle"), [(HALF_A_BODY, b"a"), (HALF_A_HEAD, b"X-A: b\r\n")], ids=["body", "head"]
)
def test_slow_senders_keep_nobody_waiting_and_are_cut_off(
    port: int, begin: bytes, trickle: bytes
) -> None:
    with ExitStack() as open_sockets:
        senders = [
            open_sockets.enter_context(socket.create_connection(("127.0.0.1", port), timeout=0.05))
            for _ in range(SENDERS)
        ]
        for sender in senders:
            sender.sendall(begin)
        time.sleep(0.3)
        assert is_healthy(port)
        until = time.monotonic() + 8
        while senders and time.monotonic() < until:
            senders = [sender for sender in senders if not is_cut_off(sender, trickle)]
        assert senders == []
        assert is_healthy(port)


def is_cut_off(sender: socket.socket, trickle: bytes) -> bool:
    try:
        sender.sendall(trickle)
        return sender.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_a_connection_in_time_is_left_alone_and_a_late_one_is_shut() -> None:
    for seconds, is_shut in ((60.0, False), (-1.0, True)):
        deadlines = Deadlines(seconds)
        ours, theirs = socket.socketpair()
        with ours, theirs, deadlines.on(ours):
            theirs.settimeout(0.05)
            deadlines.enforce()
            assert is_cut_off(theirs, b"x") is is_shut


def test_a_connection_that_was_served_is_forgotten() -> None:
    deadlines = Deadlines(-1.0)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with deadlines.on(ours):
            pass
        theirs.settimeout(0.05)
        deadlines.enforce()
        assert not is_cut_off(theirs, b"x")
