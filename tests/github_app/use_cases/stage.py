"""A stage: the whole service from the desk on, over a real Redis and a served pretend GitHub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from redis import Redis

from checks.engine.registry import all_checks
from github_app.desk import Desk, build_desk
from github_app.inbox import Inbox
from github_app.settings import read_settings
from github_app.subjects import Prompt, Subject
from github_app.use_cases.attend import attend
from sandbox.app import Installation, KeyPair
from sandbox.check_runs import CheckRun
from sandbox.exchanges import Exchange
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.conftest import RedisServer
from tests.github_app.conftest import environment, private_key

REPOSITORY = "acme/shop"
CHECKS = {check.name for check in all_checks() if check.settings().mode != "off"}
POLICY = """\
comment: blocking
checks:
  adr_link: {mode: enforce, paths: [src/core/]}
  review_coverage: {mode: enforce}
  debt_label: {mode: advise}
"""
RECORD = """\
# {number}. {title}

## Status

{status}

## Context

Nobody remembers in a year why it was done this way, and the question comes up again each time.

## Decision

It is done as the title says, from now on and everywhere.

## Consequences

What was open before is settled, and the next change starts from here.
"""
CONTENT = {
    "README.md": "# Shop\n",
    "src/app.py": "print('hello')\n",
    "src/core/engine.py": "POWER = 1\n",
    "docs/adr/0001-record-decisions.md": RECORD.format(
        number=1, title="Record decisions", status="Accepted"
    ),
    ".github/CODEOWNERS": "*  @acme/maintainers\n/src/  @grace\n",
    ".github/plumbline.yml": POLICY,
}


@dataclass
class Bells:
    """Stands for the queue: notes for whom a worker was asked."""

    rung: list[Subject] = field(default_factory=list)

    def ring(self, subject: Subject) -> None:
        self.rung.append(subject)


@dataclass
class Stage:
    """One world, one desk. `hints` are what the webhooks would tell."""

    sandbox: RunningSandbox
    desk: Desk
    bells: Bells
    repository: Repository
    installation: Installation
    deliveries: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def world(self) -> World:
        return self.sandbox.world

    def open(self, files: Mapping[str, str | bytes | None], **more: Any) -> PullRequest:
        """Ada opens a pull request with these files."""
        wishes: dict[str, Any] = {"title": "Change it", "by": "ada", "head": "change", **more}
        return self.world.open_pull_request(files=dict(files), **wishes)

    def attend(self, kind: Any, detail: object, prompt: Prompt) -> list[Exchange]:
        """One turn; answers what was said to GitHub in it."""
        repository = 0 if kind == "organization" else self.repository.id
        subject = Subject(kind, self.installation.id, repository, str(detail))
        self.desk.redis.delete(f"plumbline:pause:{subject.key}")
        delivery = f"delivery-{next(self.deliveries)}"
        self.desk.inbox.mark(subject, replace(prompt, delivery=delivery))
        turn = self.desk.inbox.begin(subject)
        assert turn is not None
        self.sandbox.service.exchanges.reset()
        try:
            attend(turn, self.desk)
        finally:
            self.desk.inbox.finish(turn)
        return list(self.sandbox.service.exchanges.last())

    def judge(
        self, pull: PullRequest, event: str = "pull_request.synchronize", **hints: Any
    ) -> list[Exchange]:
        """Judges as after a webhook about `pull`."""
        told: dict[str, Any] = {
            "base_name": pull.base_name,
            "head_oid": pull.head_oid,
            "changed_files": len(pull.files),
        }
        return self.attend("pull_request", pull.number, self.prompt(event, **{**told, **hints}))

    def subject(self, pull: PullRequest) -> Subject:
        return Subject("pull_request", self.installation.id, self.repository.id, str(pull.number))

    def prompt(self, event: str, **hints: Any) -> Prompt:
        return Prompt(event=event, repository=REPOSITORY, **hints)

    def waiting(self) -> list[str]:
        """The numbers of pull requests that wait for a turn."""
        keys = self.desk.redis.keys("plumbline:events:pull_request:*")
        return sorted(key.decode().rsplit(":", 1)[1] for key in keys)

    def runs(self, oid: str) -> dict[str, CheckRun]:
        """Our newest check runs on a commit, by name without `plumbline/`."""
        latest = self.world.latest_runs(None, oid)
        return {run.name.removeprefix("plumbline/"): run for run in latest}

    def conclusions(self, oid: str) -> dict[str, str | None]:
        return {name: run.conclusion for name, run in self.runs(oid).items()}


def said(exchanges: list[Exchange]) -> list[str]:
    """The requests, in short: `query`, `mutation`, or verb and path; tokens left out."""
    short = []
    for exchange in exchanges:
        if exchange.path.endswith("/access_tokens"):
            continue
        if exchange.path.endswith("graphql"):
            is_write = b'"mutation' in exchange.request_body
            short.append("mutation" if is_write else "query")
        else:
            short.append(f"{exchange.verb} {exchange.path}")
    return short


@contextmanager
def staged(redis_server: RedisServer, redis: Redis) -> Iterator[Stage]:
    world = _world()
    repository = world.repository(REPOSITORY)
    installation = next(iter(world.installations.values()))
    with serve(world) as sandbox:
        changes = {"GITHUB_API_URL": sandbox.api_url, "REDIS_URL": redis_server.url}
        settings, bells = read_settings(environment(**changes)), Bells()
        desk = build_desk(settings, redis, Inbox(redis, bells))
        yield Stage(sandbox, desk, bells, repository, installation)
        desk.github.close()


def _world() -> World:
    world = World()
    world.add_account("acme", "Organization")
    for login in ("ada", "grace", "linus", "mallory"):
        world.add_account(login, email=f"{login}@acme.example")
    world.add_team("acme", "maintainers", ("linus",))
    repository = world.add_repository(REPOSITORY)
    for login in ("ada", "grace", "linus"):
        repository.roles[login] = "write"
    keys = KeyPair.load(private_key())
    world.register_app(keys, app_id=7, slug="plumbline", owner="acme", secret="s")
    world.install("acme")
    world.push_to_branch("main", CONTENT, "Begin", by="linus", repository=repository.full_name)
    return world
