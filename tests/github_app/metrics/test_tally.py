from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from github_app.metrics.kept import NO_BOUND, SUM_OF_VALUES, SUMS, read_kept
from github_app.metrics.metric import OTHER
from github_app.metrics.tally import Tally
from github_app.redis_connection import connect

DELIVERIES = "plumbline_deliveries_total"
SWEPT = "plumbline_sweep_last_run_timestamp_seconds"


def test_what_several_processes_count_is_added_up(redis: Redis) -> None:
    for tally in (Tally(), Tally()):
        tally.count(DELIVERIES, event="push", outcome="accepted")
        tally.count(DELIVERIES, 2, event="push", outcome="accepted")
        assert tally.flush(redis)
        assert tally.flush(redis)
    assert read_kept(redis) == {(DELIVERIES, "push", "accepted"): 6}


def test_a_value_stands_in_the_first_bucket_that_reaches_it(redis: Redis) -> None:
    name, tally = "plumbline_evaluation_requests", Tally()
    for value in (0, 3, 3, 1000):
        tally.observe(name, value, kind="pull_request")
    tally.flush(redis)
    assert read_kept(redis) == {
        (name, "pull_request", "0"): 1,
        (name, "pull_request", "3"): 2,
        (name, "pull_request", NO_BOUND): 1,
        (name, "pull_request", SUM_OF_VALUES): 1006,
    }


def test_a_level_is_what_was_set_last(redis: Redis) -> None:
    tally = Tally()
    for moment in (10.0, 20.0):
        tally.set(SWEPT, moment)
        tally.flush(redis)
    assert read_kept(redis) == {(SWEPT,): 20}


def test_foreign_words_become_one_word(redis: Redis) -> None:
    tally = Tally()
    for event in ("\x00", "pull_request" * 20, "a_new_event", "ping\n"):
        tally.count(DELIVERIES, event=event, outcome="ignored")
    for who in ("octo cat", "7", 7):
        tally.set("plumbline_rate_limit", 1, installation=who, resource="core")
    tally.flush(redis)
    limit = "plumbline_rate_limit"
    assert read_kept(redis) == {
        (DELIVERIES, OTHER, "ignored"): 4,
        (limit, OTHER, "core"): 1,
        (limit, "7", "core"): 1,
    }


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("plumbline_dreams_total", {}),
        (DELIVERIES, {"event": "push"}),
        (DELIVERIES, {"event": "push", "outcome": "ignored", "repository": "acme/shop"}),
        (DELIVERIES, {"event": "push", "result": "ignored"}),
    ],
)
def test_nothing_is_counted_that_is_not_declared(name: str, labels: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        Tally().count(name, **labels)


def test_what_redis_did_not_take_is_told_it_later(redis: Redis) -> None:
    nowhere, tally = connect("redis://localhost:1"), Tally()
    tally.count(DELIVERIES, event="push", outcome="accepted")
    tally.set(SWEPT, 5)
    assert not tally.flush(nowhere)
    tally.count(DELIVERIES, event="push", outcome="accepted")
    assert tally.flush(redis)
    assert read_kept(redis) == {(DELIVERIES, "push", "accepted"): 2, (SWEPT,): 5}


def test_threads_lose_nothing_while_others_hand_over(redis: Redis) -> None:
    tally = Tally()

    def count_many(_: int) -> None:
        for _ in range(500):
            tally.count("plumbline_redeliveries_total")

    with ThreadPoolExecutor(4) as threads:
        working = [threads.submit(count_many, n) for n in range(4)]
        while not all(work.done() for work in working):
            tally.flush(redis)
    tally.flush(redis)
    assert read_kept(redis) == {("plumbline_redeliveries_total",): 2000}


def test_it_says_each_time_that_it_is_empty_no_more(redis: Redis) -> None:
    rung: list[str] = []
    tally = Tally(lambda: rung.append("rung"))
    for _ in range(3):
        tally.count("plumbline_redeliveries_total")
    assert len(rung) == 1
    tally.flush(redis)
    tally.set(SWEPT, 1)
    assert len(rung) == 2


def test_what_nobody_counted_hides_nothing(redis: Redis) -> None:
    tally = Tally()
    tally.count("plumbline_redeliveries_total")
    tally.flush(redis)
    redis.hset(SUMS, mapping={"{": 1, "7": 1, '["plumbline_redeliveries_total","x"]': "many"})
    assert read_kept(redis) == {("plumbline_redeliveries_total",): 1}
