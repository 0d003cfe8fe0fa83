"""The decision log stands as one issue and says what GitHub says, whatever dies or forgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from redis import Redis

from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway.decisions import merged
from github_app.use_cases.keep_decisions import keep_decisions
from sandbox.faults import Fault
from sandbox.issues import Issue
from tests.conftest import RedisServer
from tests.github_app.decision_town import (
    LOG_ONLY,
    POLICY_PATH,
    DecisionTown,
    a_record,
    decision_town,
)


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[DecisionTown]:
    with decision_town(redis, redis_server.url) as made:
        yield made


def test_the_log_opens_pinned_with_every_decision(town: DecisionTown) -> None:
    town.look()
    issue = town.log
    assert (issue.title, issue.is_pinned, issue.number) == ("Decision log", True, 1)
    assert "2 records: 1 accepted and 1 proposed." in issue.body
    assert "[1. `Postgres`](" in issue.body
    assert "[2. `Queues are tables`](" in issue.body


def test_a_merged_pull_request_that_cites_a_decision_is_listed(town: DecisionTown) -> None:
    town.look()
    pull = town.merge("Move orders to Postgres", "As ADR-1 says.")
    other = town.merge("Cache prices", "Waives ADR-1: prices may be lost.")
    town.merge("Fix a typo")
    asked = town.look()
    assert asked == ["query", "mutation"]
    row = next(line for line in town.log.body.splitlines() if "`Postgres`" in line)
    cells = [cell.strip() for cell in row.split("|")]
    assert cells[3].startswith(f"[#{pull.number}](")
    assert cells[4].startswith(f"[#{other.number}](")


def test_a_description_edited_after_the_merge_still_counts(town: DecisionTown) -> None:
    pull = town.merge("Move orders")
    town.look()
    town.merge("Something else")
    town.world.edit(pull.number, body="This was ADR-1.")
    town.look()
    assert f"[#{pull.number}](" in town.log.body
    town.world.edit(pull.number, body="This was nothing.")
    town.look()
    assert f"[#{pull.number}](" not in town.log.body


def test_nothing_new_means_one_request_and_no_write(town: DecisionTown) -> None:
    town.merge("Move", "ADR-1")
    town.look()
    assert town.look() == ["query"]
    town.files({"src/other.py": "y = 1\n"})
    assert town.look() == ["query"]


def test_a_changed_record_is_read_once_and_written(town: DecisionTown) -> None:
    town.look()
    town.files(a_record(2, "Queues are tables", "Rejected"))
    assert town.look() == ["query", "query", "mutation"]
    assert "1 accepted and 1 rejected" in town.log.body
    assert town.shop.git.tip("main")[:10] in town.log.body


def test_a_wiped_redis_brings_the_same_text_and_no_second_issue(town: DecisionTown) -> None:
    town.merge("Move", "ADR-1")
    town.look()
    before = town.log.body
    town.redis.flushall()
    asked = town.look()
    assert "mutation" not in asked
    assert (town.log.body, len(town.issues)) == (before, 1)


def test_a_log_without_its_words_title_or_pin_is_still_ours(town: DecisionTown) -> None:
    town.look()
    town.log.title, town.log.is_pinned = "What we decided", False
    town.redis.flushall()
    town.files(a_record(3, "Third"))
    town.look()
    assert len(town.issues) == 1
    assert (town.log.title, town.log.is_pinned) == ("What we decided", False)
    issue = town.log
    issue.body, issue.title = "tidied", "Decision log"
    town.redis.flushall()
    town.look()
    assert len(town.issues) == 1
    assert "`Third`" in issue.body


def test_somebody_elses_issue_with_our_marker_is_not_taken_for_ours(town: DecisionTown) -> None:
    marker = "<!-- plumbline:decisions adr -->\nMine."
    town.world.open_issue("Decision log", marker, by="mallory")
    town.look()
    assert len(town.issues) == 1


def test_a_closed_log_is_left_alone_until_it_is_opened_again(town: DecisionTown) -> None:
    town.look()
    issue = town.log
    town.world.close_issue(issue.number, by="alice")
    town.merge("Move", "ADR-1")
    for wiped in (False, True):
        if wiped:
            town.redis.flushall()
        assert "mutation" not in town.look()
    town.world.set_issue_state(issue, closed=False, sender=town.world.account("alice"))
    town.look()
    assert "[#2](" in issue.body
    assert len(town.issues) == 1


def test_a_deleted_log_is_opened_again(town: DecisionTown) -> None:
    town.look()
    del town.shop.numbered[town.log.number]
    town.look()
    assert len(town.issues) == 1


def test_with_three_pins_taken_the_log_stands_unpinned(town: DecisionTown) -> None:
    for n in range(3):
        issue = town.world.open_issue(f"Pin {n}", by="alice")
        town.world.pin_issue(issue, sender=town.world.account("alice"))
    town.look()
    assert not town.log.is_pinned
    assert town.look() == ["query"]


def test_each_family_has_an_issue_of_its_own(town: DecisionTown) -> None:
    policy = LOG_ONLY + "  rfc: {folders: [rfcs], prefixes: [RFC], log: true}\n"
    town.files({POLICY_PATH: policy, "rfcs/0001-api.md": "# RFC 1: API\n\nStatus: Accepted\n"})
    town.look()
    assert [issue.title for issue in town.issues] == ["Decision log", "Decision log: rfc"]
    first, second = town.issues
    assert "`API`" in second.body
    assert "`API`" not in first.body
    assert town.look() == ["query"]


def test_five_hundred_records_go_on_in_comments_and_shrink_again(town: DecisionTown) -> None:
    title = "A title of some length that says what is at stake here"
    files: dict[str, str | None] = {}
    for number in range(3, 501):
        files |= a_record(number, f"{title} {number}")
    town.files(files)
    town.look()
    parts = town.log.comments
    assert len(parts) >= 2
    assert all(len(text.body) < 65_536 for text in (town.log, *parts))
    said = town.log.body + "".join(comment.body for comment in parts)
    assert all(f"`{title} {number}`" in said for number in range(3, 501))
    assert town.look() == ["query"]
    before = [comment.body for comment in parts]
    town.files(a_record(3, f"{title} 3", "Superseded by ADR-4"))
    town.look()
    changed = sum(one != comment.body for one, comment in zip(before, parts, strict=True))
    assert changed <= 2
    town.files(dict.fromkeys(files))
    town.look()
    assert all(comment.minimized_reason == "outdated" for comment in parts)
    assert town.look() == ["query"]
    town.files(files)
    town.look()
    assert [comment.minimized_reason for comment in parts] == [None] * len(parts)


def test_a_lost_comment_is_written_anew_and_an_edited_one_is_put_right(town: DecisionTown) -> None:
    files: dict[str, str | None] = {}
    for number in range(3, 501):
        files |= a_record(number, f"A title of some length that says what is at stake {number}")
    town.files(files)
    town.look()
    first, *_, last = town.log.comments
    was = first.body
    first.body = first.body[:400]
    town.world.delete_comment(last, by="alice")
    town.look()
    assert first.body == was
    assert town.log.comments[-1].body == last.body
    assert town.look() == ["query"]


def test_without_issues_or_permission_nothing_is_tried_again(town: DecisionTown) -> None:
    town.shop.has_issues = False
    assert "mutation" not in town.look()
    town.shop.has_issues = True
    installation = town.world.installation_of(town.shop)
    assert installation is not None
    installation.permissions["issues"] = "read"
    town.redis.flushall()
    with pytest.raises(NotPermitted):
        town.look()
    assert town.issues == []


def test_nothing_is_kept_that_nobody_asked_for(town: DecisionTown) -> None:
    town.files({POLICY_PATH: "records:\n  adr: {folders: [docs/adr]}\n"})
    town.look()
    assert town.issues == []
    assert town.look() == ["query"]


def test_a_broken_policy_leaves_the_last_good_one_in_force(town: DecisionTown) -> None:
    town.look()
    town.files({POLICY_PATH: "records: [", **a_record(3, "Third")})
    town.redis.flushall()
    town.look()
    assert "`Third`" in town.log.body


def test_a_long_past_is_read_over_several_turns_and_the_log_says_how_far(
    town: DecisionTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merged, "MOST_PAGES", 2)
    monkeypatch.setattr(merged, "PAGE_SIZE", 4)
    monkeypatch.setattr("github_app.gateway.decisions.reading.WHOLE_PAGE", 4)
    pulls = [town.merge(f"Change {n}", f"ADR-{n % 2 + 1}") for n in range(30)]
    town.look()
    assert "have not been searched yet" in town.log.body
    assert town.look_until_done() == 3
    assert "have not been searched yet" not in town.log.body
    assert f"[#{pulls[-1].number}](" in town.log.body
    kept = town.log.body
    town.redis.flushall()
    town.look()
    assert town.log.body == kept
    assert town.look_until_done() >= 2
    assert town.log.body == kept
    assert town.look() == ["query"]


def test_very_many_changes_in_one_second_come_to_an_end(
    town: DecisionTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merged, "MOST_PAGES", 1)
    monkeypatch.setattr(merged, "PAGE_SIZE", 4)
    monkeypatch.setattr("github_app.gateway.decisions.reading.WHOLE_PAGE", 4)
    monkeypatch.setattr("github_app.gateway.decisions.reading.FIRST_PAGE", 2)
    pulls = [town.merge(f"Change {n}", "ADR-1") for n in range(12)]
    for pull in pulls:
        pull.updated_at = town.world.clock.now()
    assert town.look_until_done() == 2
    assert town.look() == ["query"]
    assert "and 4 more" in town.log.body


def test_more_news_than_one_short_page_holds_is_read_on(town: DecisionTown) -> None:
    town.look()
    pulls = [town.merge(f"Change {n}", "ADR-1") for n in range(45)]
    assert town.look() == ["query", "query", "mutation"]
    assert f"[#{pulls[-1].number}](" in town.log.body
    assert "and 37 more" in town.log.body


def test_trouble_while_reading_or_writing_is_made_up_for(town: DecisionTown) -> None:
    for fault in ("status", "reset", "lost", "garbled"):
        for side in ("reads", "writes"):
            town.running.service.faults.add(Fault(fault, on=side, path="graphql"))
            town.merge(f"Trouble by {fault} on {side}", "ADR-1")
            with suppress(WorldFailure):
                town.look()
            with suppress(WorldFailure):
                town.look()
            town.running.service.faults.clear()
    town.look()
    assert len(town.issues) == 1
    assert f"[#{newest(town).number}](" in town.log.body
    assert town.look() == ["query"]


def newest(town: DecisionTown) -> Issue:
    return town.shop.pulls[-1]


def test_of_two_workers_one_gives_way(town: DecisionTown) -> None:
    town.redis.set(f"plumbline:claim:decisions:{town.shop.id}", "other", px=50_000)
    with pytest.raises(WorldFailure):
        keep_decisions(town.turn, town.desk)
    assert town.issues == []
