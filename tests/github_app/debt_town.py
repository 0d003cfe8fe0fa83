"""A pretend GitHub with one repository whose debt is kept account of, and a desk before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from redis import Redis

from github_app.desk import Desk, build_desk
from github_app.gateway.recall import Recall
from github_app.inbox import Inbox, Turn
from github_app.settings import read_settings
from github_app.subjects import Prompt, Subject
from github_app.use_cases.keep_debt import keep_debt
from sandbox.app import KeyPair
from sandbox.clock import Clock
from sandbox.issues import Issue
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.github_app.conftest import SECRET, environment, private_key

POLICY_PATH = ".github/plumbline.yml"
LEDGER = "debt: {ledger: true}\n"
APP_ID = 7


class Silent:
    """A doorbell nobody hears: the tests take their turns themselves."""

    def ring(self, subject: Subject) -> None:
        """Nothing."""


@dataclass
class DebtTown:
    """`look` is one turn of a worker for the debt of `shop`."""

    world: World
    running: RunningSandbox
    redis: Redis
    desk: Desk
    shop: Repository
    merges: int = 0

    @property
    def subject(self) -> Subject:
        installation = self.world.installation_of(self.shop)
        assert installation is not None
        return Subject("debt", installation.id, self.shop.id, "")

    @property
    def recall(self) -> Recall:
        return Recall(self.redis, self.shop.id)

    @property
    def issues(self) -> list[Issue]:
        """What the App opened, oldest first."""
        assert self.world.app is not None
        bot = self.world.app.bot
        return [issue for issue in self.shop.issues if issue.author is bot]

    @property
    def ledger(self) -> Issue:
        (found,) = self.issues
        return found

    def debt(self, title: str, body: str = "", **given: Any) -> Issue:
        """Alice opens an issue about debt."""
        labels = given.pop("labels", ("debt",))
        return self.world.open_issue(title, body, by="alice", labels=labels, **given)

    def look(self, desk: Desk | None = None) -> list[str]:
        """Takes a turn; answers what it asked of GitHub."""
        self.let_claim_expire()
        self.requests()
        self.take_turn(desk)
        return self.requests()

    def take_turn(self, desk: Desk | None = None) -> None:
        prompt = Prompt("issues", self.shop.full_name, background=True)
        keep_debt(Turn(self.subject, prompt, "token", attempt=1), desk or self.desk)

    def look_until_done(self) -> int:
        """Takes turns as long as one asks for another; answers how many."""
        turns = 0
        self.desk.inbox.mark(self.subject, Prompt("issues", self.shop.full_name))
        while (turn := self.desk.inbox.begin(self.subject)) is not None:
            self.let_claim_expire()
            keep_debt(turn, self.desk)
            self.desk.inbox.finish(turn)
            turns += 1
            self.redis.delete(*self.redis.keys("plumbline:pace:*") or ["none"])
        return turns

    def let_claim_expire(self) -> None:
        """What a minute does."""
        self.redis.delete(f"plumbline:claim:debt:{self.shop.id}")

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

    def policy(self, text: str) -> None:
        self.files({POLICY_PATH: text})

    def merge(self, title: str, files: Mapping[str, str], labels: Any = ()) -> PullRequest:
        """Alice merges a pull request of hers, a minute after whatever was before."""
        self.merges += 1
        self.world.advance(1 / 60)
        head = f"change-{self.merges}"
        pull = self.world.open_pull_request(title, by="alice", head=head, files=dict(files))
        for label in labels:
            self.world.label(pull.number, label, by="alice")
        self.world.merge(pull.number, by="alice")
        return pull


def _kind(exchange: Any) -> str:
    if exchange.path != "/graphql":
        return f"{exchange.verb} {exchange.route}"
    return "mutation" if b"mutation" in exchange.request_body[:60] else "query"


@contextmanager
def debt_town(redis: Redis, redis_url: str, policy: str = LEDGER) -> Iterator[DebtTown]:
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
        yield DebtTown(world, running, redis, desk, shop)
    finally:
        desk.github.close()
        running.stop()


def _settle(world: World, keys: KeyPair, policy: str) -> Repository:
    world.add_account("acme", "Organization")
    for login in ("alice", "mallory"):
        world.add_account(login)
    world.register_app(keys, app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    world.install("acme")
    shop = world.add_repository("acme/shop")
    shop.roles.update({"alice": "admin"})
    world.push_to_branch("main", {POLICY_PATH: policy}, "Begin", by="alice")
    return shop
