"""The whole product under attack: whoever is killed, and when, all verdicts are right soon after.

PLUMBLINE_CHAOS_SEED repeats the events and the order of the attacks of an earlier run.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from redis import Redis

from tests.conftest import RedisServer
from tests.product.attacker import Attacker
from tests.product.besieged import besieged
from tests.product.proof import Twin, assert_all_is_right, people_of, seed, tell, wait_until_right


@contextmanager
def under_attack(attacker: Attacker, calm: tuple[float, float]) -> Iterator[None]:
    """Meanwhile somebody is killed every now and then, and all at once in the end."""
    stop = threading.Event()
    siege = threading.Thread(target=attacker.harass, args=(stop, calm))
    siege.start()
    try:
        yield
    finally:
        stop.set()
        siege.join()
        attacker.kill("everything")
        print(*attacker.told, sep="\n")


@pytest.mark.timeout(420)
def test_every_event_is_answered_rightly_although_anybody_may_be_killed(
    redis_server: RedisServer, redis: Redis
) -> None:
    number, events = seed(), 90
    expected = Twin(number, redis_server).after(events)
    with besieged(Random(number)) as town:
        with under_attack(Attacker(town.supervisor, Random(number)), (0.2, 0.8)):
            print(tell(people_of(town.world, number), events, 0.04))
        took = wait_until_right(town, expected)
        print(f"Right after {took:.1f} s, {town.supervisor.restarts} restarts")
        town.supervisor.stop()
        assert_all_is_right(town, redis_server)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("persistent", [True, False])
def test_thousands_of_events_are_answered_rightly_although_anybody_is_killed_or_held_up(
    redis_server: RedisServer, redis: Redis, persistent: bool
) -> None:
    """With the settings as they are, in waves: what matters is the last event of each. Where Redis
    forgets everything at each death, open pull requests are looked through anew.
    """
    number, events = seed(), 300
    twin, chance = Twin(number, redis_server), Random(number)
    with besieged(chance, hurried=False, persistent=persistent) as town:
        people = people_of(town.world, number)
        for wave in range(8):
            expected = twin.after(events)
            with under_attack(Attacker(town.supervisor, chance, freeze=40.0), (0.5, 3.0)):
                tell(people, events, 0.05)
            if not persistent:
                town.wait_for_looks(town.looks())
            print(f"Wave {wave}: right after {wait_until_right(town, expected):.1f} s")
        town.supervisor.stop()
        assert_all_is_right(town, redis_server)


@pytest.mark.timeout(420)
def test_redis_that_forgot_everything_is_made_good_by_looking_at_what_is_open(
    redis_server: RedisServer, redis: Redis
) -> None:
    number = seed()
    expected = Twin(number, redis_server).after(60)
    with besieged(Random(number), hurried=False, persistent=False) as town:
        people = people_of(town.world, number)
        tell(people, 40, 0.02)
        Attacker(town.supervisor, Random(number)).kill("redis")
        before = town.looks()
        tell(people, 20, 0.02)
        town.wait_for_looks(before)
        print(f"Right after {wait_until_right(town, expected):.1f} s")
        town.supervisor.stop()
        assert_all_is_right(town, redis_server)
