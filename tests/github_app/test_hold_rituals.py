"""A due ritual opens one issue, whatever dies, runs twice or forgets."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from redis import Redis

from github_app.failures import NotPermitted, WorldFailure
from sandbox.faults import Fault
from tests.conftest import RedisServer
from tests.github_app.ritual_town import POLICY, POLICY_PATH, Town, ritual_town
from tests.github_app.use_cases.distortion import distorted

SIX_WEEKS = 6 * 7 * 24


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[Town]:
    with ritual_town(redis, redis_server.url) as made:
        yield made


def forget(town: Town) -> None:
    """Redis is wiped: claims, caches, everything."""
    town.redis.flushall()


def test_a_due_sprint_opens_its_issue_with_label_assignee_and_marker(town: Town) -> None:
    town.look()
    (issue,) = town.issues
    assert issue.title == "Refactor sprint 2026-W44: Monday, 26 October 2026"
    head = town.shop.git.tip("main")
    assert issue.body.startswith(
        f"<!-- plumbline:ritual refactor_sprint 2026-W44 day=2026-10-26 from={head} -->\n"
    )
    assert [label.name for label in issue.labels] == ["refactor-sprint"]
    assert [person.login for person in issue.assignees] == ["bob"]


@pytest.mark.parametrize(("hours", "holder"), [(None, "alice"), (24 * 60, "alice"), (-1, "bob")])
def test_who_is_busy_by_their_status_is_passed_over(
    town: Town, hours: float | None, holder: str
) -> None:
    town.world.set_status("bob", busy=True, hours=hours)
    town.look()
    (issue,) = town.issues
    assert [person.login for person in issue.assignees] == [holder]
    assert ("Away that day: `bob`." in issue.body) == (holder == "alice")


def test_a_status_for_an_organization_alone_is_told_to_nobody(town: Town) -> None:
    def limit(answer: dict[str, Any]) -> None:
        found = answer["data"].get("repository") or {}
        for person in (found.get("person1") or {"nodes": ()})["nodes"]:
            person["optionalStatus"]["organization"] = {"id": "O_1"}

    town.world.set_status("bob", busy=True)
    with distorted(limit):
        town.look()
    assert [person.login for person in town.issues[0].assignees] == ["bob"]
    assert "Away that day" not in town.issues[0].body


def test_nothing_waits_for_who_is_busy(town: Town) -> None:
    def fail(answer: dict[str, Any]) -> None:
        found = answer["data"].get("repository") or {}
        for number in (0, 1):
            for person in (found.get(f"person{number}") or {"nodes": ()})["nodes"]:
                person["optionalStatus"] = None
                path = ["repository", f"person{number}", "nodes", 0, "optionalStatus"]
                answer.setdefault("errors", []).append({"message": "x", "path": path})

    with distorted(fail):
        town.look()
    assert [person.login for person in town.issues[0].assignees] == ["bob"]


def test_the_next_look_finds_it_with_a_single_request(town: Town) -> None:
    town.look()
    forget(town)
    town.look()
    town.requests()
    town.let_claim_expire()
    town.look()
    assert town.requests() == ["query"]
    assert len(town.issues) == 1


def test_a_due_sprint_costs_three_requests_once_its_label_exists(town: Town) -> None:
    town.look()
    town.world.push_to_branch("main", {"src/till.py": "# TODO round\n"}, "Sell", by="bob")
    town.world.advance(SIX_WEEKS)
    town.let_claim_expire()
    town.requests()
    town.look()
    assert len(town.issues) == 2
    assert town.requests() == ["query", "GET /repos/{owner}/{repo}/compare/{basehead}", "mutation"]


def test_the_next_sprint_links_the_last_one_and_takes_over_what_is_left(town: Town) -> None:
    town.look()
    (first,) = town.issues
    first.body += "\n- [ ] Split @acme/till\n- [x] Sharpen the saw\n"
    town.world.open_issue("Rounding is wrong", by="alice", labels=["debt"])
    town.world.push_to_branch("main", {"src/till.py": "# TODO round\n"}, "Sell", by="bob")
    town.world.advance(SIX_WEEKS)
    forget(town)
    town.look()
    second = town.issues[-1]
    assert second.title == "Refactor sprint 2026-W50: Monday, 7 December 2026"
    assert f"The previous one is #{first.number} (2026-W44), still open" in second.body
    assert f"### Carried over from #{first.number}\n" in second.body
    assert "- [ ] `Split @acme/till`, carried over once\n" in second.body
    assert "- [ ] `Sharpen" not in second.body
    assert "`Rounding is wrong`, open for 42 days" in second.body
    assert "| `src/till.py` | +1 |" in second.body
    assert [person.login for person in second.assignees] == ["alice"]


def test_a_marker_of_the_year_1_is_not_believed(town: Town) -> None:
    town.policy(POLICY.replace("Europe/Berlin", "Asia/Tokyo"))
    town.look()
    (issue,) = town.issues
    issue.body = "<!-- plumbline:ritual refactor_sprint 0001-W01 day=0001-01-01 -->\n"
    town.let_claim_expire()
    town.look()
    assert town.issues == [issue]


@pytest.mark.parametrize("is_held", [True, False])
def test_notes_count_however_much_was_said_after_them(town: Town, is_held: bool) -> None:
    town.look()
    (issue,) = town.issues
    said = "Notes: https://wiki.example/sprint" if is_held else "It was good."
    town.world.comment(issue.number, said, by="alice")
    for number in range(60):
        town.world.comment(issue.number, f"Thought {number}", by="mallory")
    town.world.advance(4 * 24)
    town.let_claim_expire()
    town.look()
    assert any("Nothing shows yet" in each.body for each in issue.comments) is not is_held


def test_of_missed_sprints_only_the_latest_opens(town: Town) -> None:
    town.look()
    town.world.advance(4 * SIX_WEEKS)
    forget(town)
    town.look()
    town.let_claim_expire()
    town.look()
    assert [issue.title.split(":")[0] for issue in town.issues] == [
        "Refactor sprint 2026-W44",
        "Refactor sprint 2027-W15",
    ]


@pytest.mark.parametrize("loss", ["label", "marker", "both"])
def test_a_wiped_redis_and_a_tidied_issue_bring_no_second_one(town: Town, loss: str) -> None:
    town.look()
    (issue,) = town.issues
    if loss in ("label", "both"):
        town.world.unlabel(issue.number, "refactor-sprint", by="alice")
    if loss in ("marker", "both"):
        issue.body = "tidied"
    forget(town)
    town.look()
    assert len(town.issues) == 1


def test_a_closed_issue_is_not_opened_again(town: Town) -> None:
    town.look()
    town.world.close_issue(town.issues[0].number, by="alice")
    forget(town)
    town.look()
    assert len(town.issues) == 1


def test_somebody_elses_issue_with_our_marker_is_not_taken_for_ours(town: Town) -> None:
    town.look()
    copied = town.issues[0]
    town.world.open_issue(
        copied.title.replace("W44", "W50"), copied.body.replace("W44", "W50"), by="mallory"
    )
    town.world.advance(SIX_WEEKS)
    forget(town)
    town.look()
    assert len(town.issues) == 2


def test_a_write_whose_answer_was_lost_is_found_and_not_repeated(town: Town) -> None:
    town.running.service.faults.add(Fault("lost", on="writes", times=2))
    for _ in range(2):
        # The first write makes the label, the second the issue.
        with pytest.raises(WorldFailure):
            town.look()
        forget(town)
    assert len(town.issues) == 1
    town.look()
    assert len(town.issues) == 1


def test_a_write_that_never_arrived_is_made_up_for(town: Town) -> None:
    town.running.service.faults.add(Fault("reset", on="writes"))
    with pytest.raises(WorldFailure):
        town.look()
    assert town.issues == []
    forget(town)
    town.look()
    assert len(town.issues) == 1


def test_after_a_write_of_unknown_outcome_nobody_looks_for_a_while(town: Town) -> None:
    town.running.service.faults.add(Fault("lost", on="writes"))
    with pytest.raises(WorldFailure):
        town.look()
    town.requests()
    with pytest.raises(WorldFailure) as caught:
        town.look()
    assert caught.value.retry_after > 50
    assert town.requests() == []


def test_a_failed_read_leaves_the_way_free_at_once(town: Town) -> None:
    town.running.service.faults.add(Fault("status", on="reads", path="graphql"))
    with pytest.raises(WorldFailure):
        town.look()
    town.look()
    assert len(town.issues) == 1


@pytest.mark.parametrize("wiped", [False, True])
def test_two_workers_at_the_same_moment_open_one_issue(town: Town, wiped: bool) -> None:
    start = threading.Barrier(2)
    desks = [town.second_desk(), town.second_desk()]
    failures: list[Exception] = []

    def work(number: int) -> None:
        start.wait()
        try:
            town.look(desks[number])
        except WorldFailure as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failures) == 1
    if wiped:
        forget(town)
        town.look()
    assert len(town.issues) == 1
    for desk in desks:
        desk.github.close()


def test_two_processes_at_the_same_moment_open_one_issue(town: Town) -> None:
    workers = [town.worker(), town.worker()]
    endings = sorted(worker.wait(timeout=30) for worker in workers)
    # The one that came second gave way; the inbox would let it try again.
    assert endings == [0, 1]
    assert len(town.issues) == 1


def test_a_worker_killed_while_it_writes_leaves_one_issue(town: Town) -> None:
    town.world.create_label(town.shop, "refactor-sprint", "ededed", by="alice")
    faults = town.running.service.faults
    faults.add(Fault("late", on="writes", path="graphql", seconds=0.4))
    worker = town.worker()
    assert _soon(lambda: not faults.pending)
    worker.kill()
    worker.wait()
    assert town.issues == []
    with pytest.raises(WorldFailure):
        town.look()
    assert _soon(lambda: len(town.issues) == 1)
    town.let_claim_expire()
    town.look()
    assert len(town.issues) == 1


def test_a_claim_lost_while_reading_stops_the_write(town: Town) -> None:
    service = town.running.service
    service.faults.add(Fault("late", on="reads", path="graphql", seconds=0.6))
    wipe = threading.Timer(0.3, town.redis.flushall)
    wipe.start()
    with pytest.raises(WorldFailure, match="claim was lost"):
        town.look()
    wipe.join()
    assert town.issues == []


def test_a_repository_without_issues_is_left_alone_after_one_read(town: Town) -> None:
    town.shop.has_issues = False
    town.look()
    assert town.requests() == ["query", "query"]
    assert town.issues == []
    town.shop.has_issues = True
    town.look()
    assert len(town.issues) == 1


def test_without_permission_for_issues_the_work_ends_quietly(town: Town) -> None:
    installation = town.world.installation_of(town.shop)
    assert installation is not None
    installation.permissions["issues"] = "read"
    with pytest.raises(NotPermitted):
        town.look()
    assert town.issues == []


def test_who_cannot_be_assigned_is_passed_over(town: Town) -> None:
    town.policy(POLICY.replace("[alice, bob]", "[alice, mallory]"))
    town.look()
    (issue,) = town.issues
    assert [person.login for person in issue.assignees] == ["alice"]
    assert "`mallory` cannot be assigned in this repository" in issue.body


def test_a_broken_policy_leaves_the_last_good_one_in_force_even_after_a_wipe(town: Town) -> None:
    town.policy(POLICY + "    no_such_key: 1\n")
    town.look()
    assert len(town.issues) == 1


def test_a_policy_without_rituals_opens_nothing(town: Town) -> None:
    town.policy(None)
    town.look()
    assert town.issues == []


def test_before_its_hour_in_its_own_zone_nothing_opens(
    redis: Redis, redis_server: RedisServer
) -> None:
    just_before = datetime(2026, 10, 26, 7, 58, tzinfo=UTC)
    with ritual_town(redis, redis_server.url, just_before) as town:
        town.policy(POLICY.replace("anchor: 2026-01-05", "anchor: 2026-10-26"))
        town.look()
        assert town.issues == []
        town.world.advance(0.05)
        town.look()
        assert len(town.issues) == 1


def test_no_mixture_of_trouble_doubles_or_loses_an_occurrence(town: Town) -> None:
    chance = random.Random(20261123)
    troubles = [
        *(("status", side) for side in ("reads", "writes")),
        *(("reset", side) for side in ("reads", "writes")),
        *(("lost", side) for side in ("reads", "writes")),
        *(("garbled", side) for side in ("reads", "writes")),
    ]
    town.policy(POLICY.replace("every_weeks: 6", "every_weeks: 1"))
    for week in range(12):
        for _ in range(3):
            kind, side = chance.choice(troubles)
            town.running.service.faults.add(Fault(kind, on=side, path="graphql|compare"))
            with suppress(WorldFailure):
                town.look()
            chance.choice((town.redis.flushall, town.let_claim_expire, lambda: None))()
        town.running.service.faults.clear()
        town.let_claim_expire()
        town.look()
        assert len(town.issues) == week + 1
        town.world.advance(7 * 24)
    titles = [issue.title for issue in town.issues]
    assert len(set(titles)) == len(titles)


def _soon(happened: Callable[[], bool], seconds: float = 20) -> bool:
    """Waits for something to become true."""
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        time.sleep(0.01)
    return happened()


CUSTOM = """\
rituals:
  decision_review: {}
  custom:
    walk:
      title: Walk through the shop
      template: .github/rituals/walk.md
      every_weeks: 1
      weekday: monday
