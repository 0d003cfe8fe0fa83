"""The whole product under attack: whoever is killed, and when, all verdicts are right soon after.

PLUMBLINE_CHAOS_SEED repeats the events and the order of the attacks of an earlier run.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from redis import Redis

from github_app.inbox.letters import DEAD_LETTERS
from sandbox.app import KeyPair
from sandbox.pull_requests import PullRequest
from sandbox.server import serve
from sandbox.world import World
from tests.conftest import RedisServer
from tests.product.attacker import Attacker
from tests.product.besieged import (
    CALENDAR,
    REPOSITORIES,
    Besieged,
    besieged,
    prepare,
    product_environment,
)
from tests.product.fresh_eye import fresh_eye, open_pulls, verdicts
from tests.product.happenings import Townspeople

QUIET_WITHIN = 60.0


def seed() -> int:
    """Printed, so that pytest shows it beside a failure."""
    chosen = int(os.environ.get("PLUMBLINE_CHAOS_SEED") or secrets.randbelow(1_000_000))
    print(f"PLUMBLINE_CHAOS_SEED={chosen}")
    return chosen


def tell(world: World, number: int, events: int, pause: float = 0.0) -> Counter[str]:
    """What people do, the same for the same number; with `pause` seconds in between on average."""
    people = Townspeople(world, REPOSITORIES, Random(number))
    told: Counter[str] = Counter()
    for _ in range(events):
        told[people.act()] += 1
        time.sleep(pause)
    return told


def wait_until_quiet(town: Besieged, seconds: float = QUIET_WITHIN) -> float:
    """How long it took; all parts run again when this returns."""
    begun = time.monotonic()
    while (left := town.unanswered()) or not town.is_ready():
        took = time.monotonic() - begun
        assert took < seconds, f"Not quiet after {took:.0f} s: {left}\n{town.last_words()}"
        time.sleep(0.05)
    return time.monotonic() - begun


def assert_all_is_right(town: Besieged, redis_server: RedisServer) -> None:
    """Nothing is missing, old, left over or there twice."""
    assert town.redis.lrange(DEAD_LETTERS, 0, -1) == []
    town.supervisor.stop()
    told = verdicts(town.world)
    with fresh_eye(town.github, town.environment, redis_server.url) as fresh:
        written = fresh.writes()
    assert not written, "\n".join(written)
    assert verdicts(town.world) == told
    for pull in open_pulls(town.world):
        assert_nothing_is_doubled(pull)
    reminders = town.world.repository(CALENDAR).issues
    assert len([each for each in reminders if "plumbline:ritual" in each.body]) == 1


def assert_nothing_is_doubled(pull: PullRequest) -> None:
    """One comment, and no check run created twice for the same verdict."""
    assert len([c for c in pull.comments if "plumbline:comment" in c.body]) <= 1
    for suite in pull.repository.suites:
        by_name: dict[str, list[str]] = {}
        for run in suite.runs:
            by_name.setdefault(run.name, []).append(run.external_id)
        for name, ids in by_name.items():
            repeated = [one for one, next_ in pairwise(ids) if one == next_]
            assert repeated == [], f"{name} of #{pull.number}"


def undisturbed(number: int, events: int, redis_server: RedisServer) -> object:
    """The verdicts about the same events where nobody was killed, each given once, at the end."""
    keys, world = KeyPair.generate(), World()
    prepare(world, keys)
    tell(world, number, events)
    with serve(world) as github:
        environment = product_environment(redis_server.folder, keys, github, 0)
        with fresh_eye(github, {**environment, "PORT": "8080"}, redis_server.url) as fresh:
            fresh.writes()
            return verdicts(world)


def test_every_event_is_answered_rightly_although_anybody_may_be_killed(
    redis_server: RedisServer, redis: Redis
) -> None:
    number, events = seed(), 120
    chance = Random(number)
    with besieged(chance) as town:
        attacker, stop = Attacker(town.supervisor, chance), threading.Event()
        siege = threading.Thread(target=attacker.harass, args=(stop, (0.2, 0.8)))
        siege.start()
        print(tell(town.world, number, events, 0.04))
        stop.set()
        siege.join()
        attacker.kill("everything")
        print(*attacker.told, sep="\n")
        print(f"Quiet after {wait_until_quiet(town):.1f} s, {town.supervisor.restarts} restarts")
        assert_all_is_right(town, redis_server)
        redis.flushall()
        assert verdicts(town.world) == undisturbed(number, events, redis_server)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_thousands_of_events_are_answered_rightly_although_anybody_may_be_killed_or_held_up(
    redis_server: RedisServer, redis: Redis
) -> None:
    """With the settings as they are, in waves: what matters is the last event of each."""
    number = seed()
    chance = Random(number)
    with besieged(chance, hurried=False) as town:
        attacker = Attacker(town.supervisor, chance, freeze=60.0)
        people = Townspeople(town.world, REPOSITORIES, Random(number))
        for wave in range(10):
            stop = threading.Event()
            siege = threading.Thread(target=attacker.harass, args=(stop, (0.5, 3.0)))
            siege.start()
            for _ in range(300):
                people.act()
                time.sleep(0.05)
            stop.set()
            siege.join()
            print(f"Wave {wave}: quiet after {wait_until_quiet(town):.1f} s")
        print(*attacker.told, sep="\n")
        assert_all_is_right(town, redis_server)
