"""The whole product before a pretend GitHub, each part under a supervisor, to be killed at will."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from redis import Redis
from redis.exceptions import RedisError

from github_app.handled_events import is_handled
from github_app.launch.redis_server import redis_command
from github_app.web.serving import web_command
from sandbox.app import KeyPair
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.product.happenings import found
from tests.product.stage import answers, free_port, product_environment, redis_binary, wait_until
from tests.product.supervisor import Supervisor
from tests.product.town import settle

REPOSITORIES = ("acme/mint", "acme/mill", "bolt/forge")
CALENDAR = "acme/calendar"
RITUALS = """\
rituals:
  refactor_sprint: {anchor: 2026-01-05, every_weeks: 2, at: "09:00", rotation: [alice]}
"""
# Far more than a test needs: what is limited here is looked at elsewhere.
_NO_LIMIT = 10_000_000


@dataclass
class Besieged:
    """`supervisor` holds the parts `redis`, `web`, `worker` and `clock`; `folder` their logs."""

    github: RunningSandbox
    supervisor: Supervisor
    redis: Redis
    environment: dict[str, str]
    folder: Path

    @property
    def world(self) -> World:
        return self.github.world

    def is_ready(self) -> bool:
        return answers(f"http://127.0.0.1:{self.environment['PORT']}/readyz")

    def unanswered(self) -> list[str]:
        """What is still on its way; empty when all is quiet. Sweeps come round again by nature."""
        if not self.github.service.courier.settle(0.01):
            return ["deliveries"]
        if lost := self._lost():
            return lost
        try:
            due = [name.decode() for name in self.redis.zrange("plumbline:due", 0, -1)]
        except RedisError:
            return ["Redis is away"]
        return [name for name in due if not name.startswith("sweep:")]

    def _lost(self) -> list[str]:
        """Deliveries that have to be sent again, as no attempt has arrived."""
        attempts = list(self.github.service.courier.deliveries.values())
        arrived = {each.guid for each in attempts if each.status == "OK"}
        return [
            f"{each.event}.{each.action}"
            for each in attempts
            if each.guid not in arrived and is_handled(each.event, each.action or "")
        ]

    def looks(self) -> Counter[int]:
        """How often the repositories of each installation were looked through, by its id."""
        log = (self.folder / "worker.log").read_text(errors="replace")
        looked = (line for line in log.splitlines() if '"Looked at repositories"' in line)
        found = (re.search(r'"installation": ([0-9]+)', line) for line in looked)
        return Counter(int(match[1]) for match in found if match)

    def wait_for_looks(self, before: Counter[int]) -> None:
        """Until each installation was looked through once more than `before`."""
        wanted = [it.id for it in self.world.installations.values()]
        wait_until(lambda: all(self.looks()[it] > before[it] for it in wanted), "a look at each")

    def last_words(self) -> str:
        """The end of each part's log, for whoever looks for the reason of a failure."""
        logs = sorted(self.folder.rglob("*.log"))
        return "\n".join(
            f"--- {log.name}\n" + "\n".join(log.read_text(errors="replace").splitlines()[-15:])
            for log in logs
            if log.name != "redis.log"
        )


@contextmanager
def besieged(
    chance: Random,
    *,
    hurried: bool = True,
    persistent: bool = True,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Besieged]:
    """All parts started and ready, over the repositories of `REPOSITORIES`.

    `hurried`: with short leases. `persistent`: Redis keeps its data when it dies.
    """
    folder = Path(tempfile.mkdtemp(prefix="plumbline-siege-"))
    keys = KeyPair.generate()
    world = World()
    prepare(world, keys)
    github = serve(world)
    github.service.limits.per_hour = _NO_LIMIT
    environment = product_environment(folder, keys, github, free_port()) | dict(settings or {})
    supervisor = Supervisor(environment, folder, lambda: chance.uniform(0.1, 1.0))
    redis = Redis(unix_socket_path=str(folder / "redis.sock"), socket_timeout=3)
    made = Besieged(github, supervisor, redis, environment, folder)
    try:
        supervisor.add("redis", _redis_command(folder, persistent=persistent))
        for name, command in commands(hurried=hurried).items():
            supervisor.add(name, command)
        supervisor.begin()
        wait_until(made.is_ready, "the product")
        world.registered_app().webhook_url = f"http://127.0.0.1:{environment['PORT']}/webhook"
        yield made
    finally:
        supervisor.stop()
        github.stop()
        redis.close()
        shutil.rmtree(folder, ignore_errors=True)


def prepare(world: World, keys: KeyPair) -> None:
    """Two accounts with the App installed, and the repositories."""
    settle(world, keys)
    world.add_account("bolt", "Organization")
    for name in REPOSITORIES:
        found(world, name)
    world.install("bolt")
    world.add_repository(CALENDAR).roles.update({"alice": "admin"})
    world.push_to_branch(
        "main", {".github/plumbline.yml": RITUALS}, "Begin", by="alice", repository=CALENDAR
    )


def _redis_command(folder: Path, *, persistent: bool) -> list[str]:
    usual = redis_command(redis_binary(), folder, folder / "redis.sock")
    return usual if persistent else [*usual, "--appendonly", "no"]


def commands(*, hurried: bool) -> dict[str, Sequence[str]]:
    """Of everything but Redis, by name."""
    usual = {
        "web": web_command(),
        "worker": [sys.executable, "-m", "github_app", "worker"],
        "clock": [sys.executable, "-m", "github_app", "clock"],
    }
    if hurried:
        usual = {name: [sys.executable, "-m", "tests.product.hurried", name] for name in usual}
    return {**usual}
