"""What people and accidents do between two turns: still one log, and one reminder of a date."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from redis import Redis

from github_app.desk import Desk
from github_app.failures import WorldFailure
from github_app.use_cases.keep_decisions import keep_decisions
from sandbox.faults import Fault
from tests.conftest import RedisServer
from tests.github_app.decision_town import (
    BOTH,
    POLICY_PATH,
    DecisionTown,
    a_record,
    decision_town,
)
from tests.github_app.looking import look

DAY = 24
EXPERIMENT = (
    "Type: experiment",
    "Hypothesis: Fewer calls",
    "Metric: Calls per day",
    "End date: 2026-11-25",
)


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[DecisionTown]:
    with decision_town(redis, redis_server.url) as made:
        made.files({POLICY_PATH: BOTH})
        yield made


def overdue(number: int, title: str = "") -> dict[str, str]:
    return a_record(number, title or f"Look at {number}", "Accepted", "Revisit by: 2026-11-20")


def many() -> dict[str, str]:
    files: dict[str, str] = {}
    for number in range(3, 501):
        files |= a_record(number, f"A title of some length that says what is at stake {number}")
    return files


def test_a_log_retitled_and_emptied_is_written_again_under_its_new_title(
    town: DecisionTown,
) -> None:
    town.look()
    issue = town.log
    issue.title, issue.body = "What we decided", "tidied"
    assert town.look() == ["query", "mutation"]
    assert issue.title == "What we decided"
    assert "`Postgres`" in issue.body
    assert len(town.issues) == 1


def test_an_unpinned_log_stays_unpinned(town: DecisionTown) -> None:
    town.look()
    town.log.is_pinned = False
    town.files(a_record(3, "Third"))
    town.look()
    assert "`Third`" in town.log.body
    town.redis.flushall()
    town.look()
    assert not town.log.is_pinned


def test_a_log_and_reminders_without_their_labels_are_still_known(town: DecisionTown) -> None:
    town.files(overdue(3))
    town.look()
    for issue in town.issues:
        issue.labels.clear()
    town.redis.flushall()
    assert "mutation" not in town.look()
    town.files(overdue(4))
    town.look()
    assert len(town.issues) == 3


def test_a_label_deleted_meanwhile_is_made_again(town: DecisionTown) -> None:
    town.files(overdue(3))
    town.look()
    town.shop.labels[:] = [label for label in town.shop.labels if label.name != "decision"]
    town.files(overdue(4))
    town.look()
    assert [label.name for label in town.issues[-1].labels] == ["decision"]


def test_two_workers_at_once_open_one_of_each(town: DecisionTown) -> None:
    town.files(overdue(3))
    other = town.second_desk()

    def look(desk: Desk) -> None:
        with suppress(WorldFailure):
            keep_decisions(town.turn, desk)

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(look, (town.desk, other)))
    town.look()
    other.github.close()
    assert len(town.issues) == 2


def test_a_turn_that_dies_between_opening_and_pinning_leaves_no_second_log(
    town: DecisionTown,
) -> None:
    town.files(many())
    # The first write opens the issue; pin and comments, which come next, never arrive.
    for kind in ("late", "reset"):
        town.running.service.faults.add(Fault(kind, on="writes"))
    with suppress(WorldFailure):
        town.look()
    town.running.service.faults.clear()
    assert not town.log.is_pinned
    town.look()
    assert len(town.issues) == 1
    assert town.log.is_pinned
    assert len(town.log.comments) >= 2
    assert town.look() == ["query"]


def test_a_part_that_was_refused_is_written_with_the_next_look_of_the_clock(
    town: DecisionTown,
) -> None:
    town.look()
    town.files(many())
    town.log.locked = True
    town.look()
    assert town.log.comments == []
    town.log.locked = False
    town.redis.delete("plumbline:due")
    look(town.desk)
    assert town.redis.zscore("plumbline:due", town.subject.key) is not None
    town.look()
    assert len(town.log.comments) >= 2
    assert town.look() == ["query"]


def test_an_experiment_past_its_end_is_reminded_of_once(town: DecisionTown) -> None:
    town.files(a_record(3, "Try it", "Accepted", *EXPERIMENT))
    town.look()
    assert town.reminders == []
    town.world.advance(3 * DAY)
    town.look()
    (issue,) = town.reminders
    assert issue.title == "Conclude the experiment of decision 3: Try it"
    town.world.close_issue(issue.number, by="alice")
    town.redis.flushall()
    town.look()
    assert len(town.reminders) == 1


def test_a_renamed_record_is_known_without_redis_too(town: DecisionTown) -> None:
    town.files(overdue(3))
    town.look()
    ((path, text),) = overdue(3).items()
    town.files({path: None, "docs/adr/0003-see-to-it.md": text})
    town.redis.flushall()
    town.look()
    assert len(town.reminders) == 1


def test_every_turn_is_frugal_with_five_hundred_records(town: DecisionTown) -> None:
    town.files(many())
    cold = town.look()
    assert cold.count("query") <= 8
    town.merge("Move", "ADR-1")
    assert town.look() == ["query", "mutation"]
    assert town.look() == ["query"]


def test_a_repository_whose_issues_are_gone_is_left_in_peace(town: DecisionTown) -> None:
    town.files(overdue(3))
    town.look()
    town.shop.has_issues = False
    town.merge("Move", "ADR-1")
    assert town.look() == ["query"]
    assert town.look() == ["query"]
