"""A service to examine: a pretend GitHub, a real Redis, the real front door, and signs of life."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from redis import Redis
from werkzeug.serving import make_server

from cli.doctor.examining import Examination, examine
from cli.doctor.finding import Finding
from cli.doctor.given import given
from cli.doctor.scene import Scene
from cli.doctor.target import read_target
from github_app.inbox.opening import open_inbox
from github_app.settings import read_settings
from github_app.vital_signs import Vital, beat
from github_app.web.app import create_app
from sandbox.app import KeyPair
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.product.stage import free_port
from tests.product.town import APP_ID, POLICY, REPOSITORY, SECRET

CHECKS = tuple(f"plumbline/{n}" for n in ("adr_link", "debt_label", "review_coverage"))
UNDONE = {"sweep", "sweep.redeliveries"}
"""What is unknown as long as no real clock runs."""
VITALS: tuple[Vital, ...] = ("worker", "clock")


@cache
def keys() -> KeyPair:
    return KeyPair.generate()  # takes a while


@dataclass
class Ward:
    """`environment` is that of the service; change it, the world or Redis, then examine."""

    github: RunningSandbox
    redis: Redis
    environment: dict[str, str]

    @property
    def world(self) -> World:
        return self.github.world

    def examine(self, target: str | None = None, **changes: str) -> Examination:
        """`changes` replace variables of the environment; an empty one takes it out."""
        scene = Scene(given({**self.environment, **changes}), read_target(target))
        return examine(scene, lambda _: None)

    def finding(self, id: str, target: str | None = None, **changes: str) -> Finding:
        """The one finding of this id."""
        examination = self.examine(target, **changes)
        found = [each for each in examination.findings if each.id == id]
        assert len(found) == 1, (found, bad(examination))
        return found[0]

    def write_policy(self, text: str, path: str = ".github/plumbline.yml") -> None:
        self.world.push_to_branch("main", {path: text}, "Wish", by="alice", repository=REPOSITORY)


def bad(examination: Examination) -> Sequence[Finding]:
    """All that is not in order."""
    return [each for each in examination.findings if each.status != "ok"]


def settle(world: World) -> None:
    """An organisation with a team, the App, and a repository under strict rules."""
    world.add_account("acme", "Organization")
    for login in ("alice", "bob", "carol"):
        world.add_account(login)
    core = world.add_team("acme", "core", ("alice", "bob"))
    world.register_app(keys(), app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    world.install("acme")
    shop = world.add_repository(REPOSITORY)
    shop.roles.update({"alice": "admin", "bob": "write", "carol": "write"})
    shop.team_roles[core] = "write"
    files = {"CODEOWNERS": "* @acme/core\n", ".github/plumbline.yml": POLICY}
    world.push_to_branch("main", files, "Begin", by="alice")


@contextmanager
def ward(redis: Redis, redis_url: str, folder: Path) -> Iterator[Ward]:
    """A service in order: every enforced check is required, and somebody delivered something."""
    world, port = World(), free_port()
    settle(world)
    environment = {
        "GITHUB_APP_ID": str(APP_ID),
        "GITHUB_PRIVATE_KEY": keys().private_pem,
        "GITHUB_WEBHOOK_SECRET": SECRET,
        "REDIS_URL": redis_url,
        "PORT": str(port),
        "PLUMBLINE_DATA_DIR": str(folder),
    }
    with serve(world) as github:
        environment["GITHUB_API_URL"] = github.api_url
        settings = read_settings(environment)
        door = make_server(
            "127.0.0.1", port, create_app(settings, redis, open_inbox(redis)), threaded=True
        )
        threading.Thread(target=door.serve_forever, args=(0.02,), daemon=True).start()
        for vital in VITALS:
            beat(redis, vital)
        world.registered_app().webhook_url = f"http://127.0.0.1:{port}/webhook"
        world.require_checks(CHECKS, repository=REPOSITORY)
        world.create_label(world.repository(REPOSITORY), "debt", "b08800", "Debt", by="alice")
        world.push_to_branch("main", {"one.txt": "1\n"}, "One", by="alice")
        github.service.courier.settle()
        try:
            yield Ward(github, redis, environment)
        finally:
            door.shutdown()
            door.server_close()
