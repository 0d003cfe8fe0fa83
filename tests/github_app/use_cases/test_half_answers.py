"""What GitHub could not say is never taken for a fact."""

from __future__ import annotations

from typing import Any

import pytest

from github_app.failures import WorldFailure
from sandbox.faults import Fault
from tests.github_app.use_cases.distortion import distorted, late_files
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said


def pull_of(answer: dict[str, Any]) -> dict[str, Any]:
    return (answer["data"].get("repository") or {}).get("pullRequest") or {}


def test_an_organisation_in_trouble_is_asked_again_and_turns_nothing_red(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")

    def lose_teams(answer: dict[str, Any]) -> None:
        if "organization0" in answer["data"]:
            answer["data"]["organization0"] = None
            answer["errors"] = [{"message": "Something went wrong", "path": ["organization0"]}]

    with distorted(lose_teams), pytest.raises(WorldFailure):
        stage.judge(pull)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("warm", [False, True])
def test_fewer_files_than_are_listed_pass_nobody(stage: Stage, count: int, warm: bool) -> None:
    pull = stage.open({"README.md": "1\n", "src/core/engine.py": "POWER = 2\n"})
    if warm:
        stage.judge(pull)

    def miscount(answer: dict[str, Any]) -> None:
        if "changedFiles" in pull_of(answer):
            pull_of(answer)["changedFiles"] = count

    with distorted(miscount), pytest.raises(WorldFailure):
        stage.judge(pull)
    assert "success" not in stage.conclusions(pull.head_oid).get("review_coverage", "")


@pytest.mark.parametrize("name", ["reviews", "commits", "comments", "labels", "retargets"])
@pytest.mark.parametrize("hole", [None, {"nodes": [None], "pageInfo": {}}])
def test_a_list_with_holes_passes_nobody(stage: Stage, name: str, hole: Any) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")

    def lose(answer: dict[str, Any]) -> None:
        if name in pull_of(answer):
            pull_of(answer)[name] = hole

    with distorted(lose), pytest.raises(WorldFailure):
        stage.judge(pull)
    assert stage.conclusions(pull.head_oid) == {}


def test_accounts_and_commits_that_are_gone_are_no_trouble(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")

    def forget(answer: dict[str, Any]) -> None:
        for node in (pull_of(answer).get("reviews") or {}).get("nodes", ()):
            node.update(author=None, commit=None)

    with distorted(forget):
        stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_commits_that_cannot_be_read_pass_nobody(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")

    def count_more(answer: dict[str, Any]) -> None:
        if "commits" in pull_of(answer):
            pull_of(answer)["commits"]["totalCount"] = 300

    with distorted(count_more):
        stage.judge(pull)
    run = stage.runs(pull.head_oid)["review_coverage"]
    assert (run.conclusion, run.title) == ("failure", "Not all that matters could be read")


def test_reviewers_beyond_what_can_be_read_pass_nobody(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    for _ in range(101):
        stage.world.remark(pull.number, by="ada")
    stage.world.approve(pull.number, by="linus")

    cursors: list[str] = []

    def never_end(answer: dict[str, Any]) -> None:
        for name, value in pull_of(answer).items():
            if name.startswith("a") and "endCursor" in (value or {}).get("pageInfo", {}):
                cursors.append(value["pageInfo"]["endCursor"] or cursors[-1])
                value["pageInfo"].update(hasNextPage=True, endCursor=cursors[-1])

    with distorted(never_end):
        stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def troubled(stage: Stage, field: str) -> None:
    stage.sandbox.service.faults.add(Fault(kind="field", field=field, times=9))


def test_what_is_optional_takes_no_owners_with_it(stage: Stage) -> None:
    pull = stage.open({"src/app.py": "x = 1\n"})
    stage.world.approve(pull.number, by="linus")
    stage.judge(pull)
    owners = {".github/CODEOWNERS": "/src/ @grace\n"}
    stage.world.push_to_branch("main", owners, "Name", by="linus", repository=REPOSITORY)
    for key in stage.desk.redis.keys("plumbline:seen:*:merged:*"):
        stage.desk.redis.delete(key)
    troubled(stage, "pullRequests")
    asked = said(stage.judge(pull))
    assert asked.count("query") == 3
    run = stage.runs(pull.head_oid)["review_coverage"]
    assert (run.conclusion, run.title) == ("failure", "1 of 1 file not reviewed by an owner")


def test_a_story_that_cannot_be_told_ends_no_turn(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")

    def lose_story(answer: dict[str, Any]) -> None:
        if "optionalRequests" in pull_of(answer):
            answer["data"]["repository"]["pullRequest"] = None
            path = ["repository", "pullRequest", "optionalRequests"]
            answer["errors"] = [{"message": "Something went wrong", "path": path}]

    with distorted(lose_story):
        stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"


def test_owners_of_an_encoding_that_github_cannot_tell_own_all_the_same(stage: Stage) -> None:
    pull = stage.open({"src/app.py": "x = 1\n"})
    stage.world.approve(pull.number, by="linus")

    def hide_text(answer: dict[str, Any]) -> None:
        for part in (answer["data"].get("repository") or {}).values():
            if isinstance(part, dict) and "@grace" in (part.get("text") or ""):
                part.update(text=None, isBinary=None)

    with distorted(hide_text):
        stage.judge(pull)
    run = stage.runs(pull.head_oid)["review_coverage"]
    assert (run.conclusion, run.title) == ("failure", "1 of 1 file not reviewed by an owner")


def test_the_order_in_which_reviews_are_listed_does_not_matter(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.request_changes(pull.number, by="linus")
    stage.world.advance(1)
    stage.world.approve(pull.number, by="linus")
    stage.world.push(pull.number, {"src/app.py": "x = 1\n"})

    def turn_round(answer: dict[str, Any]) -> None:
        (pull_of(answer).get("reviews") or {}).get("nodes", []).reverse()

    with distorted(turn_round):
        stage.judge(pull)
    title = stage.runs(pull.head_oid)["review_coverage"].title or ""
    assert title.startswith("1 of 2 files")


@pytest.mark.parametrize("count", [1, 300])
def test_files_of_an_approved_commit_are_not_taken_for_those_of_the_next(
    stage: Stage, count: int
) -> None:
    pull = stage.open({f"docs/{n}.md": "1\n" for n in range(count)})
    stage.world.approve(pull.number, by="linus")
    with late_files():
        stage.judge(pull)
        assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"
        stage.world.push(pull.number, {"docs/0.md": "evil\n"})
        stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"
