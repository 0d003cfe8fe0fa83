"""A pretend GitHub with one repository that wants its decisions kept, and a desk before it."""

from __future__ import annotations

import time
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
from github_app.use_cases.keep_decisions import keep_decisions
from sandbox.app import KeyPair
from sandbox.clock import Clock
from sandbox.issues import Issue
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.github_app.conftest import SECRET, environment, private_key

POLICY_PATH = ".github/plumbline.yml"
LOG_ONLY = "records:\n  adr: {folders: [docs/adr], log: true}\n"
DATES_ONLY = "records:\n  adr: {folders: [docs/adr], remind: {}}\n"
BOTH = "records:\n  adr: {folders: [docs/adr], log: true, remind: {}}\n"
APP_ID = 7


class Silent:
    """A doorbell nobody hears: the tests take their turns themselves."""

    def ring(self, subject: Subject) -> None:
        """Nothing."""


@dataclass
class DecisionTown:
    """`look` is one turn of a worker for the decisions of `shop`."""

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
        return Subject("decisions", installation.id, self.shop.id, "")

    @property
    def issues(self) -> list[Issue]:
        """What the App opened, oldest first."""
        assert self.world.app is not None
        bot = self.world.app.bot
        return [issue for issue in self.shop.issues if issue.author is bot]

    @property
    def log(self) -> Issue:
        (found,) = (issue for issue in self.issues if "plumbline:decisions" in issue.body)
        return found

    @property
    def reminders(self) -> list[Issue]:
        return [issue for issue in self.issues if "plumbline:decision-date" in issue.body]

    def look(self, desk: Desk | None = None) -> list[str]:
        """Takes a turn; answers what it asked of GitHub."""
        self.let_claim_expire()
        self.requests()
        keep_decisions(self.turn, desk or self.desk)
        return self.requests()

    @property
    def turn(self) -> Turn:
        return Turn(self.subject, Prompt("push", self.shop.full_name), "token", attempt=1)

    def look_until_done(self) -> int:
        """Takes turns as long as one asks for another; answers how many."""
        turns = 0
        self.desk.inbox.mark(self.subject, Prompt("push", self.shop.full_name))
        while (turn := self.desk.inbox.begin(self.subject)) is not None:
            self.let_claim_expire()
            keep_decisions(turn, self.desk)
            self.desk.inbox.finish(turn)
            time.sleep(0.01)
            turns += 1
        return turns

    def let_claim_expire(self) -> None:
        """What a minute does."""
        self.redis.delete(f"plumbline:claim:decisions:{self.shop.id}")

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

    def merge(self, title: str, body: str = "", *, files: Any = None) -> PullRequest:
        """Alice merges a pull request of hers, a minute after whatever was before."""
        self.merges += 1
        self.world.advance(1 / 60)
        changed = files or {f"src/file-{self.merges}.py": f"x = {self.merges}\n"}
        head = f"change-{self.merges}"
        pull = self.world.open_pull_request(title, body, by="alice", head=head, files=changed)
        self.world.merge(pull.number, by="alice")
        return pull


def a_record(
    number: int, title: str, status: str = "Accepted", *lines: str, text: str = "It is so."
) -> dict[str, str]:
    """A file of `docs/adr` by its path; `lines` stand right below the title."""
    head = "\n".join([f"# {number}. {title}", "", *lines])
    path = f"docs/adr/{number:04}-{title.lower().replace(' ', '-')}.md"
    return {path: f"{head}\n\n## Status\n\n{status}\n\n## Decision\n\n{text}\n"}


def _kind(exchange: Any) -> str:
    if exchange.path != "/graphql":
        return f"{exchange.verb} {exchange.route}"
    return "mutation" if b"mutation" in exchange.request_body[:60] else "query"


@contextmanager
def decision_town(redis: Redis, redis_url: str) -> Iterator[DecisionTown]:
    """The world's clock shows Monday 23 November 2026, noon UTC."""
    keys = KeyPair.load(private_key())
    world = World(clock=Clock(datetime(2026, 11, 23, 12, tzinfo=UTC)))
    shop = _settle(world, keys)
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
        yield DecisionTown(world, running, redis, desk, shop)
    finally:
        desk.github.close()
        running.stop()


def _settle(world: World, keys: KeyPair) -> Repository:
    world.add_account("acme", "Organization")
    for login in ("alice", "mallory"):
        world.add_account(login)
    world.register_app(keys, app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    world.install("acme")
    shop = world.add_repository("acme/shop")
    shop.roles.update({"alice": "admin"})
    files = {
        POLICY_PATH: LOG_ONLY,
        "docs/adr/README.md": "Decisions.\n",
        **a_record(1, "Postgres"),
        **a_record(2, "Queues are tables", "Proposed"),
    }
    world.push_to_branch("main", files, "Begin", by="alice")
    return shop
