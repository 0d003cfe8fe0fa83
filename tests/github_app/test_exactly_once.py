"""Whatever step a worker dies at, what is left to do is done once: issues, remarks, conclusions."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from redis import Redis

from github_app.failures import WorldFailure
from github_app.use_cases.attend import attend
from sandbox.clock import Clock
from tests.conftest import RedisServer
from tests.github_app.killed_turn import NEVER, context, take_turn
from tests.github_app.ritual_town import POLICY, Town, ritual_town

PROCESSES = context()
TWO = POLICY + "  retrospective:\n    anchor: 2026-01-05\n    every_weeks: 1\n    weekday: monday\n"


def open_first(town: Town) -> None:
    """Two rituals are due for the first time; one of the labels exists."""
    town.policy(TWO)
    town.world.create_label(town.shop, "refactor-sprint", "ededed", by="alice")


def open_next(town: Town) -> None:
    """The second sprint is due, with commits in between, and the first is open still."""
    town.look()
    town.world.push_to_branch("main", {"src/till.py": "# TODO round\n"}, "Sell", by="bob")
    town.world.advance(6 * 7 * 24)
    town.let_claim_expire()


def answer(town: Town) -> None:
    """A word is overdue, one command was understood and another one not."""
    town.look()
    number = town.issues[0].number
    town.world.comment(number, "/snooze soon", by="alice")
    town.world.comment(number, "/snooze 1d", by="bob")
    town.world.advance(5 * 24)
    town.let_claim_expire()


def conclude(town: Town) -> None:
    """What was planned is done."""
    debt = town.world.open_issue("Rounding is wrong", by="alice", labels=["debt"])
    town.look()
    (issue,) = town.issues
    town.world.close_issue(debt.number, by="alice")
    issue.body = issue.body.replace("- [ ]", "- [x]")
    town.world.comment(issue.number, "Notes: https://example.com/notes", by="alice")
    town.world.advance(24)
    town.let_claim_expire()


def heal(town: Town) -> None:
    """An issue was opened twice, by whatever went wrong before."""
    town.look()
    (first,) = town.issues
    bot = town.world.registered_app().bot
    town.world.open_issue(first.title, first.body, by=bot.login)
    town.let_claim_expire()


SCENES = (open_first, open_next, answer, conclude, heal)
Prepare = Callable[[Town], None]


@dataclass
class Stage:
    """A town at the beginning of a scene."""

    town: Town

    def in_a_process(self, die_at: int) -> tuple[Any, Any]:
        """A worker, started, and how many steps it took so far."""
        town = self.town
        steps = PROCESSES.Value("i", 0)
        arguments = (town.subject.key, town.shop.full_name, town.environment, die_at, steps)
        process = PROCESSES.Process(target=take_turn, args=arguments)
        process.start()
        return process, steps

    def settle(self) -> None:
        """The claim has expired; turns follow until nothing happens any more."""
        for _ in range(3):
            self.town.let_claim_expire()
            self.town.look()

    def written(self) -> Counter[str]:
        """All that we ever wrote."""
        bot = self.town.world.registered_app().bot
        issues = self.town.issues
        comments = [
            comment.body.splitlines()[0].removesuffix(" -->")
            for issue in issues
            for comment in issue.comments
            if comment.author is bot
        ]
        reactions = [
            f"{reaction.content} to {comment.body}"
            for issue in issues
            for comment in issue.comments
            for reaction in comment.reactions
        ]
        closed = [f"closed {issue.title}" for issue in issues if issue.state == "closed"]
        return Counter([*(issue.title for issue in issues), *comments, *reactions, *closed])


@contextmanager
def on_stage(prepare: Prepare, redis: Redis, redis_server: RedisServer) -> Iterator[Stage]:
    redis.flushall()
    # Scripts that are not loaded yet take a step more.
    redis.script_flush()
    with ritual_town(redis, redis_server.url) as town:
        prepare(town)
        yield Stage(town)


def calm(prepare: Prepare, redis: Redis, redis_server: RedisServer) -> tuple[int, Counter[str]]:
    """How many steps a turn has, and what stands in the end, when nobody dies."""
    with on_stage(prepare, redis, redis_server) as stage:
        process, steps = stage.in_a_process(NEVER)
        process.join(30)
        assert process.exitcode == 0
        stage.settle()
        return steps.value, stage.written()


def die(
    prepare: Prepare, die_at: int, redis: Redis, redis_server: RedisServer, *, forgets: bool
) -> tuple[bool, Counter[str]]:
    """Whether a worker died there, as turns differ by a step, and what stands in the end; Redis is
    wiped where it `forgets`.
    """
    with on_stage(prepare, redis, redis_server) as stage:
        process, _ = stage.in_a_process(die_at)
        process.join(30)
        assert process.exitcode in {0, -signal.SIGKILL}
        if forgets:
            redis.flushall()
        stage.settle()
        return process.exitcode != 0, stage.written()


@pytest.mark.parametrize("prepare", [open_first, answer], ids=lambda scene: scene.__name__)
def test_a_worker_that_dies_around_its_writes_leaves_nothing_double_or_undone(
    prepare: Prepare, redis: Redis, redis_server: RedisServer
) -> None:
    steps, expected = calm(prepare, redis, redis_server)
    # The last steps of a turn are its mutation, and what is remembered of it.
    places = range(2 * steps - 16, 2 * steps, 5)
    deaths = 0
    for die_at in places:
        has_died, written = die(prepare, die_at, redis, redis_server, forgets=die_at % 2 == 0)
        deaths += has_died
        assert written == expected, die_at
    assert deaths >= len(places) - 1


@pytest.mark.soak
@pytest.mark.parametrize("forgets", [False, True])
@pytest.mark.parametrize("prepare", SCENES, ids=lambda scene: scene.__name__)
def test_whatever_step_a_worker_dies_at_everything_is_done_once(
    prepare: Prepare, forgets: bool, redis: Redis, redis_server: RedisServer
) -> None:
    steps, expected = calm(prepare, redis, redis_server)
    deaths = 0
    for die_at in range(2 * steps):
        has_died, written = die(prepare, die_at, redis, redis_server, forgets=forgets)
        deaths += has_died
        assert written == expected, die_at
    assert deaths >= 2 * steps - 8


@pytest.mark.soak
@pytest.mark.parametrize("prepare", SCENES, ids=lambda scene: scene.__name__)
def test_one_of_two_workers_dies_at_any_step(
    prepare: Prepare, redis: Redis, redis_server: RedisServer
) -> None:
    steps, expected = calm(prepare, redis, redis_server)
    for die_at in range(0, 2 * steps, 3):
        with on_stage(prepare, redis, redis_server) as stage:
            workers = [stage.in_a_process(die_at)[0], stage.in_a_process(NEVER)[0]]
            for worker in workers:
                worker.join(30)
            stage.settle()
            assert stage.written() == expected, die_at


def test_two_workers_at_once_and_one_more_leave_what_one_would(
    redis: Redis, redis_server: RedisServer
) -> None:
    _, expected = calm(heal, redis, redis_server)
    with on_stage(heal, redis, redis_server) as stage:
        workers = [stage.in_a_process(NEVER)[0] for _ in range(2)]
        for worker in workers:
            worker.join(30)
        stage.settle()
        assert stage.written() == expected


def test_a_renamed_repository_gets_nothing_twice(redis: Redis, redis_server: RedisServer) -> None:
    _, expected = calm(open_first, redis, redis_server)
    with on_stage(open_first, redis, redis_server) as stage:
        town = stage.town
        town.look()
        town.world.rename_repository("acme/shop", "store")
        redis.flushall()
        with suppress(WorldFailure):
            attend(town.turn("acme/shop"), town.desk)
        stage.settle()
        assert stage.written() == expected


def test_a_clock_that_was_set_back_opens_nothing_and_says_nothing(
    redis: Redis, redis_server: RedisServer
) -> None:
    with on_stage(answer, redis, redis_server) as stage:
        stage.settle()
        before = stage.written()
        for back in (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)):
            stage.town.world.clock = Clock(back)
            redis.flushall()
            stage.settle()
            assert stage.written() == before
