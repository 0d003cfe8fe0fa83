"""Budgets of debt hold on pull requests, by what was counted before and without a request."""

from __future__ import annotations

import pytest

from tests.github_app.use_cases.stage import POLICY, REPOSITORY, Stage, said

BUDGET = POLICY + 'debt: {budgets: {"@grace": 1}, over_budget: fail}\n'


@pytest.fixture(autouse=True)
def issues(stage: Stage) -> None:
    stage.world.push_to_branch("main", {".github/plumbline.yml": BUDGET}, "Budget", by="linus")
    for title in ("Split", "Tidy"):
        body = "Payback: 2099-01-01\nOwner: @ada"
        stage.world.open_issue(title, body, by="ada", labels=("debt", "area: grace"))


def conclusion(stage: Stage, head: str, marker: str = "TODO") -> str | None:
    pull = stage.open({"src/app.py": f"# {marker}: tidy\nprint('hello')\n"}, head=head)
    stage.world.label(pull.number, "debt", by="ada")
    requests = said(stage.judge(pull))
    assert requests.count("query") <= 3
    return stage.conclusions(pull.head_oid)["debt_label"]


def counted(stage: Stage) -> None:
    stage.attend("debt", "", stage.prompt("issues"))


def test_a_used_up_budget_fails_once_debt_was_counted(stage: Stage) -> None:
    assert conclusion(stage, "before") != "failure"
    counted(stage)
    assert conclusion(stage, "after") == "failure"


def test_what_was_repaid_makes_room_again(stage: Stage) -> None:
    counted(stage)
    assert conclusion(stage, "full") == "failure"
    stage.world.advance(1)
    for number in (1, 2):
        stage.world.close_issue(number, by="ada")
    counted(stage)
    assert conclusion(stage, "room") != "failure"


def test_an_issue_that_was_there_before_is_no_more_debt(stage: Stage) -> None:
    counted(stage)
    assert conclusion(stage, "named", "TODO(#1)") != "failure"


def test_room_that_was_made_is_noticed_by_those_who_wait_for_it(stage: Stage) -> None:
    counted(stage)
    assert conclusion(stage, "full") == "failure"
    subject = f"pull_request:{stage.installation.id}:{stage.repository.id}:3"
    assert stage.desk.redis.zscore("plumbline:due", subject) is None
    counted(stage)
    assert stage.desk.redis.zscore("plumbline:due", subject) is None
    stage.world.advance(1)
    for number in (1, 2):
        stage.world.close_issue(number, by="ada")
    counted(stage)
    assert stage.desk.redis.zscore("plumbline:due", subject) is not None


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
    assert stage.conclusions(pull.head_oid)["debt_label"] == verdict
