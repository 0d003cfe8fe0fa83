"""A pretend GitHub with one repository that asks for refactor sprints, and a desk before it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from redis import Redis

from github_app.desk import Desk, build_desk
from github_app.inbox import Inbox, Turn
from github_app.settings import read_settings
from github_app.subjects import Prompt, Subject
from github_app.use_cases.hold_rituals import hold_rituals
from sandbox.app import KeyPair
from sandbox.clock import Clock
from sandbox.issues import Issue
from sandbox.repository import Repository
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.github_app.conftest import SECRET, environment, private_key

POLICY_PATH = ".github/plumbline.yml"
POLICY = """\
rituals:
  refactor_sprint:
    anchor: 2026-01-05
    every_weeks: 6
    at: "09:00"
    time_zone: Europe/Berlin
    rotation: [alice, bob]
    overdue_after_days: 3
"""
APP_ID = 7
_LOOK = """
import sys
from github_app.inbox import Turn
from github_app.jobs import open_desk
from github_app.subjects import Prompt, Subject
from github_app.use_cases.hold_rituals import hold_rituals
hold_rituals(Turn(Subject.parse(sys.argv[1]), Prompt("a look", sys.argv[2]), "t", 1), open_desk())
"""


class Silent:
    """A doorbell nobody hears: the tests take their turns themselves."""

    def ring(self, subject: Subject) -> None:
        """Nothing."""


@dataclass
class Town:
    """`look` is one turn of a worker for the rituals of `shop`."""

    world: World
    running: RunningSandbox
    redis: Redis
    desk: Desk
    shop: Repository
    environment: dict[str, str]

    @property
    def subject(self) -> Subject:
        installation = self.world.installation_of(self.shop)
        assert installation is not None
        return Subject("rituals", installation.id, self.shop.id, "")

    @property
    def issues(self) -> list[Issue]:
        """What the App opened, oldest first."""
        assert self.world.app is not None
        bot = self.world.app.bot
        return [issue for issue in self.shop.issues if issue.author is bot]

    def look(self, desk: Desk | None = None) -> None:
        hold_rituals(self.turn(), desk or self.desk)

    def turn(self, name: str = "") -> Turn:
        """A turn; `name` is what the repository is thought to be called."""
        prompt = Prompt("a look of the clock", name or self.shop.full_name)
        return Turn(self.subject, prompt, "token", attempt=1)

    def worker(self) -> subprocess.Popen[bytes]:
        """A process of its own that takes the same look."""
        arguments = [self.subject.key, self.shop.full_name]
        return subprocess.Popen(
            [sys.executable, "-c", _LOOK, *arguments],
            env={**os.environ, **self.environment},
            stderr=subprocess.DEVNULL,
        )

    def let_claim_expire(self) -> None:
        """What a minute does."""
        self.redis.delete(f"plumbline:claim:rituals:{self.shop.id}")

    def second_desk(self) -> Desk:
        """The desk of another worker."""
        return build_desk(self.desk.settings, self.redis, self.desk.inbox)

    def requests(self) -> list[str]:
        """What was asked since the last call: `query`, `mutation` or verb and route."""
        asked = [_kind(exchange) for exchange in self.running.service.exchanges.last()]
        self.running.service.exchanges.reset()
        return [kind for kind in asked if "access_tokens" not in kind]

    def policy(self, text: str | None) -> None:
        self.world.push_to_branch("main", {POLICY_PATH: text}, "Change the policy", by="alice")


def _kind(exchange: Any) -> str:
    if exchange.path != "/graphql":
        return f"{exchange.verb} {exchange.route}"
    return "mutation" if b"mutation" in exchange.request_body[:60] else "query"


@contextmanager
def ritual_town(redis: Redis, redis_url: str, now: datetime | None = None) -> Iterator[Town]:
    """`now` is what the world's clock shows, by default Monday 26 October 2026, noon UTC."""
    keys = KeyPair.load(private_key())
    world = World(clock=Clock(now or datetime(2026, 10, 26, 12, tzinfo=UTC)))
    shop = settle(world, keys)
    running = serve(world)
    variables = environment(
        GITHUB_APP_ID=str(APP_ID),
        GITHUB_PRIVATE_KEY=keys.private_pem,
        GITHUB_API_URL=running.api_url,
        REDIS_URL=redis_url,
        PLUMBLINE_TIME_SOURCE="github",
    )
    settings = read_settings(variables)
    desk = build_desk(settings, redis, Inbox(redis, Silent()))
    try:
        yield Town(world, running, redis, desk, shop, variables)
    finally:
        desk.github.close()
        running.stop()


def settle(world: World, keys: KeyPair) -> Repository:
    """People, the App, and the repository `acme/shop` with its policy."""
    world.add_account("acme", "Organization")
    for login in ("alice", "bob", "mallory"):
        world.add_account(login)
    world.register_app(keys, app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    world.install("acme")
    shop = world.add_repository("acme/shop")
    shop.roles.update({"alice": "admin", "bob": "write"})
    files = {POLICY_PATH: POLICY, "src/till.py": "x = 1\n"}
    world.push_to_branch("main", files, "Begin", by="alice")
    return shop