"""


def test_a_ritual_of_the_teams_own_and_records_are_read_with_the_rest(town: Town) -> None:
    record = "# 2. Use a queue\n\n## Status\n\nProposed\n\n## Context\n\nSlow.\n"
    files = {
        POLICY_PATH: CUSTOM,
        ".github/rituals/walk.md": "Since {{ previous }}:\n\n- [ ] Look at {{ nonsense }}\n",
        "docs/adr/0002-use-a-queue.md": record,
    }
    town.world.push_to_branch("main", files, "Walk", by="alice")
    town.look()
    bodies = {issue.title.split(" 20")[0]: issue.body for issue in town.issues}
    assert "nonsense" in bodies["Walk through the shop"]
    assert "0002-use-a-queue.md" in bodies["Decision review"]
    town.world.advance(7 * 24)
    town.let_claim_expire()
    town.requests()
    town.look()
    assert town.requests() == ["query", "mutation"]
    titles = [issue.title for issue in town.issues]
    assert sum(title.startswith("Walk through the shop") for title in titles) == 2


def test_a_template_that_is_missing_opens_the_issue_with_a_note(town: Town) -> None:
    town.policy(CUSTOM)
    town.look()
    (issue,) = [each for each in town.issues if each.title.startswith("Walk")]
    assert "`.github/rituals/walk.md`" in issue.body
