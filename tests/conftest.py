"""A real Redis-compatible server for every test that wants one."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest
import structlog
from redis import Redis
from redis.exceptions import ConnectionError as RedisDown

from github_app.launch.redis_server import embedded_binary, system_binary

pytest_plugins = ["tests.sharing_out"]


@dataclass
class RedisServer:
    """A server of our own on a Unix socket, which a test may kill and start again."""

    folder: Path
    binary: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.folder}/redis.sock"

    def start(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self.folder / "redis.sock")]
        options += ["--dir", str(self.folder), "--save", "", "--appendonly", "yes"]
        self.process = subprocess.Popen(
            [str(self.binary), *options], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        client = Redis.from_url(self.url)
        for _ in range(200):
            try:
                client.ping()
            except (RedisDown, FileNotFoundError):
                time.sleep(0.02)
            else:
                return
        raise AssertionError("The Redis server for the tests did not start")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            (self.folder / "redis.sock").unlink(missing_ok=True)


def redis_binary() -> Path:
    """The server to test with."""
    find = system_binary if os.environ.get("PLUMBLINE_TEST_REDIS") == "system" else embedded_binary
    binary = find() or system_binary()
    assert binary is not None, "No redis-server on PATH and no embedded one installed"
    return binary


@pytest.fixture(scope="session", autouse=True)
def _plain_log_lines() -> None:
    """Tracebacks in colour, with all local variables, take a second each."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(default=str),
        ]
    )


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """The session's server: the embedded one, or that on PATH if PLUMBLINE_TEST_REDIS=system."""
    # A short path of its own: the address of a Unix socket has at most 107 characters.
    folder = Path(mkdtemp(prefix="plumbline-redis-"))
    server = RedisServer(folder, redis_binary())
    server.start()
    yield server
    server.kill()
    shutil.rmtree(folder)


@pytest.fixture
def redis(redis_server: RedisServer) -> Iterator[Redis]:
    """An empty database."""
    client = Redis.from_url(redis_server.url)
    client.flushall()
    yield client
    client.close()
