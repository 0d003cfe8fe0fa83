"""A blockers audit from the labels on GitHub to the issue: times, people, what was freed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from github_app.gateway.recall import Recall
from github_app.gateway.rituals.standing import STANDING, unpacked_standing
from sandbox.issues import Issue
from tests.conftest import RedisServer
from tests.github_app.ritual_town import POLICY_PATH, Town, ritual_town

POLICY = """\
rituals:
  blockers_audit:
    anchor: 2026-01-05
    escalation:
      - {after_days: 10, tell: [owner]}
"""
WEEK = 7 * 24


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[Town]:
    with ritual_town(redis, redis_server.url) as made:
        made.world.push_to_branch("main", {POLICY_PATH: POLICY}, "Audit", by="alice")
        yield made


def audited(town: Town, hours: int = 0) -> Issue:
    """The newest audit, so many hours later."""
    town.world.advance(hours)
    town.let_claim_expire()
    town.look()
    return town.issues[-1]


def test_the_age_is_the_time_with_the_label_and_people_are_called_once(town: Town) -> None:
    issue = town.world.open_issue("No gauge", by="alice", labels=["blocked"], assignees=["bob"])
    audited(town)
    town.world.unlabel(issue.number, "blocked", by="alice")
    town.world.advance(3 * 24)
    town.world.label(issue.number, "blocked", by="alice")
    second = audited(town, 11 * 24)
    assert f"| #{issue.number} `No gauge` | `Blocked` | 11 days | `bob` |" in second.body
    assert "- @bob: " in second.body
    third = audited(town, WEEK)
    assert f"| #{issue.number} `No gauge` | `Blocked` | 18 days | `bob` |" in third.body
    assert "@bob" not in third.body


def test_what_was_freed_is_told_whether_closed_or_unlabelled(town: Town) -> None:
    closed = town.world.open_issue("Port closed", by="alice", labels=["blocked"])
    freed = town.world.open_issue("No tablet", by="alice", labels=["waiting"])
    audited(town)
    town.world.advance(2 * 24)
    town.world.close_issue(closed.number, by="alice")
    town.world.unlabel(freed.number, "waiting", by="alice")
    body = audited(town, 5 * 24).body
    assert f"| #{closed.number} `Port closed` | 2 days | closed | – |" in body
    assert f"| #{freed.number} `No tablet` | 2 days | label removed | – |" in body
    assert "Nothing is blocked" in body


def test_a_pull_request_can_be_blocked_as_well(town: Town) -> None:
    pull = town.world.open_pull_request(
        "Weigh anchor", "", by="bob", head="anchor", files={"src/x.py": "x = 2\n"}
    )
    town.world.label(pull.number, "on hold", by="bob")
    town.world.advance(24)
    body = audited(town, 24).body
    assert f"| #{pull.number} `Weigh anchor` | `On hold` | 2 days |" in body
    town.world.advance(24)
    town.world.merge(pull.number, by="alice")
    body = audited(town, 6 * 24).body
    assert f"| #{pull.number} `Weigh anchor` | 3 days | closed | – |" in body


def test_an_audit_costs_two_requests(town: Town) -> None:
    town.world.open_issue("No gauge", by="alice", labels=["blocked"])
    audited(town)
    town.requests()
    audited(town, WEEK)
    assert town.requests() == ["query", "mutation"]


def freed_by_label(town: Town) -> Issue:
    """Blocked for 4 days, with the next audit 11 days after the last one."""
    issue = town.world.open_issue("No crane", by="alice", labels=["blocked"])
    audited(town)
    town.world.advance(4 * 24)
    town.world.unlabel(issue.number, "blocked", by="alice")
    town.world.advance(WEEK)
    town.let_claim_expire()
    return issue


def test_one_freed_by_its_label_has_its_time_and_title_for_no_further_request(town: Town) -> None:
    issue = freed_by_label(town)
    town.requests()
    town.look()
    assert town.requests() == ["query", "mutation"]
    body = town.issues[-1].body
    assert f"| #{issue.number} `No crane` | 4 days | label removed | – |" in body
    assert "removed=4 " in body


def test_the_time_won_is_told_though_none_was_ever_closed(town: Town) -> None:
    blockers = [
        town.world.open_issue(f"Gauge {n}", by="alice", labels=["blocked"]) for n in range(6)
    ]
    audited(town)
    town.world.advance(5 * 24)
    for issue in blockers[1:]:
        town.world.unlabel(issue.number, "blocked", by="alice")
    late = town.world.open_issue("No tablet", by="alice", labels=["blocked"])
    audited(town, 2 * 24)
    town.world.advance(24)
    town.world.unlabel(late.number, "blocked", by="alice")
    body = audited(town, 6 * 24).body
    assert f"| #{late.number} `No tablet` | 3 days | label removed | 2 days |" in body


def test_when_all_is_forgotten_the_issue_before_still_tells_whom_to_look_for(town: Town) -> None:
    issue = freed_by_label(town)
    town.redis.flushdb()
    town.requests()
    town.look()
    assert town.requests() == ["query", "query", "mutation"]
    row = f"| #{issue.number} `No crane` | 4 days | label removed | – |"
    assert row in town.issues[-1].body


def test_where_only_the_numbers_are_forgotten_the_longest_it_can_have_been_is_told(
    town: Town,
) -> None:
    issue = freed_by_label(town)
    town.redis.delete(*town.redis.keys("*rituals:kept*"))
    town.requests()
    town.look()
    assert town.requests() == ["query", "mutation"]
    assert f"| #{issue.number} | at most 11 days | label removed | – |" in town.issues[-1].body


def test_a_number_nobody_can_have_and_one_that_is_gone_stop_no_audit(town: Town) -> None:
    gone = freed_by_label(town)
    (audit,) = town.issues
    line = f"#{gone.number}=0:blocked"
    audit.body = audit.body.replace(line, f"{line} #9999999999=1:blocked #4321=1:blocked")
    town.world.advance(24)
    town.redis.flushdb()
    town.look()
    body = town.issues[-1].body
    assert f"| #{gone.number} `No crane` | 4 days | label removed | – |" in body
    assert "What became of #9999999999 and #4321 cannot be seen from here" in body


def test_a_rung_added_later_asks_its_team_about_what_is_past_it(town: Town) -> None:
    town.world.open_issue("No gauge", by="alice", labels=["blocked"], assignees=["bob"])
    audited(town)
    assert "@bob" in audited(town, 2 * WEEK).body
    town.policy(f"{POLICY}      - {{after_days: 12, tell: ['@acme/leads']}}\n")
    body = audited(town, WEEK).body
    assert "- @acme/leads: " in body
    assert "@bob" not in body
    assert "- @acme/leads: " not in audited(town, WEEK).body


def test_one_that_opened_with_nothing_asked_is_shown_as_held_at_once(town: Town) -> None:
    audited(town)
    standing = unpacked_standing(Recall(town.redis, town.shop.id).get(STANDING))
    assert standing is not None
    assert standing.turns == ()
    assert standing.counts["held"] == 1


def test_one_that_asks_for_something_is_shown_as_due_with_its_issue(town: Town) -> None:
    town.world.open_issue("No gauge", by="alice", labels=["blocked"])
    issue = audited(town)
    standing = unpacked_standing(Recall(town.redis, town.shop.id).get(STANDING))
    assert standing is not None
    assert [(turn.state, turn.issue) for turn in standing.turns] == [("due", issue.number)]
