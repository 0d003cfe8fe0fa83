"""One piece of work, done while the world fails, and compared with the same work on a calm day."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from redis import Redis

from github_app import jobs
from github_app.gateway.connections import Connections
from github_app.subjects import Prompt, Subject
from sandbox.faults import TROUBLE
from sandbox.pull_requests import PullRequest
from tests.conftest import RedisServer
from tests.github_app.use_cases.stage import POLICY, RECORD, REPOSITORY, Stage, staged

PATIENCE_SECONDS = 2
"""For an answer that does not come in time; nothing else is to be too late on a busy machine."""
_USUAL_PATIENCE = 30
_MOST_TURNS = 14
_CLOSING = """\
records:
  adr: {folders: [docs/adr], log: true, remind: {}}
rituals:
  refactor_sprint:
    anchor: 2026-01-05
    every_weeks: 1
    time_zone: UTC
    rotation: [ada]
"""
_OPENED = {f"src/part{n}.py": "x = 1\n" for n in range(101)}
_MARKED = "".join(f"# TODO mend {n}\n" for n in range(60))
_DATED = RECORD.format(number=2, title="Look again", status="Accepted\n\nRevisit: 2026-01-02")


@dataclass
class Ordeal:
    """`subject` is what the turns are about; `pull` the pull request of them all."""

    stage: Stage
    subject: Subject
    prompt: Prompt
    pull: PullRequest
    head_oid: str
    waits: list[float] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)

    @property
    def redis(self) -> Redis:
        return self.stage.desk.redis

    def begin(self) -> None:
        """An event comes in."""
        self.redis.flushall()
        self.stage.sandbox.service.exchanges.reset()
        self.stage.desk.inbox.mark(self.subject, self.prompt)

    def turn(self) -> None:
        """One turn, and what is to be seen after it; the waiting is over when it returns."""
        jobs.attend(self.subject.key)
        due = self.redis.zscore("plumbline:due", self.subject.key)
        self.waits.append(due / 1000 - time.time() if due else 0.0)
        self.seen.append(self.verdicts())

    def let_time_pass(self) -> None:
        """Until all that waits is due."""
        for kept in ("pause*", "claim:*", "trouble:*", "allowance*", "limited:*", "creating:*"):
            for key in self.redis.keys(f"plumbline:{kept}"):
                self.redis.delete(key)

    def forget_dead_credentials_of_the_app(self) -> None:
        """It speaks by a signature that is another one a second later."""
        dead = self.stage.sandbox.service.faults.refused_credentials
        dead -= {each for each in dead if "ghs_" not in each}

    def met_by(self, *, only_graphql: bool) -> bool:
        """Whether the request that met the trouble is of the sort in question."""
        exchanges = self.stage.sandbox.service.exchanges.last()
        met = [each for each in exchanges if TROUBLE in each.response_headers]
        return not only_graphql or all(each.path == "/graphql" for each in met)

    def settle(self) -> None:
        """Turn after turn, until nothing waits."""
        for _ in range(_MOST_TURNS):
            self.turn()
            if not self.is_waiting:
                return
            self.let_time_pass()
        raise AssertionError(f"No end of it: {self.state}")

    @property
    def is_waiting(self) -> bool:
        return bool(self.redis.llen(f"plumbline:events:{self.subject.key}"))

    @property
    def state(self) -> dict[bytes, bytes]:
        """The turn as it stands in Redis."""
        return self.redis.hgetall(f"plumbline:turn:{self.subject.key}")

    @property
    def dead_letters(self) -> list[bytes]:
        return self.redis.lrange("plumbline:dead-letters", 0, -1)

    def verdicts(self) -> dict[str, Any]:
        """What stands completed."""
        runs = self.stage.world.latest_runs(None, self.head_oid)
        done = (run for run in runs if run.status == "completed")
        return {run.name: (run.conclusion, run.title) for run in done}

    def created(self) -> Counter[str]:
        """Everything the App ever made, by what it is."""
        repository, bot = self.stage.repository, self.stage.world.registered_app().bot
        runs = [run.name for suite in repository.suites for run in suite.runs]
        comments = [
            f"comment {one.body.splitlines()[0]}"
            for issue in (*repository.issues, self.pull)
            for one in issue.comments
            if one.author is bot
        ]
        issues = [f"issue {one.title}" for one in repository.issues if one.author is bot]
        labels = [f"label {label.name}" for label in repository.labels]
        return Counter([*runs, *comments, *issues, *labels])


@contextmanager
def ordeal(
    kind: str, redis_server: RedisServer, redis: Redis, patience: int = _USUAL_PATIENCE
) -> Iterator[Ordeal]:
    """`kind` is that of the subject; GitHub may take `patience` seconds to answer."""
    with staged(redis_server, redis) as stage, pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "open_desk", lambda: stage.desk)
        api_url = stage.sandbox.api_url
        patch.setattr(stage.desk.github, "_connections", Connections(api_url, patience))
        yield _prepared(stage, kind)


def _prepared(stage: Stage, kind: str) -> Ordeal:
    files = {".github/plumbline.yml": POLICY + _CLOSING, "docs/adr/0002-look-again.md": _DATED}
    stage.world.push_to_branch("main", files, "Want more", by="linus", repository=REPOSITORY)
    pull = stage.open(_OPENED)
    stage.world.approve(pull.number, by="grace")
    stage.world.push(pull.number, {"src/core/engine.py": _MARKED})
    stage.world.comment(pull.number, "/adr new Doubt", by="ada")
    detail, head_oid = str(pull.number), pull.head_oid
    hints: dict[str, Any] = {"base_name": pull.base_name, "head_oid": head_oid}
    if kind == "merge_group":
        detail = head_oid = stage.world.enqueue(pull.number, by="linus")
        hints = {"head_name": f"gh-readonly-queue/main/pr-{pull.number}-{pull.base_tip}"}
    elif kind != "pull_request":
        detail, hints = "", {}
    prompt = stage.prompt("pull_request.synchronize", delivery="first", **hints)
    subject = Subject(kind, stage.installation.id, stage.repository.id, detail)  # type: ignore[arg-type]
    return Ordeal(stage, subject, prompt, pull, head_oid)
