"""A pretend GitHub with one repository that keeps its postmortems, and a desk before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from redis import Redis

from github_app.desk import Desk, build_desk
from github_app.inbox import Inbox, Turn
from github_app.settings import read_settings
from github_app.subjects import Prompt, Subject
from github_app.use_cases.keep_postmortems import keep_postmortems
from sandbox.app import KeyPair
from sandbox.clock import Clock
from sandbox.issues import Issue
from sandbox.repository import Repository
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.github_app.conftest import SECRET, environment, private_key

POLICY_PATH = ".github/plumbline.yml"
ALL = "postmortems: {}\n"
APP_ID = 7
DAY = 24.0


class Silent:
    """A doorbell nobody hears: the tests take their turns themselves."""

    def ring(self, subject: Subject) -> None:
        """Nothing."""


@dataclass
class PostmortemTown:
    """`look` is one turn of a worker for the postmortems of `shop`."""

    world: World
    running: RunningSandbox
    redis: Redis
    desk: Desk
    shop: Repository
    environment: Mapping[str, str]

    @property
    def subject(self) -> Subject:
        installation = self.world.installation_of(self.shop)
        assert installation is not None
        return Subject("postmortems", installation.id, self.shop.id, "")

    @property
    def turn(self) -> Turn:
        return Turn(self.subject, Prompt("push", self.shop.full_name), "token", attempt=1)

    @property
    def issues(self) -> list[Issue]:
        """What the App opened, oldest first."""
        assert self.world.app is not None
        bot = self.world.app.bot
        return [issue for issue in self.shop.issues if issue.author is bot]

    def of(self, marker: str) -> list[Issue]:
        return [issue for issue in self.issues if f"plumbline:postmortem-{marker}" in issue.body]

    @property
    def due(self) -> list[Issue]:
        return self.of("due")

    @property
    def actions(self) -> list[Issue]:
        return self.of("action")

    @property
    def index(self) -> Issue:
        (found,) = self.of("index")
        return found

    def look(self, desk: Desk | None = None) -> list[str]:
        """Takes a turn; answers what it asked of GitHub."""
        self.let_claim_expire()
        self.requests()
        keep_postmortems(self.turn, desk or self.desk)
        return self.requests()

    def let_claim_expire(self) -> None:
        """What a minute does."""
        self.redis.delete(f"plumbline:claim:postmortems:{self.shop.id}")

    def second_desk(self) -> Desk:
        """The desk of another worker."""
        return build_desk(self.desk.settings, self.redis, self.desk.inbox)

    def requests(self) -> list[str]:
        """What was asked since the last call: `query`, `mutation` or verb and route."""
        asked = [_kind(exchange) for exchange in self.running.service.exchanges.last()]
        self.running.service.exchanges.reset()
        return [kind for kind in asked if "access_tokens" not in kind]

    def files(self, files: Mapping[str, str | None]) -> None:
        """Alice writes these to the default branch; None removes one."""
        self.world.push_to_branch("main", dict(files), "Change it", by="alice")

    def days(self, count: float) -> None:
        self.world.advance(count * DAY)

    def incident(self, title: str = "Orders are lost", body: str = "", **more: Any) -> Issue:
        """Alice opens one, and closes it two hours later."""
        labels = more.pop("labels", ("incident",))
        found = self.world.open_issue(title, body, by="alice", labels=labels)
        self.world.advance(2.0)
        self.world.close_issue(found.number, by="alice")
        return found


def a_postmortem(title: str, *items: str, day: str = "2026-11-23", more: str = "") -> str:
    """A document with these action items."""
    listed = "\n".join(items)
    return (
        f"# {title}\n\n**Date:** {day}\n**Severity:** SEV-2\n\n## Impact\n\nNobody could pay.\n\n"
        f"## Root causes\n\n- A full disk.\n\n## Lessons learned\n\n- Disks fill up.\n\n{more}\n"
        f"## Action items\n\n{listed}\n"
    )


def _kind(exchange: Any) -> str:
    if exchange.path != "/graphql":
        return f"{exchange.verb} {exchange.route}"
    return "mutation" if b"mutation" in exchange.request_body[:60] else "query"


@contextmanager
def postmortem_town(redis: Redis, redis_url: str, policy: str = ALL) -> Iterator[PostmortemTown]:
    """The world's clock shows Monday 23 November 2026, noon UTC."""
    keys = KeyPair.load(private_key())
    world = World(clock=Clock(datetime(2026, 11, 23, 12, tzinfo=UTC)))
    shop = _settle(world, keys, policy)
    running = serve(world)
    variables = environment(
        GITHUB_APP_ID=str(APP_ID),
        GITHUB_PRIVATE_KEY=keys.private_pem,
        GITHUB_API_URL=running.api_url,
        REDIS_URL=redis_url,
        PLUMBLINE_TIME_SOURCE="github",
    )
    desk = build_desk(read_settings(variables), redis, Inbox(redis, Silent(), pace=0.001))
    try:
        yield PostmortemTown(world, running, redis, desk, shop, variables)
    finally:
        desk.github.close()
        running.stop()


def _settle(world: World, keys: KeyPair, policy: str) -> Repository:
    world.add_account("acme", "Organization")
    for login in ("alice", "grace", "mallory"):
        world.add_account(login)
    world.register_app(keys, app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    world.install("acme")
    shop = world.add_repository("acme/shop")
    shop.roles.update({"alice": "admin", "grace": "write"})
    world.push_to_branch("main", {POLICY_PATH: policy}, "Begin", by="alice")
    return shop
