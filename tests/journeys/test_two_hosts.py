"""Two hosts on one Redis: one is cut off in the middle of its work and comes back later."""

from __future__ import annotations

from random import Random

import pytest
from redis import Redis

from tests.conftest import RedisServer
from tests.product.proof import Twin, assert_all_is_right, people_of, seed, tell, wait_until_right
from tests.product.two_hosts import two_hosts


def test_what_a_host_had_in_hand_when_it_was_cut_off_is_judged_by_the_other(
    redis_server: RedisServer, redis: Redis
) -> None:
    share(seed(), redis_server, events=12, waves=1, hurried=True)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_hosts_come_and_go_and_every_event_is_answered_rightly(
    redis_server: RedisServer, redis: Redis
) -> None:
    share(seed(), redis_server, events=150, waves=6, hurried=False)


def share(number: int, redis_server: RedisServer, events: int, waves: int, hurried: bool) -> None:
    """In each wave both work, then one is cut off with turns in hand and everything comes to the
    other; it comes back, publishes what it still wanted to, and works on.
    """
    twin, chance = Twin(number, redis_server), Random(number)
    with two_hosts(hurried=hurried) as both:
        town, people = both.town, people_of(both.town.world, number)
        # So that there always is a turn in hand.
        town.github.service.latency = 0.1
        for _ in range(waves):
            staying, leaving = chance.sample(both.hosts, 2)
            for host in (staying, leaving):
                both.send_to(host)
                tell(people, events, 0.03)
            leaving.cut_off_at_next_write(3.0)
            both.send_to(staying)
            tell(people, events, 0.03)
            expected = twin.after(3 * events)
            print(f"Right without one after {wait_until_right(town, expected):.1f} s")
            leaving.reconnect()
            both.send_to(leaving)
            tell(people, events, 0.03)
            expected = twin.after(events)
            print(f"Right with both after {wait_until_right(town, expected):.1f} s")
        for host in both.hosts:
            host.supervisor.stop()
        late = sum(host.late_writes for host in both.hosts)
        print(f"{late} writes arrived late")
        assert_all_is_right(town, redis_server, late)
