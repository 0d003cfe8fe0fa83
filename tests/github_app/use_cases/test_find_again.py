"""A repository that was renamed or given away while work waited is found by its numeric id."""

from __future__ import annotations

import pytest

from github_app.failures import Gone
from github_app.subjects import Subject
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

MOVED = "acme/market"


@pytest.mark.parametrize("forwards", [True, False])
@pytest.mark.parametrize("is_known", [True, False])
def test_the_turn_goes_on_at_once_under_the_new_name(
    stage: Stage, forwards: bool, is_known: bool
) -> None:
    pull = stage.open({f"src/part{n}.py": "x = 1\n" for n in range(101)})
    if is_known:
        stage.judge(pull)
        stage.world.approve(pull.number, by="grace")
    stage.world.rename_repository(REPOSITORY, "market", forwards=forwards)
    stage.judge(pull)
    wished = "success" if is_known else "failure"
    assert stage.conclusions(pull.head_oid)["review_coverage"] == wished


def test_the_new_name_is_remembered_for_events_that_still_tell_the_old_one(stage: Stage) -> None:
    first, second = (stage.open({"README.md": f"{n}\n"}, head=f"h{n}") for n in range(2))
    stage.world.rename_repository(REPOSITORY, "market", forwards=False)
    assert f"GET /repositories/{stage.repository.id}" in said(stage.judge(first))
    asked = said(stage.judge(second))
    assert not [each for each in asked if "/repositories/" in each or REPOSITORY in each]
    stage.world.rename_repository(MOVED, "shop", forwards=False)
    third = stage.open({"README.md": "3\n"}, head="h3")
    stage.judge(third)
    assert stage.conclusions(third.head_oid)["review_coverage"] == "failure"


def test_another_repository_that_took_the_old_name_over_is_not_judged_in_its_place(
    stage: Stage,
) -> None:
    pull = stage.open({"src/app.py": "x = 1\n"})
    stage.world.rename_repository(REPOSITORY, "market")
    other = stage.world.add_repository(REPOSITORY)
    other.private = False
    del stage.world.former_names[REPOSITORY.casefold()]
    stage.world.push_to_branch("main", {"a": "1"}, "Begin", by="ada", repository=REPOSITORY)
    namesake = stage.world.open_pull_request(
        "The other one", by="ada", head="b", files={"b": "2"}, repository=REPOSITORY
    )
    assert namesake.number == pull.number
    stage.judge(pull)
    assert [suite.runs for suite in other.suites if suite.runs] == []
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_what_was_given_to_another_installation_is_worked_on_there(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.add_account("zeta", "Organization")
    stage.world.install("zeta")
    stage.world.rename_repository(REPOSITORY, "market")
    repository = stage.repository
    del stage.world.repositories[repository.full_name.casefold()]
    repository.owner = stage.world.account("zeta")
    stage.world.repositories[repository.full_name.casefold()] = repository
    del stage.world.former_names[REPOSITORY.casefold()]
    with pytest.raises(Gone):
        stage.judge(pull)
    assert stage.waiting() == []
    stage.world.former_names[REPOSITORY.casefold()] = repository
    with pytest.raises(Gone):
        stage.judge(pull)
    there = stage.world.installation_of(repository)
    assert there is not None
    assert there is not stage.installation
    subject = Subject("pull_request", there.id, repository.id, str(pull.number))
    turn = stage.desk.inbox.begin(subject)
    assert turn is not None
    assert turn.prompt.repository == REPOSITORY


def test_what_is_gone_for_good_is_asked_about_once_only(stage: Stage) -> None:
    with pytest.raises(Gone):
        stage.attend("pull_request", 99, stage.prompt("pull_request.synchronize"))
    asked = said(list(stage.sandbox.service.exchanges.last()))
    assert asked.count(f"GET /repositories/{stage.repository.id}") == 1
