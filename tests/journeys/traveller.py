"""Someone who acts on the pretend GitHub and sees what the product answers there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.check_runs import CheckRun
from sandbox.exchanges import Exchange
from sandbox.issues import Comment
from sandbox.pull_requests import PullRequest
from sandbox.world import World
from tests.product.stage import Stage, TookTooLong, wait_until

SECONDS = 30.0


@dataclass
class Traveller:
    """`names` numbers the branches, so that every journey has its own."""

    stage: Stage
    names: Iterator[int]

    @property
    def world(self) -> World:
        return self.stage.world

    def open(self, files: Mapping[str, str | bytes | None], **more: Any) -> PullRequest:
        """Carol opens a pull request with these files."""
        branch = f"journey-{next(self.names)}"
        wishes: dict[str, Any] = {"title": "Change it", "by": "carol", "head": branch, **more}
        return self.world.open_pull_request(files=dict(files), **wishes)

    def runs(self, oid: str, repository: str | None = None) -> dict[str, CheckRun]:
        """The latest check run of each name on a commit, by name without `plumbline/`."""
        latest = self.world.latest_runs(repository, oid)
        return {run.name.removeprefix("plumbline/"): run for run in latest}

    def conclusions(self, pull: PullRequest) -> dict[str, str | None]:
        runs = self.runs(pull.head_oid, pull.repository.full_name)
        return {name: run.conclusion for name, run in runs.items()}

    def sees(self, pull: PullRequest, **expected: str) -> dict[str, CheckRun]:
        """Waits until the check runs on the head have these conclusions; answers them."""
        self.wait(
            lambda: expected.items() <= self.conclusions(pull).items(),
            lambda: f"{expected}, but saw {self.conclusions(pull)}",
        )
        return self.runs(pull.head_oid)

    def comments(self, pull: PullRequest) -> list[Comment]:
        """Comments the product wrote on a pull request."""
        return [comment for comment in pull.comments if "plumbline:comment" in comment.body]

    def settle(self) -> None:
        """Waits until everything that happened was answered."""
        self.wait(self.stage.is_quiet, lambda: "quiet")

    def exchanges(self, act: Callable[[], object]) -> list[Exchange]:
        """What the product said to GitHub because of `act`, until all was answered."""
        self.settle()
        self.stage.github.service.exchanges.reset()
        act()
        self.settle()
        return list(self.stage.github.service.exchanges.last())

    def wait(self, is_so: Callable[[], bool], what: Callable[[], str]) -> None:
        try:
            wait_until(is_so, "the journey", SECONDS)
        except TookTooLong:
            raise AssertionError(f"Waited {SECONDS:.0f} s for {what()}") from None
