"""The product as it runs in earnest, each part a process of its own, before a pretend GitHub.

The pretend GitHub lives in this process, so that what reaches it is seen as it happens.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from github_app.launch.redis_server import embedded_binary, redis_command, system_binary
from github_app.web.serving import web_command
from sandbox.app import KeyPair
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.product.town import APP_ID, SECRET, settle

_START_SECONDS = 40.0
_STOP_SECONDS = 15.0


class TookTooLong(AssertionError):
    """What was waited for did not come."""


@dataclass
class Stage:
    """`processes` are those of the product by name; `github` is in this process. What they log is
    kept in the folder `logs`, where there is one.
    """

    redis: Redis
    github: RunningSandbox
    port: int
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    logs: Path | None = None

    @property
    def world(self) -> World:
        return self.github.world

    def start(self, name: str, command: Sequence[str]) -> None:
        with open(self.logs / f"{name}.log" if self.logs else os.devnull, "ab") as log:
            self.processes[name] = subprocess.Popen(
                command, env=self.environment, stdout=subprocess.DEVNULL, stderr=log
            )

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def end(self) -> None:
        """Stops everything, what was started last first."""
        for name in reversed(list(self.processes)):
            self.stop(name)
        self.github.stop()

    def start_workers(self) -> None:
        self.start("worker", [sys.executable, "-m", "github_app", "worker"])
        wait_until(self.is_ready, "workers")

    def is_ready(self) -> bool:
        return answers(f"http://127.0.0.1:{self.port}/readyz")

    def listen(self, *, to_events: bool) -> None:
        """Whether the pretend GitHub sends its events to the product."""
        app = self.world.registered_app()
        app.webhook_url = f"http://127.0.0.1:{self.port}/webhook" if to_events else ""

    def is_quiet(self) -> bool:
        """Nothing is on its way, waits or runs."""
        return self.github.service.courier.settle() and not self.redis.zcard("plumbline:due")

    def settle(self) -> None:
        """Waits until everything that happened was answered."""
        try:
            wait_until(self.is_quiet, "quiet")
        except TookTooLong as late:
            left = self.redis.zrange("plumbline:due", 0, -1, withscores=True)
            raise TookTooLong(f"{late}: {left[:5]} of {len(left)} wait") from None


@contextmanager
def stage(logs: Path | None = None, **changes: str) -> Iterator[Stage]:
    """Everything started and ready; everything stopped and removed afterwards. `changes` are those
    of the environment, `logs` as in `Stage`.
    """
    folder = Path(tempfile.mkdtemp(prefix="plumbline-stage-"))
    keys = KeyPair.generate()
    world = World()
    settle(world, keys)
    github, port = serve(world), free_port()
    environment = product_environment(folder, keys, github, port) | changes
    redis = Redis(unix_socket_path=str(folder / "redis.sock"))
    made = Stage(redis, github, port, environment, logs=logs)
    try:
        _start(made, folder)
        yield made
    finally:
        made.end()
        shutil.rmtree(folder, ignore_errors=True)


def _start(made: Stage, folder: Path) -> None:
    made.start("redis", redis_command(redis_binary(), folder, folder / "redis.sock"))
    wait_until(lambda: pings(made.redis), "Redis")
    made.start("web", web_command())
    made.start("clock", [sys.executable, "-m", "github_app", "clock"])
    made.start_workers()
    made.listen(to_events=True)


def product_environment(
    folder: Path, keys: KeyPair, github: RunningSandbox, port: int
) -> dict[str, str]:
    return {
        **os.environ,
        "GITHUB_APP_ID": str(APP_ID),
        "GITHUB_PRIVATE_KEY": keys.private_pem,
        "GITHUB_WEBHOOK_SECRET": SECRET,
        "GITHUB_API_URL": github.api_url,
        "REDIS_URL": f"unix://{folder / 'redis.sock'}",
        "PORT": str(port),
        "PLUMBLINE_DATA_DIR": str(folder),
        "PLUMBLINE_LOG_FORMAT": "json",
    }


def redis_binary() -> Path:
    binary = embedded_binary() or system_binary()
    if binary is None:
        raise SystemExit("There is no Redis server on this machine: install redis-server.")
    return binary


def pings(redis: Redis) -> bool:
    try:
        return bool(redis.ping())
    except RedisError:
        return False


def answers(url: str) -> bool:
    """True when a GET is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = _START_SECONDS) -> None:
    """Looks every few milliseconds; raises `TookTooLong`."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TookTooLong(f"Waited {seconds:.0f} s for {what} in vain")
        time.sleep(0.02)
