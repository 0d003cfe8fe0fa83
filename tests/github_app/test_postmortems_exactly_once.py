"""Whatever step a worker dies at, what is due about postmortems is done once."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable

import pytest
from redis import Redis

from tests.conftest import RedisServer
from tests.github_app.killed_turn import NEVER, context, take_turn
from tests.github_app.postmortem_town import PostmortemTown, a_postmortem, postmortem_town

PROCESSES = context()
PATH = "docs/postmortems/2026-11-23-orders.md"
POLICY = "postmortems: {since: 2026-11-01}\n"
TABLE = (
    "| Action | Owner | Due |\n| --- | --- | --- |\n"
    "| Alert on the disk | @grace | 2026-12-01 |\n| Write a runbook | | |\n"
)
Prepare = Callable[[PostmortemTown], None]


def begin(town: PostmortemTown) -> None:
    """Nothing stands yet; an incident is closed, and a document has two actions."""
    town.incident()
    town.files({PATH: a_postmortem("Queue", TABLE)})


def go_on(town: PostmortemTown) -> None:
    """The postmortem has come, another incident was waived, an action is due, one was snoozed."""
    incident = town.incident()
    town.incident("B")
    town.files({PATH: a_postmortem("Queue", TABLE)})
    town.look()
    town.world.comment(town.due[1].number, "/no-postmortem a drill", by="alice")
    town.world.comment(town.actions[1].number, "/snooze 1w", by="grace")
    town.files({PATH: a_postmortem("Queue", TABLE, more=f"See #{incident.number}")})
    town.days(9)
    town.let_claim_expire()


def written(town: PostmortemTown) -> Counter[str]:
    """All that we ever wrote."""
    assert town.world.app is not None
    bot = town.world.app.bot
    found: list[str] = []
    for issue in town.shop.issues:
        if issue.author is bot:
            found += [issue.title, f"{issue.title} is {issue.state}"]
        for comment in issue.comments:
            if comment.author is bot:
                found.append(comment.body.splitlines()[0])
            found += [f"{each.content} to {comment.body}" for each in comment.reactions]
    return Counter(found)


def outcome(
    prepare: Prepare, die_at: int, redis: Redis, redis_server: RedisServer, *, forgets: bool = False
) -> tuple[int, bool, Counter[str]]:
    """How many steps the turn took, whether it died, and what stands in the end."""
    redis.flushall()
    redis.script_flush()
    with postmortem_town(redis, redis_server.url, POLICY) as town:
        prepare(town)
        steps = PROCESSES.Value("i", 0)
        given = (town.subject.key, town.shop.full_name, town.environment, die_at, steps)
        process = PROCESSES.Process(target=take_turn, args=given)
        process.start()
        process.join(30)
        assert process.exitcode in {0, -signal.SIGKILL}
        if forgets:
            redis.flushall()
        for _ in range(3):
            town.look()
        return steps.value, process.exitcode != 0, written(town)


def test_a_worker_that_dies_around_its_writes_leaves_nothing_double_or_undone(
    redis: Redis, redis_server: RedisServer
) -> None:
    steps, _, expected = outcome(begin, NEVER, redis, redis_server)
    assert len(expected) == 8
    for die_at in (2 * steps - 15, 2 * steps - 9):
        _, has_died, found = outcome(begin, die_at, redis, redis_server, forgets=die_at % 4 == 1)
        assert has_died
        assert found == expected, die_at


@pytest.mark.soak
@pytest.mark.parametrize("forgets", [False, True])
@pytest.mark.parametrize("prepare", [begin, go_on], ids=lambda scene: scene.__name__)
def test_whatever_step_a_worker_dies_at_everything_is_done_once(
    prepare: Prepare, forgets: bool, redis: Redis, redis_server: RedisServer
) -> None:
    steps, _, expected = outcome(prepare, NEVER, redis, redis_server)
    deaths = 0
    for die_at in range(2 * steps):
        _, has_died, found = outcome(prepare, die_at, redis, redis_server, forgets=forgets)
        deaths += has_died
        assert found == expected, die_at
    assert deaths >= 2 * steps - 8
