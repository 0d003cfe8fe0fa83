"""Where GitHub's answers lag behind our writes, nothing is written a second time."""

from __future__ import annotations

from typing import Any

import pytest

from github_app import jobs
from github_app.failures import TooEarly, WorldFailure
from github_app.use_cases.attend import attend
from github_app.use_cases.own_writes import MOST_LOOKS, MOST_LOOKS_UNSURE
from sandbox.faults import Fault
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import Stage, said


def forget_ours(answer: dict[str, Any]) -> None:
    """As it was before anything of ours was written."""
    pull = (answer["data"].get("repository") or {}).get("pullRequest") or {}
    for node in (pull.get("head") or {}).get("nodes", ()):
        node["commit"]["checkSuites"]["nodes"] = []
    if "comments" in pull:
        kept = [one for one in pull["comments"]["nodes"] if not one["viewerDidAuthor"]]
        pull["comments"]["nodes"] = kept
        for comment in kept:
            comment["reactionGroups"] = []


def created(stage: Stage) -> tuple[int, int]:
    runs = sum(len(suite.runs) for suite in stage.repository.suites)
    return runs, sum(len(pull.comments) for pull in stage.repository.open_pulls)


def test_what_does_not_show_yet_is_waited_for(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.world.comment(pull.number, "/adr new Doubt", by="ada")
    stage.judge(pull)
    before = created(stage)
    with distorted(forget_ours), pytest.raises(WorldFailure) as waiting:
        stage.judge(pull)
    assert isinstance(waiting.value, TooEarly)
    assert created(stage) == before
    assert "mutation" not in said(stage.judge(pull))
    assert created(stage) == before


def test_what_somebody_deleted_is_said_again_once_it_would_show(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    pull.comments.clear()
    for _ in range(MOST_LOOKS):
        with pytest.raises(WorldFailure):
            stage.judge(pull)
    stage.judge(pull)
    assert len(pull.comments) == 1


@pytest.mark.parametrize("kind", ["lost", "garbled"])
def test_what_was_written_though_its_answer_was_lost_is_waited_for_as_well(
    stage: Stage, kind: Any
) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.world.comment(pull.number, "/adr new Doubt", by="ada")
    stage.sandbox.service.faults.add(Fault(kind, on="writes"))
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    before = created(stage)
    with distorted(forget_ours), pytest.raises(TooEarly):
        stage.judge(pull)
    assert "mutation" not in said(stage.judge(pull))
    assert created(stage) == before


def test_what_was_never_written_is_written_after_a_few_looks(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.sandbox.service.faults.add(Fault("status", on="writes"))
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    for _ in range(MOST_LOOKS_UNSURE):
        with pytest.raises(TooEarly):
            stage.judge(pull)
    stage.judge(pull)
    assert len(pull.comments) == 1


def test_where_github_asks_for_a_wait_nothing_was_written(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    limit = Fault("status", on="writes", status=429, headers={"retry-after": "9"})
    stage.sandbox.service.faults.add(limit)
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    stage.judge(pull)
    assert len(pull.comments) == 1


def test_a_rerun_whose_answer_was_lost_is_not_begun_a_second_time(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    hints = {"base_name": "main", "head_oid": pull.head_oid, "again": True, "delivery": "again"}
    stage.desk.redis.delete(f"plumbline:pause:{stage.subject(pull).key}")
    stage.desk.inbox.mark(stage.subject(pull), stage.prompt("check_run.rerequested", **hints))
    turn = stage.desk.inbox.begin(stage.subject(pull))
    assert turn is not None
    stage.sandbox.service.faults.add(Fault("lost", on="writes"))
    with pytest.raises(WorldFailure):
        attend(turn, stage.desk)
    before = created(stage)
    attend(turn, stage.desk)
    assert created(stage) == before


def test_a_rerun_that_could_not_say_everything_is_not_begun_a_second_time(stage: Stage) -> None:
    """Where the verdicts stand and further annotations are refused."""
    markers = "".join(f"# TODO mend {n}\n" for n in range(60))
    pull = stage.open({"src/core/engine.py": markers})
    stage.judge(pull)
    hints = {"base_name": "main", "head_oid": pull.head_oid, "again": True, "delivery": "again"}
    stage.desk.redis.delete(f"plumbline:pause:{stage.subject(pull).key}")
    stage.desk.inbox.mark(stage.subject(pull), stage.prompt("check_run.rerequested", **hints))
    turn = stage.desk.inbox.begin(stage.subject(pull))
    assert turn is not None
    stage.sandbox.service.faults.add(Fault("status", on="writes", skip=1))
    with pytest.raises(WorldFailure):
        attend(turn, stage.desk)
    before = created(stage)
    attend(turn, stage.desk)
    assert created(stage) == before
    runs = stage.world.latest_runs(None, pull.head_oid)
    assert max(len(run.annotations) for run in runs) == 60


def test_looks_that_came_too_early_make_no_later_attempt_wait_longer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "open_desk", lambda: stage.desk)
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    subject, redis = stage.subject(pull), stage.desk.redis
    told = stage.prompt("pull_request.opened", head_oid=pull.head_oid, delivery="one")
    stage.desk.inbox.mark(subject, told)
    stage.sandbox.service.faults.add(Fault("status", times=2, on="writes"))
    for _ in range(2 * (1 + MOST_LOOKS_UNSURE)):
        redis.delete("none", *redis.keys("plumbline:pause*"))
        jobs.attend(subject.key)
    spoilt = redis.hmget(f"plumbline:turn:{subject.key}", ["attempt", "excused"])
    assert spoilt == [b"2", b"2"]


def test_a_comment_that_arrives_late_beside_the_one_in_its_place_is_deleted(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    first = pull.comments[0]
    stage.world.comment(pull.number, "Like this?", by="ada")
    stage.world.comment(pull.number, first.body, by="plumbline[bot]")
    assert said(stage.judge(pull)) == ["query", "mutation"]
    assert [comment.body for comment in pull.comments] == [first.body, "Like this?"]
    assert pull.comments[0] is first
    assert "mutation" not in said(stage.judge(pull))


def test_whatever_others_write_like_it_stays(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    stage.world.comment(pull.number, pull.comments[0].body, by="ada")
    assert "mutation" not in said(stage.judge(pull))
    assert len(pull.comments) == 2
