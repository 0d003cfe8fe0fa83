"""The product with secrets planted everywhere it keeps any, and all that it lets out collected."""

from __future__ import annotations

import json
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from redis import Redis

from github_app.launch.redis_server import redis_command
from github_app.settings import CALLBACK_PATH
from github_app.web.serving import web_command
from sandbox.app import KeyPair
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.product.stage import (
    Stage,
    answers,
    free_port,
    pings,
    product_environment,
    redis_binary,
    wait_until,
)
from tests.product.town import APP_ID, settle

# With our own bugs planted in it, whose words and variables hold all there is to hide.
_WORKER = (
    "import sys; from tests.product import mishap; mishap.plant(); "
    "from github_app.__main__ import main; sys.exit(main('worker'))"
)
PATTERNS = {
    "a token of GitHub": re.compile(rb"\bgh[a-z]_[A-Za-z0-9._-]{10,}"),
    "a JSON Web Token": re.compile(rb"\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\."),
    "a private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY"),
}


@dataclass(frozen=True)
class Planted:
    """What must not be seen anywhere."""

    webhook: str = field(default_factory=lambda: f"w/{secrets.token_urlsafe(24)}\"'é")
    client: str = field(default_factory=lambda: secrets.token_hex(20))
    metrics: str = field(default_factory=lambda: secrets.token_hex(20))
    password: str = field(default_factory=lambda: secrets.token_hex(20))
    keys: KeyPair = field(default_factory=KeyPair.generate)

    def texts(self) -> dict[str, str]:
        middle = self.keys.private_pem.splitlines()[7]
        return {
            "the webhook secret": self.webhook,
            "the client secret": self.client,
            "the token for metrics": self.metrics,
            "the password of Redis": self.password,
            "a line of the private key": middle,
        }


@dataclass
class SecretiveStage(Stage):
    """Writes down what its processes say, and what the web answers."""

    folder: Path = Path()
    heard: list[str] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str]) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log
            )

    @property
    def web(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, verb: str, path: str, **more: Any) -> requests.Response:
        """An answer of the web process, remembered with its headers."""
        answer = requests.request(
            verb, f"{self.web}{path}", timeout=20, allow_redirects=False, **more
        )
        told = {k: v for k, v in answer.headers.items() if k.lower() != "set-cookie"}
        self.heard.append(f"{told}\n{answer.text}")
        return answer

    def logged(self) -> bytes:
        return b"\n".join(file.read_bytes() for file in self.folder.glob("*.log"))

    def said_to_github(self) -> bytes:
        """Bodies of what was written there, but for the exchange of codes and tokens."""
        said = self.github.service.exchanges.last()
        return b"\n".join(e.request_body for e in said if "access_token" not in e.path)

    def command_lines(self) -> bytes:
        """Those of our processes and of all that they started, with their titles."""
        ours = {process.pid for process in self.processes.values()}
        parents = dict(_parents())
        while more := {pid for pid, parent in parents.items() if parent in ours} - ours:
            ours |= more
        return b"\n".join(_read(pid, name) for pid in ours for name in ("cmdline", "comm"))


def _parents() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").glob("[0-9]*"):
        found = re.search(rb"^PPid:\t(\d+)", _read(int(folder.name), "status"), re.MULTILINE)
        if found:
            yield int(folder.name), int(found[1])


def _read(pid: int, name: str) -> bytes:
    """Empty when the process has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""


def everything_in(redis: Redis) -> bytes:
    """Every key, field and value, unpacked where it was packed."""
    found: list[bytes] = []
    for key in redis.keys("*"):
        found.append(key)
        kind = redis.type(key).decode()
        value: Any = {
            "string": redis.get,
            "hash": redis.hgetall,
            "list": lambda name: redis.lrange(name, 0, -1),
            "set": redis.smembers,
            "zset": lambda name: redis.zrange(name, 0, -1),
            "stream": redis.xrange,
        }[kind](key)
        found += _texts(value)
    return b"\n".join(found)


def _texts(value: Any) -> Iterator[bytes]:
    if isinstance(value, bytes):
        yield value
        try:
            yield zlib.decompress(value)
        except zlib.error:
            return
    elif isinstance(value, dict):
        for pair in value.items():
            yield from _texts(list(pair))
    elif isinstance(value, list | set | tuple):
        for member in value:
            yield from _texts(member)


def leaks(text: bytes, planted: Planted) -> list[str]:
    """Which secrets can be read in `text`, also as JSON writes them."""
    forms = {
        name: {secret.encode(), json.dumps(secret)[1:-1].encode(), repr(secret)[1:-1].encode()}
        for name, secret in planted.texts().items()
    }
    known = [name for name, each in forms.items() if any(form in text for form in each)]
    return known + [name for name, pattern in PATTERNS.items() if pattern.search(text)]


@contextmanager
def secretive_stage(planted: Planted) -> Iterator[SecretiveStage]:
    folder = Path(tempfile.mkdtemp(prefix="plumbline-secretive-"))
    world = World()
    settle(world, planted.keys)
    app = world.registered_app()
    port, redis_port = free_port(), free_port()
    app.webhook_secret, app.client_secret = planted.webhook, planted.client
    app.callback_urls = (f"http://127.0.0.1:{port}{CALLBACK_PATH}",)
    github = serve(world)
    environment = _environment(folder, planted, github, port, redis_port)
    redis = Redis(port=redis_port, password=planted.password)
    made = SecretiveStage(redis, github, port, environment, folder=folder)
    try:
        _start(made, planted, redis_port)
        yield made
    finally:
        made.end()
        shutil.rmtree(folder, ignore_errors=True)


def _start(made: SecretiveStage, planted: Planted, redis_port: int) -> None:
    command = redis_command(redis_binary(), made.folder, made.folder / "redis.sock")
    command[command.index("--port") + 1] = str(redis_port)
    given = made.folder / "redis.conf"
    given.write_text(f"requirepass {planted.password}\n")
    made.start("redis", [command[0], str(given), *command[1:]])
    wait_until(lambda: pings(made.redis), "Redis")
    made.start("web", web_command())
    made.start("clock", [sys.executable, "-m", "github_app", "clock"])
    made.start("worker", [sys.executable, "-c", _WORKER])
    wait_until(lambda: answers(f"{made.web}/readyz"), "the product")
    made.listen(to_events=True)


def _environment(
    folder: Path, planted: Planted, github: RunningSandbox, port: int, redis_port: int
) -> dict[str, str]:
    return product_environment(folder, planted.keys, github, port) | {
        "GITHUB_WEBHOOK_SECRET": planted.webhook,
        "GITHUB_CLIENT_ID": f"Iv23li{APP_ID:014d}",
        "GITHUB_CLIENT_SECRET": planted.client,
        "PLUMBLINE_URL": f"http://127.0.0.1:{port}",
        "PLUMBLINE_METRICS_TOKEN": planted.metrics,
        "PLUMBLINE_WORKERS": "1",
        "REDIS_URL": f"redis://:{planted.password}@127.0.0.1:{redis_port}/0",
        "PLUMBLINE_BIND": "127.0.0.1",
    }
