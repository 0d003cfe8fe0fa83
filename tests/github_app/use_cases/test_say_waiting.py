"""A pull request on which a verdict is missed says since when and until when it is waited for."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from redis import Redis

from github_app import jobs
from github_app.gateway.recall import Recall
from github_app.rate_limits.allowance import Allowance
from github_app.rate_limits.installation_pause import pause
from github_app.use_cases.tell_who_waits import tell_who_waits
from sandbox.check_runs import CheckRun
from sandbox.faults import Fault
from sandbox.limits import UNDER_WAY_SECONDS
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.stage import Stage, said


@pytest.fixture(autouse=True)
def _one_desk(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "open_desk", lambda: stage.desk)


def fail(stage: Stage, times: int = 99, on: str = "reads", **more: object) -> None:
    wishes = {"status": 502, "document": "ReadPullRequest", **more}
    stage.sandbox.service.faults.add(Fault("status", times, on, **wishes))  # type: ignore[arg-type]


def mark(stage: Stage, pull: PullRequest, **hints: object) -> None:
    told = {"base_name": "main", "head_oid": pull.head_oid, "delivery": f"{time.time()}", **hints}
    stage.desk.inbox.mark(stage.subject(pull), stage.prompt("pull_request.synchronize", **told))


def attempt(stage: Stage, pull: PullRequest, times: int = 1) -> list[str]:
    """So many turns, the time between them over at once; what was said to GitHub in the last."""
    redis = stage.desk.redis
    for _ in range(times):
        for key in [*redis.keys("plumbline:pause*"), *redis.keys("plumbline:trouble:*")]:
            redis.delete(key)
        stage.sandbox.service.exchanges.reset()
        jobs.attend(stage.subject(pull).key)
    return said(list(stage.sandbox.service.exchanges.last()))


def let_the_announced_time_pass(stage: Stage, pull: PullRequest, seconds: float) -> None:
    """As if the waiting had begun that much earlier."""
    recall = recall_of(stage)
    key = f"waiting:{pull.number}"
    kept = recall.get(key)
    earlier = {name: kept[name] - seconds for name in ("since", "until", "tried_at")}
    recall.put({key: {**kept, **earlier}})


def recall_of(stage: Stage) -> Recall:
    return Recall(stage.desk.redis, stage.repository.id)


def all_runs(stage: Stage, pull: PullRequest) -> list[CheckRun]:
    suites = [suite for suite in stage.repository.suites if suite.head_oid == pull.head_oid]
    return [run for suite in suites for run in suite.runs]


def waiting(stage: Stage, pull: PullRequest) -> dict[str, CheckRun]:
    runs = stage.runs(pull.head_oid)
    return {name: run for name, run in runs.items() if run.status == "in_progress"}


def test_a_short_outage_is_not_worth_a_word(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    fail(stage, times=1)
    mark(stage, pull)
    attempt(stage, pull)
    assert all_runs(stage, pull) == []
    attempt(stage, pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_a_longer_one_is_told_once_in_the_runs_that_the_verdict_goes_on_in(stage: Stage) -> None:
    first = stage.open({"README.md": "1\n"})
    stage.judge(first)
    pull = stage.open({"src/app.py": "# TODO a\n" * 60}, head="next")
    fail(stage)
    mark(stage, pull)
    attempt(stage, pull)
    assert waiting(stage, pull) == {}
    assert attempt(stage, pull, 2).count("mutation") == 1
    told = waiting(stage, pull)
    assert set(told) == set(stage.runs(first.head_oid))
    run = told["review_coverage"]
    assert re.fullmatch(r"Waiting for GitHub since \d\d:\d\d UTC", run.title or "")
    assert "Nothing is known to be wrong" in (run.summary or "")
    assert "mutation" not in attempt(stage, pull)
    stage.sandbox.service.faults.clear()
    attempt(stage, pull)
    assert waiting(stage, pull) == {}
    assert len(all_runs(stage, pull)) == len(told)
    assert len(stage.runs(pull.head_oid)["debt_label"].annotations) == 60


def test_a_green_verdict_does_not_stand_while_nobody_knows_whether_it_holds(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"
    stage.world.dismiss(pull.number, of="linus", by="grace")
    fail(stage)
    mark(stage, pull)
    attempt(stage, pull, 3)
    assert stage.conclusions(pull.head_oid)["review_coverage"] is None
    stage.sandbox.service.faults.clear()
    attempt(stage, pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_who_waited_behind_others_is_told_at_the_first_failure(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    fail(stage)
    mark(stage, pull, received=time.time() - 60)
    attempt(stage, pull)
    assert waiting(stage, pull)


def test_nobody_waits_for_what_is_done_in_the_background(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    fail(stage)
    mark(stage, pull, background=True)
    attempt(stage, pull, 4)
    assert all_runs(stage, pull) == []


def test_a_long_outage_brings_few_notices_each_with_its_time(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    fail(stage)
    mark(stage, pull)
    attempt(stage, pull, 3)
    notices = 0
    for _ in range(40):
        let_the_announced_time_pass(stage, pull, 600)
        notices += "mutation" in attempt(stage, pull)
    assert 3 <= notices <= 8
    assert len(all_runs(stage, pull)) == len(stage.runs(pull.head_oid))
    told = waiting(stage, pull)["review_coverage"].summary or ""
    since, until = re.findall(r"(\d{4}-\d\d-\d\d \d\d:\d\d) UTC", told)
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
    assert since < now < until


def test_while_a_secondary_limit_holds_nothing_is_written(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.sandbox.service.limits.forbid(stage.installation.id, 60)
    mark(stage, pull)
    attempt(stage, pull)
    time.sleep(UNDER_WAY_SECONDS)
    jobs.attend(stage.subject(pull).key)
    assert stage.sandbox.service.limits.offences == 0
    assert all_runs(stage, pull) == []


def test_where_the_budget_of_graphql_is_spent_rest_says_so(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    stage.sandbox.service.limits.exhaust(600, "graphql")
    mark(stage, pull)
    posted = attempt(stage, pull).count("POST /repos/acme/shop/check-runs")
    told = waiting(stage, pull)
    assert len(told) == posted
    assert "hourly limit" in (told["review_coverage"].summary or "")
    stage.sandbox.service.limits.exhaust(-1, "graphql")
    attempt(stage, pull)
    assert waiting(stage, pull) == {}
    assert len(all_runs(stage, pull)) == len(told)


def test_where_the_budget_of_rest_is_spent_graphql_says_so(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    stage.sandbox.service.limits.exhaust(600, "core")
    mark(stage, pull)
    assert "mutation" in attempt(stage, pull)
    assert waiting(stage, pull)


def test_a_notice_that_was_written_though_its_answer_was_lost_is_found_again(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    fail(stage)
    stage.sandbox.service.faults.add(Fault("lost", on="writes"))
    mark(stage, pull)
    attempt(stage, pull, 3)
    count = len(all_runs(stage, pull))
    assert count == len(waiting(stage, pull))
    attempt(stage, pull)
    # What was written just now may not show yet, so nobody looks for it.
    assert recall_of(stage).get(f"waiting:{pull.number}")["tries"] == 1
    let_the_announced_time_pass(stage, pull, 20)
    attempt(stage, pull)
    assert len(all_runs(stage, pull)) == count
    assert recall_of(stage).get(f"waiting:{pull.number}")["runs"]


def test_where_graphql_does_not_answer_rest_is_tried_as_well(stage: Stage) -> None:
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    pull = stage.open({"README.md": "1\n"})
    fail(stage, on="all", document="", path="graphql")
    mark(stage, pull)
    attempt(stage, pull, 3)
    assert all_runs(stage, pull) == []
    let_the_announced_time_pass(stage, pull, 20)
    attempt(stage, pull)
    assert len(waiting(stage, pull)) == len(all_runs(stage, pull)) > 0
    let_the_announced_time_pass(stage, pull, 600)
    stage.sandbox.service.faults.clear()
    fail(stage)
    assert "mutation" in attempt(stage, pull)
    stage.sandbox.service.faults.clear()
    attempt(stage, pull)
    assert waiting(stage, pull) == {}
    assert len(all_runs(stage, pull)) == len(stage.runs(pull.head_oid))


def test_a_notice_that_fails_keeps_nothing_from_being_deferred(stage: Stage, redis: Redis) -> None:
    pull = stage.open({"README.md": "1\n"})
    fail(stage)
    fail(stage, on="writes", document="", path="check-runs")
    mark(stage, pull)
    attempt(stage, pull, 5)
    assert all_runs(stage, pull) == []
    assert redis.zscore("plumbline:due", stage.subject(pull).key)
    stage.sandbox.service.faults.clear()
    attempt(stage, pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_who_waits_in_line_because_a_budget_is_spent_is_told_as_well(stage: Stage) -> None:
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    pull = stage.open({"README.md": "1\n"})
    redis, installation = stage.desk.redis, stage.installation.id
    Allowance(redis).note(installation, "graphql", 5000, 0, time.time() + 900)
    pause(redis, installation, 900)
    mark(stage, pull)
    jobs.attend(stage.subject(pull).key)
    tell_who_waits(stage.desk)
    assert all_runs(stage, pull) == []
    redis.zadd(f"plumbline:line:{installation}", {stage.subject(pull).key: 0})
    for _ in range(2):
        tell_who_waits(stage.desk)
    told = waiting(stage, pull)
    assert "hourly limit" in (told["review_coverage"].summary or "")
    attempt(stage, pull)
    assert waiting(stage, pull) == {}
    assert len(all_runs(stage, pull)) == len(told)
    assert recall_of(stage).get(f"waiting:{pull.number}") is None


@pytest.mark.parametrize("is_closed", [True, False])
def test_a_notice_is_not_left_standing_where_no_verdict_comes(
    stage: Stage, is_closed: bool
) -> None:
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    pull = stage.open({"README.md": "1\n"})
    fail(stage)
    mark(stage, pull)
    attempt(stage, pull, 3)
    told, head = waiting(stage, pull), pull.head_oid
    assert told
    if is_closed:
        stage.world.close(pull.number)
    else:
        stage.world.push(pull.number, {"README.md": "3\n"})
        mark(stage, pull)
        let_the_announced_time_pass(stage, pull, 20)
        attempt(stage, pull)
        assert set(waiting(stage, pull)) == set(told)
    stage.sandbox.service.faults.clear()
    attempt(stage, pull)
    assert {run.conclusion for run in stage.runs(head).values()} == {"skipped"}
    assert waiting(stage, pull) == {}
    assert len(all_runs(stage, pull)) == len(told)


def test_a_notice_that_cannot_be_ended_yet_hides_no_verdict(stage: Stage) -> None:
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    pull = stage.open({"README.md": "1\n"})
    fail(stage)
    mark(stage, pull)
    attempt(stage, pull, 3)
    left = pull.head_oid
    stage.world.push(pull.number, {"README.md": "3\n"})
    mark(stage, pull)
    stage.sandbox.service.faults.clear()
    fail(stage, times=1, on="writes", document="updateCheckRun")
    attempt(stage, pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"
    attempt(stage, pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"
    assert stage.conclusions(left)["review_coverage"] == "skipped"


def test_while_an_answer_asks_for_a_wait_nothing_is_written(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    fail(stage, status=503, headers={"retry-after": "40"})
    mark(stage, pull)
    assert "mutation" not in attempt(stage, pull)
    assert all_runs(stage, pull) == []


def test_nothing_is_put_in_the_place_of_verdicts_that_may_have_been_written(stage: Stage) -> None:
    stage.judge(stage.open({"README.md": "2\n"}, head="other"))
    pull = stage.open({"src/app.py": "# TODO a\n" * 60}, head="next")
    stage.sandbox.service.faults.add(Fault("lost", on="writes"))
    mark(stage, pull, received=time.time() - 30)
    attempt(stage, pull)
    count = len(all_runs(stage, pull))
    attempt(stage, pull)
    assert waiting(stage, pull) == {}
    assert len(all_runs(stage, pull)) == count
