"""A date that a record sets brings one reminder, and the clock asks GitHub no more than that."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from redis import Redis

from github_app.failures import WorldFailure
from github_app.use_cases.keep_decisions import keep_decisions
from sandbox.faults import Fault
from tests.conftest import RedisServer
from tests.github_app.decision_town import (
    BOTH,
    DATES_ONLY,
    POLICY_PATH,
    DecisionTown,
    a_record,
    decision_town,
)
from tests.github_app.looking import look

DAY = 24


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[DecisionTown]:
    with decision_town(redis, redis_server.url) as made:
        made.files({POLICY_PATH: DATES_ONLY, **to_revisit(3, "2026-11-20")})
        yield made


def to_revisit(number: int, day: str) -> dict[str, str]:
    return a_record(number, f"Look at {number}", "Accepted", f"Revisit by: {day}")


def is_marked(town: DecisionTown) -> bool:
    """Whether the clock's look calls for a turn."""
    for key in town.redis.keys("plumbline:events:*"):
        town.redis.delete(key)
    town.redis.delete("plumbline:due")
    look(town.desk)
    due = [key.decode() for key in town.redis.zrange("plumbline:due", 0, -1)]
    return town.subject.key in due


def test_a_date_that_has_come_opens_one_labelled_issue_for_nobody(town: DecisionTown) -> None:
    town.look()
    (issue,) = town.issues
    assert issue.title == "Look again at decision 3: Look at 3"
    assert "asks to be looked at again by **2026-11-20**" in issue.body
    assert [label.name for label in issue.labels] == ["decision"]
    assert issue.assignees == []


def test_it_opens_once_whatever_is_forgotten_or_closed(town: DecisionTown) -> None:
    town.look()
    assert town.look() == ["query"]
    town.world.close_issue(town.issues[0].number, by="alice")
    town.redis.flushall()
    assert "mutation" not in town.look()
    assert len(town.issues) == 1


def test_a_renamed_record_is_not_reminded_of_twice(town: DecisionTown) -> None:
    town.look()
    text = to_revisit(3, "2026-11-20")["docs/adr/0003-look-at-3.md"]
    town.files({"docs/adr/0003-look-at-3.md": None, "docs/adr/0003-see-to-it.md": text})
    town.look()
    assert len(town.issues) == 1


def test_a_moved_date_brings_a_reminder_of_its_own(town: DecisionTown) -> None:
    town.look()
    town.files(to_revisit(3, "2026-12-01"))
    town.look()
    assert len(town.issues) == 1
    town.world.advance(9 * DAY)
    town.look()
    assert len(town.issues) == 2


def test_a_proposal_without_a_date_waits_from_its_last_change(town: DecisionTown) -> None:
    town.look()
    town.world.advance(32 * DAY)
    town.look()
    titles = [issue.title for issue in town.issues]
    assert titles[1:] == ["Decide on decision 2: Queues are tables"]
    town.redis.flushall()
    town.look()
    assert len(town.issues) == 2


def test_many_dates_at_the_first_look_share_one_issue(town: DecisionTown) -> None:
    files: dict[str, str] = {}
    for number in range(10, 40):
        files |= to_revisit(number, "2026-01-01")
    town.files(files)
    town.look()
    (issue,) = town.issues
    assert issue.title == "31 records are due for a look"
    town.redis.flushall()
    town.look()
    assert len(town.issues) == 1


def test_the_clock_marks_only_what_may_be_due(town: DecisionTown) -> None:
    town.files(to_revisit(4, "2026-12-24"))
    assert is_marked(town)
    town.look()
    town.requests()
    assert not is_marked(town)
    assert town.requests() == ["GET /app", "GET /app/installations", "query"]
    town.world.advance(30.5 * DAY - 0.5)
    assert not is_marked(town)
    when = town.redis.zscore("plumbline:looks", str(town.subject.installation_id))
    assert when is not None
    assert when - time.time() == pytest.approx(1_800, abs=120)
    town.world.advance(0.5 * DAY)
    assert is_marked(town)
    town.look()
    assert not is_marked(town)
    assert len(town.issues) == 3


def test_a_policy_the_events_did_not_tell_of_is_found_by_the_clock(town: DecisionTown) -> None:
    town.look()
    town.files({POLICY_PATH: BOTH})
    assert is_marked(town)
    town.look()
    assert town.log.is_pinned
    assert not is_marked(town)


def test_what_nobody_asks_for_is_never_marked(town: DecisionTown) -> None:
    town.files({POLICY_PATH: "records:\n  adr: {folders: [docs/adr]}\n"})
    assert not is_marked(town)


def test_a_repository_without_issues_is_looked_at_once_a_day(town: DecisionTown) -> None:
    town.shop.has_issues = False
    town.look()
    assert not is_marked(town)
    town.shop.has_issues = True
    town.world.advance(DAY)
    assert is_marked(town)
    town.look()
    assert len(town.issues) == 1


def test_a_write_whose_answer_was_lost_is_found_and_not_repeated(town: DecisionTown) -> None:
    town.running.service.faults.add(Fault("lost", on="writes", times=2))
    for _ in range(2):
        # The first write makes the label, the second the issue.
        with pytest.raises(WorldFailure):
            town.look()
        town.redis.flushall()
    town.look()
    assert len(town.issues) == 1


def test_after_a_write_of_unknown_outcome_nobody_looks_for_a_while(town: DecisionTown) -> None:
    town.running.service.faults.add(Fault("lost", on="writes"))
    with pytest.raises(WorldFailure):
        town.look()
    town.requests()
    with pytest.raises(WorldFailure):
        keep_decisions(town.turn, town.desk)
    assert town.requests() == []


def test_a_claim_lost_before_writing_stops_the_write(town: DecisionTown) -> None:
    town.look()
    town.files(to_revisit(4, "2026-11-21"))
    town.let_claim_expire()
    first = town.second_desk()
    keep_decisions(town.turn, first)
    with pytest.raises(WorldFailure):
        keep_decisions(town.turn, town.desk)
    assert len(town.issues) == 2
    first.github.close()
