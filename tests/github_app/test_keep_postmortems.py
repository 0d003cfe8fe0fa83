"""Postmortems that are due are asked for once, their actions tracked, and learnings listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from redis import Redis

from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway.postmortems.kept import read_kept
from github_app.gateway.recall import Recall
from github_app.use_cases.keep_postmortems import keep_postmortems
from sandbox.faults import Fault, FaultKind
from sandbox.issues import Issue, StateReason
from tests.checks.reading import links, outside_code
from tests.conftest import RedisServer
from tests.github_app.postmortem_town import (
    ALL,
    POLICY_PATH,
    PostmortemTown,
    a_postmortem,
    postmortem_town,
)

PATH = "docs/postmortems/2026-11-23-orders.md"
TABLE = "| Action | Owner | Due |\n| --- | --- | --- |\n"
ALERT = "| Alert on the disk | @grace | 2026-12-01 |\n"
PANEL = "| Show the disk on a panel | @alice | 2026-12-01 |\n"
RUNBOOK = "| Write a runbook for full disks | | |\n"


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[PostmortemTown]:
    with postmortem_town(redis, redis_server.url) as made:
        made.look()
        yield made


def talk(town: PostmortemTown, issue: Issue, count: int) -> None:
    for n in range(count):
        town.world.comment(issue.number, f"Word {n}", by="grace")


def said(issue: Issue) -> str:
    """All that stands below it."""
    return "\n".join(comment.body for comment in issue.comments)


# What is due


def test_a_closed_incident_gets_one_issue_with_its_facts(town: PostmortemTown) -> None:
    incident = town.incident("Orders are lost")
    assert town.look() == ["query", "mutation", "mutation"]
    (due,) = town.due
    assert due.title == "Postmortem due: Orders are lost"
    assert [label.name for label in due.labels] == ["postmortem"]
    said = (
        "due on **2026-12-07**",
        f"#{incident.number}",
        "Duration | 2 h",
        "People involved | 1",
    )
    assert all(words in due.body for words in said)
    assert town.look() == ["query"]


def test_once_the_label_is_there_it_costs_two_requests(town: PostmortemTown) -> None:
    town.incident()
    town.look()
    town.incident("Again")
    assert town.look() == ["query", "mutation"]
    assert len(town.due) == 2


def test_an_open_incident_and_one_without_the_label_need_none(town: PostmortemTown) -> None:
    town.world.open_issue("Slow", by="alice", labels=["incident"])
    town.incident(labels=["bug"])
    assert town.look() == ["query"]
    assert town.due == []


def test_old_incidents_are_left_alone(redis: Redis, redis_server: RedisServer) -> None:
    with postmortem_town(redis, redis_server.url) as town:
        town.incident()
        town.days(1)
        town.look()
        town.look()
        assert town.due == []
        town.redis.flushall()
        town.days(30)
        town.look()
        assert town.due == []


def test_a_date_in_the_policy_reaches_further_back(redis: Redis, redis_server: RedisServer) -> None:
    policy = "postmortems: {since: 2026-11-01}\n"
    with postmortem_town(redis, redis_server.url, policy) as town:
        town.incident()
        town.days(2)
        town.look()
        assert len(town.due) == 1
        assert "due on **2026-12-07**" in town.due[0].body


@pytest.mark.parametrize(
    "how",
    [
        "in a comment",
        "in the body",
        "in a document",
        "by the pull request",
        "a path",
        "a page of it",
    ],
)
def test_a_postmortem_that_is_there_is_found(town: PostmortemTown, how: str) -> None:
    link = "https://example.com/wiki/postmortem-12"
    body = link if how == "in the body" else ""
    incident = town.world.open_issue("Orders", body, by="alice", labels=["incident"])
    if how == "in a comment":
        town.world.comment(incident.number, f"See {link}", by="grace")
    if how in ("in a document", "a path", "a page of it"):
        named = f"Incident: #{incident.number}" if how == "in a document" else ""
        town.files({PATH: a_postmortem("Orders", more=named)})
    if how == "a path":
        town.world.comment(incident.number, f"Written down in {PATH}.", by="alice")
    if how == "a page of it":
        page = f"{town.running.url}/acme/shop/blob/feature/x/{PATH}?plain=1#L3"
        town.world.comment(incident.number, f"It is [here]({page}).", by="alice")
    if how == "by the pull request":
        files = {PATH: a_postmortem("Orders")}
        said = f"Closes #{incident.number}"
        pull = town.world.open_pull_request("Tell", said, by="alice", head="tell", files=files)
        town.world.merge(pull.number, by="alice")
    town.world.close_issue(incident.number, by="alice")
    town.look()
    assert town.due == []


@pytest.mark.parametrize(("home", "count"), [("grafana/loki", 1), ("Acme/shop", 0)])
def test_an_issue_elsewhere_of_the_same_number_is_another_one(
    town: PostmortemTown, home: str, count: int
) -> None:
    incident = town.incident()
    link = f"https://github.com/{home}/issues/{incident.number}"
    town.files({PATH: a_postmortem("Orders", more=f"See {link}.")})
    town.look()
    assert len(town.due) == count


def test_what_a_form_or_a_stranger_names_is_no_postmortem(town: PostmortemTown) -> None:
    here = f"{town.running.url}/acme/shop/blob/main"
    town.files({"docs/postmortems/template.md": "# Our form\n", PATH: a_postmortem("Orders")})
    asks = f"Write one from {here}/docs/postmortems/template.md, see https://wiki.test/postmortems"
    formed = [town.incident(title, f"{asks}\n\nIt was {title}.") for title in "ABC"]
    unwritten = town.incident("D", f"{here}/docs/postmortems/2026-11-30-not-there-yet.md")
    hidden = town.incident("E", f"It hurts.\n<!--\n{asks}\n-->")
    for each in (*formed, unwritten, hidden):
        town.world.comment(each.number, f"https://evil.test/post-mortem {PATH}", by="mallory")
        town.world.comment(each.number, "https://wiki.test/postmortem-template", by="alice")
    told = "https://evil.test/post-mortem"
    strange = town.world.open_issue("F", told, by="mallory")
    town.world.label(strange.number, "incident", by="alice")
    town.world.close_issue(strange.number, by="alice")
    town.look()
    assert [issue.title[-1] for issue in town.due] == ["A", "B", "C", "D", "E", "F"]
    town.look()
    assert {issue.state for issue in town.due} == {"open"}


def test_what_later_incidents_say_of_a_postmortem_takes_it_from_nobody(
    town: PostmortemTown,
) -> None:
    told = "Postmortem: https://wiki.test/postmortem/orders"
    town.incident("A", told)
    assert town.look() == ["query"]
    town.incident("B", "The same as in https://wiki.test/postmortem/orders, it seems.")
    town.incident("C", told)
    for title in ("Again", "And again"):
        double = town.world.open_issue(title, told, by="alice", labels=["incident"])
        alice = town.world.account("alice")
        town.world.set_issue_state(double, closed=True, sender=alice, reason="duplicate")
        strange = town.world.open_issue(title, told, by="mallory", labels=["incident"])
        town.world.close_issue(strange.number, by="alice")
    town.look()
    assert [issue.title for issue in town.due] == [
        "Postmortem due: Again",
        "Postmortem due: And again",
    ]


def test_a_new_name_of_the_repository_makes_nothing_be_asked_anew(town: PostmortemTown) -> None:
    first = town.incident("A")
    link = f"https://github.com/acme/shop/issues/{first.number}"
    town.files({PATH: a_postmortem("Orders", more=f"Incident: {link}")})
    town.look()
    page = f"{town.running.url}/acme/shop/blob/main/{PATH}"
    other = town.incident("B", labels=())
    town.world.comment(other.number, f"It is [here]({page}).", by="alice")
    town.world.rename_repository("acme/shop", "store")
    town.world.label(other.number, "incident", by="alice")
    town.look()
    assert town.due == []
    assert town.look() == ["query"]
    town.redis.flushall()
    assert "mutation" not in town.look()
    town.world.rename_repository("acme/store", "shop-of-acme")
    town.look()
    town.redis.flushall()
    assert "mutation" not in town.look()
    assert "formerly=acme/store%20acme/shop " in town.index.body
    assert town.due == []


def test_a_document_that_comes_later_closes_the_issue(town: PostmortemTown) -> None:
    incident = town.incident()
    town.look()
    town.files({PATH: a_postmortem("Orders", more=f"See #{incident.number}.")})
    town.look()
    (due,) = town.due
    assert (due.state, due.state_reason) == ("closed", "completed")
    assert PATH in due.comments[-1].body
    assert town.look() == ["query"]


def test_a_label_or_a_word_waives_it_and_leaves_a_trail(town: PostmortemTown) -> None:
    first, second, third = town.incident("A"), town.incident("B"), town.incident("C")
    town.world.comment(first.number, "/no-postmortem a drill", by="alice")
    town.world.label(second.number, "no postmortem", by="alice")
    town.world.comment(third.number, "/no-postmortem I say so", by="mallory")
    town.look()
    assert [issue.title for issue in town.due] == ["Postmortem due: C"]
    (reaction,) = first.comments[0].reactions
    assert reaction.content == "THUMBS_UP"
    assert third.comments[0].reactions == []


def test_a_waiver_below_our_issue_closes_it(town: PostmortemTown) -> None:
    town.incident()
    town.look()
    (due,) = town.due
    town.world.comment(due.number, "/no-postmortem", by="alice")
    town.look()
    assert due.state == "open"
    assert due.comments[0].reactions[0].content == "CONFUSED"
    assert "`/no-postmortem` needs the reason" in due.comments[1].body
    assert town.look() == ["query"]
    town.world.comment(due.number, "/no-postmortem nobody noticed", by="alice")
    town.look()
    assert (due.state, due.state_reason) == ("closed", "not_planned")
    assert "waived by `alice` with `nobody noticed`" in due.comments[-1].body
    assert town.look() == ["query"]


def test_a_label_that_was_taken_away_ends_it(town: PostmortemTown) -> None:
    incident = town.incident()
    town.look()
    town.world.unlabel(incident.number, "incident", by="alice")
    town.look()
    assert town.due[0].state == "closed"
    town.world.label(incident.number, "incident", by="alice")
    town.look()
    assert len(town.due) == 1


def test_an_incident_that_is_open_again_is_not_pressed(town: PostmortemTown) -> None:
    incident = town.incident()
    town.look()
    town.world.set_issue_state(incident, closed=False, sender=town.world.account("alice"))
    town.days(20)
    town.look()
    assert town.due[0].comments == []
    town.world.close_issue(incident.number, by="alice")
    town.look()
    assert len(town.due) == 1


# Actions


def test_actions_become_issues_in_three_requests(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    other = "docs/postmortems/2026-11-24-queue.md"
    town.files({other: a_postmortem("Queue", TABLE + RUNBOOK, day="2026-11-24")})
    assert town.look() == ["query", "query", "mutation"]
    first, second = town.actions
    assert (first.title, [each.login for each in first.assignees]) == (
        "Alert on the disk",
        ["grace"],
    )
    assert "| Due | 2026-12-01 |" in first.body
    assert (second.assignees, "It has no owner yet" in second.body) == ([], True)
    assert town.look() == ["query"]


def test_rows_that_move_or_are_reworded_stay_one_issue(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT + RUNBOOK)})
    town.look()
    reworded = "| Write a short runbook for full disks | @grace | 2026-12-05 |\n"
    town.files({PATH: a_postmortem("Orders", TABLE + reworded + ALERT)})
    town.look()
    assert len(town.actions) == 2
    new = "| Buy larger disks | @alice | 2026-12-20 |\n"
    town.files({PATH: a_postmortem("Orders", TABLE + new + reworded + ALERT)})
    town.look()
    assert [issue.title for issue in town.actions][2:] == ["Buy larger disks"]


def test_a_moved_document_brings_no_second_issues(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    moved = PATH.replace("docs/postmortems/", "docs/postmortems/2026/")
    town.files({PATH: None, moved: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    assert len(town.actions) == 1


def test_done_loose_and_already_tracked_actions_need_no_issue(town: PostmortemTown) -> None:
    items = ("- [x] Restarted it", "- Think about it", "- [ ] Replace it (#1)")
    town.files({PATH: a_postmortem("Orders", *items)})
    town.look()
    assert town.actions == []


def test_documents_of_long_ago_bring_no_issues(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT, day="2025-01-02")})
    town.look()
    assert town.actions == []
    assert "1 of 1 open" in town.index.body


def test_old_documents_without_a_date_bring_none_when_all_is_written_anew(
    redis: Redis, redis_server: RedisServer
) -> None:
    def undated(words: str) -> str:
        return a_postmortem(words, TABLE + ALERT).replace("**Date:** 2026-11-23\n", "")

    with postmortem_town(redis, redis_server.url, "comment: never\n") as town:
        town.files({"docs/postmortems/old.md": undated("Old"), "docs/other.md": "A\n"})
        town.days(100)
        town.files({POLICY_PATH: ALL})
        town.look()
        new = "docs/postmortems/new.md"
        town.files({"docs/postmortems/old.md": undated("Older"), new: undated("New")})
        town.look()
        assert ["new.md" in issue.body for issue in town.actions] == [True]
        assert "`Older`" in town.index.body


def test_very_many_actions_come_over_several_turns(town: PostmortemTown) -> None:
    rows = "".join(f"| Replace {word} | @grace | |\n" for word in map(str, range(100, 145)))
    town.files({PATH: a_postmortem("Orders", TABLE + rows)})
    town.desk.inbox.mark(town.subject, town.turn.prompt)
    while (turn := town.desk.inbox.begin(town.subject)) is not None:
        town.let_claim_expire()
        keep_postmortems(turn, town.desk)
        town.desk.inbox.finish(turn)
    assert len(town.actions) == 45
    assert len({issue.title for issue in town.actions}) == 45


# Reminders


def test_reminders_come_when_due_and_overdue_and_then_never(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    (issue,) = town.actions
    for _ in range(40):
        town.days(1)
        town.look()
    bodies = [comment.body.splitlines()[0] for comment in issue.comments]
    assert bodies == [
        "<!-- plumbline:postmortem-remark due -->",
        "<!-- plumbline:postmortem-remark overdue -->",
    ]


def test_a_word_that_is_refused_is_not_tried_again_at_once(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    (issue,) = town.actions
    issue.locked = True
    town.days(8)
    assert town.look() == ["query", "mutation"]
    assert town.desk.inbox.begin(town.subject) is None
    issue.locked = False
    town.look()
    assert len(issue.comments) == 1


def test_snooze_puts_off_what_is_still_to_come(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    (issue,) = town.actions
    town.world.comment(issue.number, "/snooze 2026-12-20", by="grace")
    town.world.comment(issue.number, "/snooze soon", by="grace")
    town.world.comment(issue.number, "/snooze 5w", by="mallory")
    town.look()
    reactions = [[each.content for each in comment.reactions] for comment in issue.comments]
    assert reactions == [["THUMBS_UP"], ["CONFUSED"], [], []]
    assert "`/snooze soon` does not say until when" in issue.comments[3].body
    assert town.look() == ["query"]
    town.days(20)
    town.look()
    assert len(issue.comments) == 4
    town.days(8)
    town.look()
    assert "overdue" in issue.comments[4].body


def test_a_command_below_an_incident_gets_its_answer_there(town: PostmortemTown) -> None:
    incident = town.incident()
    town.world.comment(incident.number, "/no-postmortem", by="alice")
    town.look()
    assert "/no-postmortem a drill" in incident.comments[1].body
    town.redis.flushall()
    town.look()
    assert len(incident.comments) == 2


def test_a_closed_action_and_one_that_is_done_are_left_alone(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT + RUNBOOK)})
    town.look()
    first, second = town.actions
    town.world.close_issue(first.number, by="alice")
    done = "| Action | Owner | Due | Status |\n| --- | --- | --- | --- |\n"
    rows = "| Write a runbook for full disks | | 2026-11-25 | done |\n"
    town.files({PATH: a_postmortem("Orders", done + rows)})
    town.days(30)
    town.look()
    assert (first.comments, second.comments) == ([], [])


def test_nobody_is_reminded_who_does_not_want_it(town: PostmortemTown) -> None:
    town.files({POLICY_PATH: "postmortems: {remind: false}\n"})
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    town.days(60)
    town.look()
    assert town.actions[0].comments == []


def test_very_much_talk_makes_nothing_be_said_twice(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT + PANEL)})
    town.look()
    issue, other = town.actions
    town.world.comment(other.number, "/snooze 2026-12-10", by="alice")
    town.days(9)
    town.look()
    assert [said(each).count("due -->") for each in (issue, other)] == [1, 0]
    talk(town, issue, 120)
    talk(town, other, 45)
    town.look()
    assert [said(each).count("due -->") for each in (issue, other)] == [1, 0]


def test_a_word_long_ago_below_an_incident_still_waives_it(town: PostmortemTown) -> None:
    incident = town.world.open_issue("Orders", by="alice", labels=["incident"])
    town.world.comment(incident.number, "/no-postmortem a drill", by="alice")
    talk(town, incident, 45)
    town.world.close_issue(incident.number, by="alice")
    town.look()
    assert town.due == []


# Very many issues


def test_neither_other_labels_nor_very_many_issues_hide_ours(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT + RUNBOOK)})
    town.look()
    first, second = town.actions
    town.world.unlabel(first.number, "postmortem action", by="alice")
    for n in range(101):
        town.world.open_issue(f"Mine {n}", by="alice", labels=["postmortem action"])
    town.look()
    assert "2 of 2 open" in town.index.body
    assert town.world.app is not None
    for n in range(101):
        town.world.open_issue(f"Ours {n}", by=town.world.app.bot.login)
    town.world.close_issue(second.number, by="alice")
    assert town.look() == ["query", "query", "mutation"]
    assert "1 of 2 open" in town.index.body
    town.days(9)
    town.look()
    assert [len(issue.comments) for issue in (first, second)] == [1, 0]


def test_of_very_many_incidents_that_wait_each_is_looked_at_in_time(town: PostmortemTown) -> None:
    incidents = []
    for _ in range(4):
        incidents += [town.incident(f"Incident {n}") for n in range(18)]
        town.look()
    assert len(town.due) == 72
    for incident in incidents:
        town.world.label(incident.number, "no postmortem", by="alice")
    for n in range(31):
        town.incident(f"Small {n}", labels=["incident", "no postmortem"])
    for _ in range(3):
        town.look()
        kept = read_kept(Recall(town.redis, town.shop.id))
        assert kept is not None
        left = {issue.state for issue in town.due} == {"open", "closed"}
        tomorrow = town.world.clock.now().date() + timedelta(days=1)
        assert (kept.next_day == tomorrow) == left
        town.days(1)
    assert {issue.state for issue in town.due} == {"closed"}


# The index


def test_the_index_lists_impact_lessons_and_open_actions(town: PostmortemTown) -> None:
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    assert (town.index.title, town.index.is_pinned) == ("Postmortems and what we learned", True)
    body = town.index.body
    assert "1 postmortem, 1 action still open." in body
    row = next(line for line in body.splitlines() if "`Orders`" in line)
    assert all(words in row for words in ("2026-11-23", "`SEV-2`", "`Nobody could pay.`"))
    assert all(words in row for words in ("`Disks fill up.`", "[1 of 1 open]("))
    town.world.close_issue(town.actions[0].number, by="alice")
    assert town.look() == ["query", "mutation"]
    assert "all done" in town.index.body


def test_a_closed_index_is_left_alone_and_a_deleted_one_opened_again(
    town: PostmortemTown,
) -> None:
    town.world.close_issue(town.index.number, by="alice")
    town.files({PATH: a_postmortem("Orders")})
    town.look()
    assert "`Orders`" not in town.index.body
    del town.shop.numbered[town.index.number]
    town.look()
    assert "`Orders`" in town.index.body


def test_an_index_that_cannot_be_pinned_is_not_tried_each_time(
    redis: Redis, redis_server: RedisServer
) -> None:
    with postmortem_town(redis, redis_server.url) as town:
        for n in range(3):
            issue = town.world.open_issue(f"Pinned {n}", by="alice")
            town.world.pin_issue(issue, sender=town.world.account("alice"))
        town.look()
        assert not town.index.is_pinned
        assert town.look() == ["query"]


def test_an_empty_document_is_not_listed(town: PostmortemTown) -> None:
    town.files({"docs/postmortems/empty.md": "", "docs/postmortems/blank.md": "\n"})
    assert town.look() == ["query", "query"]
    assert "No postmortems yet." in town.index.body
    assert "Not read" not in town.index.body
    assert town.look() == ["query"]


def test_a_long_index_goes_on_in_comments_and_shrinks_again(town: PostmortemTown) -> None:
    text = a_postmortem("Orders", TABLE + ALERT, day="2020-01-01").replace("Nobody", "No" * 60)
    many = {f"docs/postmortems/2020-01-01-{n}.md": f"{text}{n}\n" for n in range(200)}
    town.files(many)
    town.look()
    assert "The index goes on in 1 comment below" in town.index.body
    assert len(town.index.comments) == 1
    town.files(dict.fromkeys(list(many)[5:]))
    town.look()
    assert town.index.comments[0].minimized_reason == "outdated"
    assert town.look() == ["query"]


# When things go wrong


def test_parts_of_the_index_are_found_below_many_words_of_people(town: PostmortemTown) -> None:
    for n in range(101):
        town.world.comment(town.index.number, f"Word {n}", by="alice")
    text = a_postmortem("Orders", TABLE + ALERT, day="2020-01-01").replace("Nobody", "No" * 60)
    town.files({f"docs/postmortems/2020-01-01-{n}.md": f"{text}{n}\n" for n in range(200)})
    town.look()
    written = len(town.index.comments)
    assert written > 101
    assert town.look() == ["query", "query"]
    assert len(town.index.comments) == written


def test_a_wiped_redis_brings_nothing_twice(town: PostmortemTown) -> None:
    town.incident()
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT + RUNBOOK)})
    town.look()
    before = len(town.issues)
    town.redis.flushall()
    assert "mutation" not in town.look()
    assert len(town.issues) == before


def test_words_that_people_write_above_our_text_bring_nothing_twice(town: PostmortemTown) -> None:
    town.incident()
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    before = len(town.issues)
    for issue in town.issues:
        alice = town.world.account("alice")
        town.world.edit_issue(issue, sender=alice, body=f"Hello all,\n\n{issue.body}")
    town.redis.flushall()
    town.look()
    assert len(town.issues) == before


def test_without_their_hidden_lines_the_titles_tell(town: PostmortemTown) -> None:
    """Of two incidents with one title, one issue without the line stands for one of them."""
    town.incident()
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT + RUNBOOK)})
    town.look()
    for issue in (*town.due, *town.actions):
        body = issue.body.partition("\n")[2]
        town.world.edit_issue(issue, sender=town.world.account("alice"), body=body)
    before = [issue.title for issue in town.issues]
    town.incident()
    town.redis.flushall()
    town.look()
    town.look()
    assert [issue.title for issue in town.issues] == [*before, "Postmortem due: Orders are lost"]


def test_hidden_lines_that_were_tampered_with_do_no_harm(town: PostmortemTown) -> None:
    town.incident()
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    for issue in (*town.due, *town.actions):
        alice, body = (
            town.world.account("alice"),
            re.sub(r" due=\S+", " due=9999-12-31", issue.body),
        )
        town.world.edit_issue(issue, sender=alice, body=body)
    before = len(town.issues)
    town.look()
    town.redis.flushall()
    town.look()
    assert len(town.issues) == before


@pytest.mark.parametrize("kind", ["lost", pytest.param("reset", marks=pytest.mark.soak)])
def test_whatever_request_fails_all_is_done_once_in_the_end(
    redis: Redis, redis_server: RedisServer, kind: FaultKind
) -> None:
    failed = 0
    for place in range(9):
        redis.flushall()
        with postmortem_town(redis, redis_server.url, "postmortems: {since: 2026-11-01}\n") as town:
            town.incident()
            town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
            town.running.service.faults.add(Fault(kind, skip=place))
            for _ in range(3):
                try:
                    town.look(town.second_desk())
                except WorldFailure:
                    failed += 1
            assert sorted(issue.title for issue in town.issues) == [
                "Alert on the disk",
                "Postmortem due: Orders are lost",
                "Postmortems and what we learned",
            ]
            assert "`Orders`" in town.index.body
    assert failed >= 4


def test_of_two_workers_one_gives_way(town: PostmortemTown) -> None:
    town.incident()
    town.look()
    town.incident("Again")
    town.let_claim_expire()
    keep_postmortems(town.turn, town.second_desk())
    with pytest.raises(WorldFailure):
        keep_postmortems(town.turn, town.second_desk())
    town.let_claim_expire()
    town.look()
    assert len(town.due) == 2


def test_without_issues_or_the_section_nothing_is_done(town: PostmortemTown) -> None:
    town.incident()
    town.shop.has_issues = False
    assert town.look() == ["query"]
    town.shop.has_issues = True
    town.files({POLICY_PATH: "comment: never\n"})
    town.look()
    assert town.due == []
    town.files({POLICY_PATH: ALL})
    town.look()
    assert len(town.due) == 1


def test_a_template_of_the_team_is_used_and_a_missing_one_does_no_harm(
    town: PostmortemTown,
) -> None:
    template = "docs/postmortems/template.md"
    town.files({POLICY_PATH: f"postmortems: {{template: {template}}}\n"})
    town.incident("A")
    town.look()
    assert "## Root causes" in town.due[0].body
    assert "## Lessons learned" in town.due[0].body
    town.files({template: "# Our form\n\n```\n@acme/all\n```\n"})
    town.incident("B")
    town.look()
    assert "# Our form" in town.due[1].body
    assert "````markdown" in town.due[1].body


def test_hostile_words_stay_words(town: PostmortemTown) -> None:
    title = "--> @acme/all `x` | <img src=x> [a](http://evil.example)"
    town.incident(title)
    town.files({PATH: a_postmortem(title, TABLE + f"| {title} | @mallory | |\n")})
    town.look()
    for issue in town.issues:
        assert "@acme/all" not in outside_code(issue.body)
        assert not any("evil.example" in link for link in links(issue.body))
        assert issue.body.startswith("<!-- plumbline:postmortem-")


def test_somebody_elses_issue_with_our_marker_counts_for_nothing(town: PostmortemTown) -> None:
    incident = town.incident()
    marker = f"<!-- plumbline:postmortem-due {incident.number} due=2026-12-01 -->"
    town.world.open_issue("Mine", marker, by="mallory", labels=["postmortem"])
    town.redis.flushall()
    town.look()
    assert len(town.due) == 1


def test_a_lost_permission_ends_the_turn(town: PostmortemTown) -> None:
    installation = town.world.installation_of(town.shop)
    assert installation is not None
    town.incident()
    installation.permissions["issues"] = "read"
    town.redis.flushall()
    with pytest.raises(NotPermitted):
        town.look()
    assert town.due == []


def test_the_index_says_what_is_still_to_be_written(town: PostmortemTown) -> None:
    incident = town.incident()
    town.look()
    assert f"**Still to be written:** #{incident.number} by 2026-12-07." in town.index.body
    town.world.comment(incident.number, "/no-postmortem a drill", by="alice")
    town.look()
    assert "Still to be written" not in town.index.body


@pytest.mark.parametrize("reason", ["duplicate", "not_planned"])
def test_what_was_dismissed_was_no_incident(town: PostmortemTown, reason: StateReason) -> None:
    found = town.world.open_issue("Orders", by="alice", labels=["incident"])
    alice = town.world.account("alice")
    town.world.set_issue_state(found, closed=True, sender=alice, reason=reason)
    assert town.look() == ["query"]
    assert town.due == []


def test_deleted_issues_do_no_harm_and_are_not_opened_again(town: PostmortemTown) -> None:
    incident, other = town.incident(), town.incident("B")
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    del town.shop.numbered[incident.number]
    del town.shop.numbered[town.due[1].number]
    del town.shop.numbered[town.actions[0].number]
    town.days(10)
    town.look()
    town.world.comment(other.number, "Thanks", by="alice")
    town.look()
    assert (len(town.due), town.actions) == (1, [])


@pytest.mark.parametrize("rubbish", [{}, [], "x", {"known": 1, "since": 3, "said": 7}])
def test_rubbish_in_redis_is_as_good_as_nothing(town: PostmortemTown, rubbish: object) -> None:
    town.incident()
    town.files({PATH: a_postmortem("Orders", TABLE + ALERT)})
    town.look()
    before = len(town.issues)
    prefix = f"plumbline:seen:{town.shop.id}:"
    for key in town.redis.keys(f"{prefix}postmortem*"):
        Recall(town.redis, town.shop.id).put({key.decode().removeprefix(prefix): rubbish})
    town.look()
    assert len(town.issues) == before
    assert "`Orders`" in town.index.body
