"""Open pull requests that meet at the same records are told so, and told when it is over."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from github_app.failures import WorldFailure
from github_app.inbox import Turn
from github_app.remembered.record_neighbours import concerned
from github_app.remembered.record_table import NEWS, RecordTable, Table
from github_app.use_cases.judge_pull_request import judge_pull_request
from sandbox.pull_requests import PullRequest
from snapshot.record_work import RecordWork
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import RECORD, Stage, said

EARLIER, LATER = "docs/adr/0013-use-a-queue.md", "docs/adr/0013-use-a-bus.md"


def record(number: int, title: str = "Use it", status: str = "Accepted") -> str:
    return RECORD.format(number=number, title=title, status=status)


def rivals(stage: Stage) -> tuple[PullRequest, PullRequest]:
    """Two pull requests that take the number 13."""
    return (
        stage.open({EARLIER: record(13)}, head="queue"),
        stage.open({LATER: record(13)}, head="bus"),
    )


def table(stage: Stage) -> RecordTable:
    return RecordTable(stage.desk.redis, stage.repository.id)


def rows(stage: Stage) -> dict[int, RecordWork]:
    return dict(table(stage).read().rows)


def verdict(stage: Stage, pull: PullRequest) -> str:
    run = stage.runs(pull.head_oid)["decision_records"]
    return " ".join([run.title or "", run.summary or "", run.text or ""])


def settle(stage: Stage) -> list[str]:
    """Attends to pull requests until none is waiting; answers the numbers, in order."""
    judged = []
    while waiting := stage.waiting():
        for number in waiting:
            pull = stage.repository.pull(int(number))
            assert pull is not None
            stage.desk.redis.delete(f"plumbline:pause:{stage.subject(pull).key}")
            turn = stage.desk.inbox.begin(stage.subject(pull))
            assert isinstance(turn, Turn)
            assert turn.prompt.event == NEWS
            judge_pull_request(turn, stage.desk)
            stage.desk.inbox.finish(turn)
            judged.append(number)
        assert len(judged) < 20
    return judged


def test_both_sides_are_told_whichever_is_judged_first(stage: Stage) -> None:
    earlier, later = rivals(stage)
    stage.judge(earlier)
    assert settle(stage) == [str(later.number)]
    for pull in (earlier, later):
        assert "0013" in verdict(stage, pull)
    assert stage.conclusions(later.head_oid)["decision_records"] != "success"
    assert "0014" in verdict(stage, later)
    assert stage.conclusions(earlier.head_oid)["decision_records"] == "success"
    assert settle(stage) == []


def test_a_collision_costs_one_list_of_the_open_pull_requests_an_hour(stage: Stage) -> None:
    earlier, later = rivals(stage)
    assert said(stage.judge(earlier)).count("query") == 3
    assert said(stage.judge(later)).count("query") == 2
    stage.world.edit(later.number, title="Choose a bus")
    assert said(stage.judge(later)).count("query") == 1
    listed = json.dumps({"at": time.time() - 3_601, "all": True})
    stage.desk.redis.hset(f"plumbline:records:{stage.repository.id}", "listed", listed)
    assert said(stage.judge(later)).count("query") == 2
    # Their heads were judged, so nobody has to be looked at again.
    assert stage.waiting() == []
    assert all(row.is_read for row in rows(stage).values())


def test_who_touches_no_record_asks_nobody(stage: Stage) -> None:
    stage.judge(stage.open({EARLIER: record(13)}, head="queue"))
    stage.desk.redis.delete(f"plumbline:records:{stage.repository.id}")
    other = stage.open({"a.md": "a\n"}, head="other")
    stage.judge(other)
    assert said(stage.judge(other)) == ["query"]
    assert stage.waiting() == []


def test_both_are_told_when_the_collision_is_gone(stage: Stage) -> None:
    earlier, later = rivals(stage)
    stage.judge(earlier)
    settle(stage)
    stage.world.push(later.number, {LATER: None, "docs/adr/0014-use-a-bus.md": record(14)})
    stage.judge(later)
    assert settle(stage) == [str(earlier.number)]
    for pull in (earlier, later):
        assert stage.conclusions(pull.head_oid)["decision_records"] == "success"
    assert "bus" not in verdict(stage, earlier)


def test_an_unchanged_row_wakes_nobody(stage: Stage) -> None:
    earlier, later = rivals(stage)
    stage.judge(earlier)
    settle(stage)
    stage.world.push(later.number, {"src/other.py": "x = 1\n"})
    stage.judge(later)
    stage.world.edit(later.number, body="More words.")
    stage.judge(later)
    assert stage.waiting() == []
    assert rows(stage)[later.number].head_oid == later.head_oid


def test_who_has_nothing_in_common_is_left_alone(stage: Stage) -> None:
    earlier, _ = rivals(stage)
    stage.judge(earlier)
    settle(stage)
    stage.judge(stage.open({"docs/adr/0010-use-ink.md": record(10)}, head="ink"))
    assert stage.waiting() == []


def test_who_must_take_a_free_number_is_told_when_it_is_taken(stage: Stage) -> None:
    earlier, later = rivals(stage)
    stage.judge(earlier)
    stage.judge(later)
    settle(stage)
    assert "0014" in verdict(stage, later)
    stage.judge(stage.open({"docs/adr/0014-use-ink.md": record(14)}, head="ink"))
    assert settle(stage) == [str(later.number)]
    assert "0015" in verdict(stage, later)


def test_the_others_are_told_of_a_change_though_somebody_was_killed_just_before(
    stage: Stage,
) -> None:
    earlier = stage.open({EARLIER: record(13)}, head="queue")
    later = stage.open({"docs/adr/0020-use-ink.md": record(20)}, head="ink")
    for pull in (earlier, later):
        stage.judge(pull)
    settle(stage)
    stage.world.push(later.number, {LATER: record(13)})
    added = (LATER, "docs/adr/0020-use-ink.md")
    table(stage).put(RecordWork(later.number, "main", later.head_oid, added=added))
    stage.judge(later)
    assert stage.waiting() == [str(earlier.number)]


def test_the_others_are_told_of_the_end_though_somebody_was_killed_just_before(
    stage: Stage,
) -> None:
    earlier, later = rivals(stage)
    for pull in (earlier, later):
        stage.judge(pull)
    settle(stage)
    table(stage).remove(later.number)
    stage.world.close(later.number)
    stage.judge(later)
    assert stage.waiting() == [str(earlier.number)]


def test_pull_requests_into_other_branches_are_no_rivals(stage: Stage) -> None:
    stage.world.push_to_branch("release", {"docs/adr/0001-a.md": record(1)}, "R", by="linus")
    earlier, _ = rivals(stage)
    stage.judge(earlier)
    settle(stage)
    other = stage.open({"docs/adr/0013-use-ink.md": record(13)}, head="ink", base="release")
    stage.judge(other)
    assert stage.waiting() == []
    assert stage.conclusions(other.head_oid)["decision_records"] == "success"


def test_one_that_was_closed_unnoticed_is_forgotten_when_it_is_looked_at(stage: Stage) -> None:
    earlier, later = rivals(stage)
    stage.judge(earlier)
    settle(stage)
    stage.world.close(earlier.number)
    stage.judge(earlier)
    assert settle(stage) == [str(later.number)]
    assert list(rows(stage)) == [later.number]
    assert stage.conclusions(later.head_oid)["decision_records"] == "success"


def test_one_that_was_closed_unnoticed_is_forgotten_with_the_next_list(stage: Stage) -> None:
    earlier, later = rivals(stage)
    stage.judge(earlier)
    settle(stage)
    stage.world.close(earlier.number)
    stage.desk.redis.hdel(f"plumbline:records:{stage.repository.id}", "listed")
    stage.judge(later)
    assert list(rows(stage)) == [later.number]
    assert stage.conclusions(later.head_oid)["decision_records"] == "success"


def test_rows_are_complete_again_after_redis_was_wiped(stage: Stage) -> None:
    path = "docs/adr/0001-record-decisions.md"
    first = stage.open({path: record(1, status="Deprecated")}, head="one")
    second = stage.open({path: record(1, status="Rejected")}, head="two")
    for pull in (first, second):
        stage.judge(pull)
    settle(stage)
    stage.desk.redis.flushall()
    stage.judge(second)
    assert [rows(stage)[n].is_read for n in (first.number, second.number)] == [False, True]
    settle(stage)
    assert rows(stage)[first.number].restated == (path,)
    for pull in (first, second):
        assert "also changes the status" in verdict(stage, pull)


def test_no_verdict_is_given_while_github_does_not_list_the_others(stage: Stage) -> None:
    pull = stage.open({EARLIER: record(13)})
    stage.judge(pull)
    told = verdict(stage, pull)
    stage.desk.redis.hdel(f"plumbline:records:{stage.repository.id}", "listed")

    def lose(answer: dict[str, Any]) -> None:
        if "pullRequests" in (answer["data"].get("repository") or {}):
            answer["data"]["repository"]["pullRequests"] = None
            answer["errors"] = [{"message": "Something went wrong", "path": ["repository"]}]

    with distorted(lose), pytest.raises(WorldFailure):
        stage.judge(pull, again=True)
    assert verdict(stage, pull) == told
    assert table(stage).read().listed is None


def test_more_open_pull_requests_than_one_list_holds_are_said(stage: Stage) -> None:
    pull = stage.open({EARLIER: record(13)})
    for number in range(100):
        stage.open({"a.md": f"{number}\n"}, head=f"other-{number}")
    stage.judge(pull)
    assert "More than 100 pull requests are open" in verdict(stage, pull)


def a_row(number: int, **deeds: Any) -> RecordWork:
    return RecordWork(number, "main", "head", **deeds)


@pytest.mark.parametrize(
    ("mine", "theirs", "meet"),
    [
        ({"added": ("adr/0013-a.md",)}, {"added": ("adr/0013-b.md",)}, True),
        ({"added": ("adr/0013-a.md",)}, {"added": ("adr/0014-b.md",)}, False),
        ({"added": ("adr/0013-a.md",)}, {"added": ("x/adr/0013-b.md",)}, False),
        ({"added": ("adr/0013-a.md",)}, {"added": ("adr/0013-b/README.md",)}, True),
        ({"edited": ("adr/0001-a.md",)}, {"superseded": ("adr/0001-a.md",)}, True),
        ({"added": ("adr/use-a.md",)}, {"added": ("adr/use-b.md",)}, False),
    ],
)
def test_rows_meet_at_paths_and_at_numbers_of_one_folder(
    mine: dict[str, Any], theirs: dict[str, Any], meet: bool
) -> None:
    other = a_row(2, **theirs)
    assert concerned([other], None, a_row(1, **mine)) == ((other,) if meet else ())
    assert concerned([other], a_row(1, **mine), None) == ((other,) if meet else ())
    assert concerned([other], a_row(1, **mine), a_row(1, **mine)) == ()


def test_a_table_that_another_version_wrote_is_read_as_far_as_it_goes(stage: Stage) -> None:
    written = table(stage)
    written.put(a_row(1, added=("adr/0001-a.md",)))
    stage.desk.redis.hset(f"plumbline:records:{stage.repository.id}", "2", '{"number": "x"}')
    assert written.read() == Table({1: a_row(1, added=("adr/0001-a.md",))})
