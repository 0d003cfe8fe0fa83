"""Two hosts' worth of the product on one Redis, one of which can be cut off from everything."""

from __future__ import annotations

import random
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from github_app.launch.redis_server import redis_command
from sandbox.app import KeyPair
from sandbox.server import serve
from sandbox.world import World
from tests.product.besieged import Besieged, commands, prepare
from tests.product.link import Link
from tests.product.stage import answers, free_port, product_environment, redis_binary, wait_until
from tests.product.supervisor import Supervisor


@dataclass
class Host:
    """`port` is that of its front door; `links` are all it has of a network."""

    supervisor: Supervisor
    port: int
    links: tuple[Link, ...]

    def is_ready(self) -> bool:
        return answers(f"http://127.0.0.1:{self.port}/readyz")

    def cut_off(self) -> None:
        for link in self.links:
            link.cut()

    def cut_off_at_next_write(self, seconds: float) -> None:
        """Or after `seconds`, where nothing is written until then."""
        is_cut = threading.Event()

        def cut() -> None:
            self.cut_off()
            is_cut.set()

        for link in self.links:
            link.at_next_write(cut)
        if not is_cut.wait(seconds):
            self.cut_off()

    @property
    def late_writes(self) -> int:
        """What was to be published and arrived only when the network was whole again."""
        return sum(link.late_writes for link in self.links)

    def reconnect(self) -> None:
        for link in self.links:
            link.mend()


@dataclass
class TwoHosts:
    """`town` is what they serve; Redis stands apart from both."""

    town: Besieged
    hosts: tuple[Host, Host]

    def send_to(self, host: Host) -> None:
        """As a load balancer does: the next events go to the front door of `host`."""
        app = self.town.world.registered_app()
        app.webhook_url = f"http://127.0.0.1:{host.port}/webhook"


@contextmanager
def two_hosts(*, hurried: bool) -> Iterator[TwoHosts]:
    """Both hosts with all of web, workers and clock, started and ready."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-hosts-"))
    keys, world = KeyPair.generate(), World()
    prepare(world, keys)
    github = serve(world)
    github.service.limits.per_hour = 10_000_000
    environment = product_environment(folder, keys, github, free_port())
    apart = Supervisor(environment, folder, lambda: 0.1)
    apart.add("redis", redis_command(redis_binary(), folder, folder / "redis.sock"))
    redis = Redis(unix_socket_path=str(folder / "redis.sock"), socket_timeout=3)
    town = Besieged(github, apart, redis, environment, folder)
    hosts = [_host(town, folder / name) for name in ("a", "b")]
    try:
        for host, name in zip(hosts, ("a", "b"), strict=True):
            for part, command in commands(hurried=hurried).items():
                host.supervisor.add(part, command)
            host.supervisor.begin()
            wait_until(host.is_ready, f"host {name}")
        yield TwoHosts(town, (hosts[0], hosts[1]))
    finally:
        for host in hosts:
            host.reconnect()
            host.supervisor.stop()
            for link in host.links:
                link.close()
        apart.stop()
        github.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _host(town: Besieged, folder: Path) -> Host:
    """Not started yet; it reaches Redis and GitHub through links of its own alone."""
    folder.mkdir()
    redis = Link(str(town.folder / "redis.sock"))
    github = Link(("127.0.0.1", int(town.github.url.rpartition(":")[2])))
    port = free_port()
    environment = {
        **town.environment,
        "REDIS_URL": f"redis://127.0.0.1:{redis.port}/0",
        "GITHUB_API_URL": f"http://127.0.0.1:{github.port}/api/v3",
        "PORT": str(port),
        "PLUMBLINE_DATA_DIR": str(folder),
    }
    supervisor = Supervisor(environment, folder, lambda: random.uniform(0.1, 1.0))
    return Host(supervisor, port, (redis, github))
