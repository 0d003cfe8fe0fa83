"""What must be true in the end, and how that is known: a twin world in which nobody was killed."""

from __future__ import annotations

import os
import secrets
import time
from collections import Counter
from itertools import pairwise
from random import Random

from github_app.inbox.letters import DEAD_LETTERS
from sandbox.app import KeyPair
from sandbox.pull_requests import PullRequest
from sandbox.server import serve
from sandbox.world import World
from tests.conftest import RedisServer
from tests.product.besieged import CALENDAR, REPOSITORIES, Besieged, prepare
from tests.product.fresh_eye import Verdicts, fresh_eye, open_pulls, verdicts
from tests.product.happenings import Townspeople
from tests.product.stage import product_environment

RIGHT_WITHIN = 60.0
"""Seconds until all verdicts are right again."""

_DELETION = "mutation Publish($w0: DeleteIssueCommentInput!)"

QUIET_WITHIN = 300.0
"""Seconds until nothing is on its way: GitHub is asked for what was not delivered one by one, at
its own pace, and hundreds may have failed."""


def seed() -> int:
    """Printed, so that pytest shows it beside a failure."""
    chosen = int(os.environ.get("PLUMBLINE_CHAOS_SEED") or secrets.randbelow(1_000_000))
    print(f"PLUMBLINE_CHAOS_SEED={chosen}")
    return chosen


def tell(people: Townspeople, events: int, pause: float = 0.0) -> Counter[str]:
    """What people do, with `pause` seconds in between."""
    told: Counter[str] = Counter()
    for _ in range(events):
        told[people.act()] += 1
        time.sleep(pause)
    return told


def people_of(world: World, number: int) -> Townspeople:
    """They do the same for the same number."""
    return Townspeople(world, REPOSITORIES, Random(number))


class Twin:
    """The same people in a world where nobody is killed: each verdict is given once, at the end."""

    def __init__(self, number: int, redis_server: RedisServer) -> None:
        self._keys, self._world = KeyPair.generate(), World()
        prepare(self._world, self._keys)
        self._people, self._redis = people_of(self._world, number), redis_server

    def after(self, events: int) -> Verdicts:
        """What stands once so many more events have happened."""
        tell(self._people, events)
        with serve(self._world) as github:
            environment = product_environment(self._redis.folder, self._keys, github, 8080)
            with fresh_eye(github, environment, self._redis.url) as fresh:
                fresh.writes()
        return verdicts(self._world)


def wait_until_right(town: Besieged, expected: Verdicts) -> float:
    """How long it took until these were the verdicts; waits until nothing is on its way any more,
    which may not change them.
    """
    begun = time.monotonic()
    right_after = None
    while True:
        wrong = difference(verdicts(town.world), expected)
        took = time.monotonic() - begun
        if not wrong and right_after is None:
            right_after = took
        on_its_way = town.unanswered()
        if right_after is not None and not wrong and not on_its_way:
            break
        assert took < (RIGHT_WITHIN if right_after is None else QUIET_WITHIN), (
            f"After {took:.0f} s: {wrong}, {on_its_way}\n{town.last_words()}"
        )
        time.sleep(0.05)
    assert town.redis.lrange(DEAD_LETTERS, 0, -1) == []
    return right_after


def difference(one: Verdicts, other: Verdicts) -> list[object]:
    return [
        (about, one.get(about), other.get(about))
        for about in one.keys() | other.keys()
        if one.get(about) != other.get(about)
    ]


def assert_all_is_right(town: Besieged, redis_server: RedisServer, late_writes: int = 0) -> None:
    """Nothing is missing, old or there twice. Nobody may be at work any more.

    `late_writes` is how many a network kept back until others had taken their place, which nobody
    can prevent: a comment that was written so is deleted by the next look.
    """
    with fresh_eye(town.github, town.environment, redis_server.url) as fresh:
        written = fresh.writes()
    if late_writes:
        written = [each for each in written if each and _DELETION not in each]
    assert not written, "\n".join(written)
    for pull in open_pulls(town.world):
        assert_nothing_is_doubled(pull, late_writes)
    reminders = town.world.repository(CALENDAR).issues
    assert len([each for each in reminders if "plumbline:ritual" in each.body]) == 1


def assert_nothing_is_doubled(pull: PullRequest, late_writes: int = 0) -> None:
    """One comment, and no check run created twice for the same verdict but by late writes."""
    assert len([c for c in pull.comments if "plumbline:comment" in c.body]) <= 1
    for suite in pull.repository.suites:
        by_name: dict[str, list[str]] = {}
        for run in suite.runs:
            by_name.setdefault(run.name, []).append(run.external_id)
        for name, ids in by_name.items():
            repeated = [one for one, next_ in pairwise(ids) if one == next_]
            assert len(repeated) <= late_writes, f"{name} of #{pull.number}"
