"""No installation is written to faster than GitHub allows."""

from __future__ import annotations

import threading

import pytest
from redis import Redis

from github_app.failures import LimitReached, WorldFailure
from github_app.publisher.operations import _SELECTIONS, Operation, document
from github_app.rate_limits.pace import NOTIFYING, Pace, operations_of

A, B = 1, 2


def spend(pace: Pace, times: int, installation_id: int = A) -> None:
    for _ in range(times):
        pace.note(installation_id, ("createCheckRun",))


def test_a_burst_is_let_through_and_then_there_is_a_wait(redis: Redis) -> None:
    pace = Pace(redis, writes_per_minute=80)
    spend(pace, 79)
    assert pace.wait_before(A) == 0
    spend(pace, 1)
    assert 50 < pace.wait_before(A) <= 62
    with pytest.raises(LimitReached) as refused:
        pace.note(A, ("createCheckRun",))
    assert 50 < refused.value.retry_after <= 62
    assert refused.value.named


def test_one_installation_does_not_hold_up_another(redis: Redis) -> None:
    pace = Pace(redis, writes_per_minute=3)
    spend(pace, 3)
    assert pace.wait_before(A) > 0
    assert pace.wait_before(B) == 0
    spend(pace, 3, B)


def test_background_work_leaves_a_quarter_to_people(redis: Redis) -> None:
    pace = Pace(redis, writes_per_minute=80)
    spend(pace, 60)
    assert pace.wait_before(A, background=True) > 0
    assert pace.wait_before(A) == 0


def test_all_processes_together_keep_to_one_window(redis: Redis) -> None:
    refused = []

    def write() -> None:
        pace = Pace(redis, writes_per_minute=20)
        for _ in range(10):
            try:
                pace.note(A, ("createCheckRun",))
            except LimitReached:
                refused.append(1)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 20


def test_what_changes_what_stands_creates_nothing(redis: Redis) -> None:
    pace = Pace(redis, writes_per_minute=1)
    for _ in range(5):
        pace.note(A, ("updateCheckRun", "minimizeComment"))
    assert pace.wait_before(A) == 0
    pace.note(A)
    assert pace.wait_before(A) > 0


def test_what_people_are_told_of_is_counted_by_the_hour_and_holds_up_only_itself(
    redis: Redis,
) -> None:
    pace = Pace(redis, content_per_hour=5)
    pace.note(A, ("createCheckRun", "addComment", "requestReviews", "requestReviews"))
    assert pace.wait_before_content(A, 2) == 0
    assert 3_000 < pace.wait_before_content(A, 3) <= 3_602
    with pytest.raises(WorldFailure) as refused:
        pace.note(A, ("addComment", "addReaction", "createLabel"))
    assert not isinstance(refused.value, LimitReached)
    assert pace.wait_before(A) == 0


def test_more_than_a_whole_window_at_once_fits_into_an_empty_one(redis: Redis) -> None:
    pace = Pace(redis, content_per_hour=2)
    pace.note(A, ("addComment",) * 5)
    assert pace.wait_before_content(A) > 0


def test_zero_is_no_limit(redis: Redis) -> None:
    pace = Pace(redis, writes_per_minute=0, content_per_hour=0)
    for _ in range(3):
        pace.note(A, ("addComment",))
    assert pace.wait_before(A, background=True) == 0
    assert pace.wait_before_content(A, 9) == 0
    assert redis.keys() == []


def test_the_mutations_of_a_document_are_found() -> None:
    fields = ("createCheckRun", "updateIssueComment", "addComment")
    assert operations_of(document([Operation(field, {}) for field in fields])) == fields
    assert operations_of("") == ()


def test_only_mutations_that_exist_are_said_to_notify() -> None:
    assert set(_SELECTIONS) >= NOTIFYING
