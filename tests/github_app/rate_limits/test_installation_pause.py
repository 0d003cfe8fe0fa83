"""An installation whose world fails again and again is left alone, more and more, but not long."""

from __future__ import annotations

from redis import Redis

from github_app.rate_limits.installation_pause import (
    TROUBLE,
    note_failure,
    note_success,
    pause,
    pause_left,
)


def test_a_few_failures_pause_nothing_and_more_of_them_for_longer_up_to_half_a_minute(
    redis: Redis,
) -> None:
    waits = [note_failure(redis, 1) for _ in range(TROUBLE + 8)]
    assert waits[: TROUBLE - 1] == [0.0] * (TROUBLE - 1)
    assert [round(wait) for wait in waits[TROUBLE - 1 :]] == [5, 7, 10, 14, 20, 28, 30, 30, 30]
    assert 29 < pause_left(redis, 1) <= 30
    assert pause_left(redis, 2) == 0


def test_what_held_up_a_worker_weighs_more(redis: Redis) -> None:
    assert note_failure(redis, 1, weight=2) == 0
    assert note_failure(redis, 1, weight=2) > 5


def test_one_success_and_it_takes_as_many_failures_again(redis: Redis) -> None:
    for _ in range(TROUBLE - 1):
        note_failure(redis, 1)
    note_success(redis, 1)
    assert note_failure(redis, 1) == 0


def test_a_shorter_pause_does_not_end_a_longer_one(redis: Redis) -> None:
    pause(redis, 1, 600)
    pause(redis, 1, 5)
    assert pause_left(redis, 1) > 590


def test_a_pause_of_background_work_is_none_of_peoples(redis: Redis) -> None:
    pause(redis, 1, 60, background=True)
    assert pause_left(redis, 1) == 0
