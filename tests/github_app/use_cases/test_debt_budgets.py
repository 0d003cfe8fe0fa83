"""Budgets of debt hold on pull requests, by what was counted before and without a request."""

from __future__ import annotations

from typing import Any

import pytest

from github_app.remembered.naming_pulls import MOST_PULLS, THE_BUDGET, NamingPulls
from github_app.use_cases import keep_debt
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import POLICY, REPOSITORY, Stage, said

BUDGET = POLICY + 'debt: {budgets: {"@grace": 1}, over_budget: fail}\n'


@pytest.fixture(autouse=True)
def issues(stage: Stage) -> None:
    stage.world.push_to_branch("main", {".github/plumbline.yml": BUDGET}, "Budget", by="linus")
    for title in ("Split", "Tidy"):
        body = "Payback: 2099-01-01\nOwner: @ada"
        stage.world.open_issue(title, body, by="ada", labels=("debt", "area: grace"))


def indebted(stage: Stage, head: str, marker: str = "TODO") -> PullRequest:
    """Ada opens a pull request that takes debt."""
    pull = stage.open({"src/app.py": f"# {marker}: tidy\nprint('hello')\n"}, head=head)
    stage.world.label(pull.number, "debt", by="ada")
    return pull


def stands(stage: Stage, pull: PullRequest) -> str | None:
    return stage.conclusions(pull.head_oid)["debt_label"]


def conclusion(stage: Stage, head: str, marker: str = "TODO") -> str | None:
    pull = indebted(stage, head, marker)
    requests = said(stage.judge(pull))
    assert requests.count("query") <= 3
    return stands(stage, pull)


def counted(stage: Stage) -> None:
    stage.attend("debt", "", stage.prompt("issues"))


def repay(stage: Stage) -> None:
    stage.world.advance(1)
    for number in (1, 2):
        stage.world.close_issue(number, by="ada")


def test_a_used_up_budget_fails_once_debt_was_counted(stage: Stage) -> None:
    assert conclusion(stage, "before") != "failure"
    counted(stage)
    assert conclusion(stage, "after") == "failure"


def test_what_was_repaid_makes_room_again(stage: Stage) -> None:
    counted(stage)
    assert conclusion(stage, "full") == "failure"
    repay(stage)
    counted(stage)
    assert conclusion(stage, "room") != "failure"


def test_an_issue_that_was_there_before_is_no_more_debt(stage: Stage) -> None:
    counted(stage)
    assert conclusion(stage, "named", "TODO(#1)") != "failure"


def test_room_that_was_made_is_noticed_by_those_who_wait_for_it(stage: Stage) -> None:
    counted(stage)
    assert conclusion(stage, "full") == "failure"
    counted(stage)
    assert stage.waiting() == []
    repay(stage)
    counted(stage)
    assert stage.waiting() == ["3"]


def test_who_was_judged_before_debt_was_counted_is_judged_again(stage: Stage) -> None:
    pull = indebted(stage, "early")
    stage.judge(pull)
    assert stands(stage, pull) == "neutral"
    counted(stage)
    assert stage.waiting() == [str(pull.number)]
    stage.judge(pull)
    assert stands(stage, pull) == "failure"


def test_what_redis_lost_is_made_up_for(stage: Stage) -> None:
    counted(stage)
    pull = indebted(stage, "full")
    stage.judge(pull)
    stage.desk.redis.flushdb()
    stage.judge(pull)
    assert stands(stage, pull) == "neutral", "How much debt is open is not known"
    counted(stage)
    assert stage.waiting() == [str(pull.number)]


def test_who_is_read_while_debt_is_counted_is_judged_once_more(stage: Stage) -> None:
    counted(stage)
    pull = indebted(stage, "full")
    took_place = []

    def meanwhile(answer: dict[str, Any]) -> None:
        if "pullRequest" in (answer["data"].get("repository") or {}) and not took_place:
            took_place.append(True)
            repay(stage)
            counted(stage)

    with distorted(meanwhile):
        stage.judge(pull)
    assert stands(stage, pull) == "failure"
    assert stage.waiting() == [str(pull.number)]
    stage.judge(pull)
    assert stands(stage, pull) == "neutral"
    assert stage.waiting() == []


@pytest.mark.parametrize("dies_at", ["wake_over_budget", "note_told"])
def test_whoever_dies_between_counting_and_telling_tells_the_next_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, dies_at: str
) -> None:
    counted(stage)
    pull = indebted(stage, "full")
    stage.judge(pull)
    repay(stage)

    def die(*_: object) -> None:
        raise ConnectionError("Redis is away")

    with monkeypatch.context() as patch:
        patch.setattr(keep_debt, dies_at, die)
        with pytest.raises(ConnectionError):
            counted(stage)
    stage.desk.redis.delete(*stage.desk.redis.keys("plumbline:events:pull_request:*") or ["none"])
    for waiting in ([str(pull.number)], []):
        counted(stage)
        assert stage.waiting() == waiting
        stage.judge(pull)


def test_all_are_told_the_newest_before_the_others(stage: Stage) -> None:
    naming = NamingPulls(stage.desk.redis, stage.repository.id)
    pulls = range(100, 100 + MOST_PULLS + 5)
    for number in pulls:
        naming.keep(number, (THE_BUDGET,))
    counted(stage)
    assert stage.waiting() == [str(number) for number in pulls]
    line = f"plumbline:background:{stage.installation.id}"
    later = [key.decode().rsplit(":", 1)[1] for key in stage.desk.redis.zrange(line, 0, -1)]
    assert sorted(later) == [str(number) for number in pulls[:5]]


def test_who_takes_debt_no_longer_is_not_judged_for_it_any_more(stage: Stage) -> None:
    counted(stage)
    pull = indebted(stage, "full")
    stage.judge(pull)
    naming = NamingPulls(stage.desk.redis, stage.repository.id)
    assert naming.all_of(THE_BUDGET) == (pull.number,)
    stage.world.push(pull.number, {"src/app.py": "print('hello, world')\n"})
    stage.world.unlabel(pull.number, "debt", by="ada")
    stage.judge(pull)
    assert naming.all_of(THE_BUDGET) == ()


@pytest.mark.parametrize(
    ("says", "verdict"),
    [
        ("<!-- plumbline:debt pr={n} path=src/app.py -->", "failure"),
        ("Taken in #{n}.", "failure"),
        ("Left over from {url}/pull/{n}.", "failure"),
        ("Found long ago.", "success"),
    ],
)
def test_an_issue_is_this_changes_debt_where_the_ledger_says_so(
    stage: Stage, says: str, verdict: str
) -> None:
    pull = stage.open({"src/app.py": "print('hello')\n"})
    said_so = says.format(n=pull.number, url=f"{stage.sandbox.url}/{REPOSITORY}")
    body = f"Payback: 2099-01-01\nOwner: @ada\n{said_so}"
    issue = stage.world.open_issue("Own", body, by="ada", labels=("debt", "area: grace"))
    stage.world.push(pull.number, {"src/app.py": f"# TODO(#{issue.number}): tidy\n"})
    stage.world.label(pull.number, "debt", by="ada")
    counted(stage)
    stage.judge(pull)
    assert stands(stage, pull) == verdict
