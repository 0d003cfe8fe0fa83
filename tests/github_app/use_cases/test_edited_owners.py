"""A pull request that edits CODEOWNERS: what is read for it, once, and what is said of it."""

from __future__ import annotations

from typing import Any

import pytest

from github_app.failures import WorldFailure
from github_app.gateway.pull_requests.codeowners import owners_errors
from sandbox.faults import Fault
from sandbox.pull_requests import PullRequest
from snapshot.codeowners import LARGEST_FILE
from tests.github_app.use_cases.stage import CONTENT, POLICY, REPOSITORY, Stage, said

PLACE = ".github/CODEOWNERS"
OWNERS = CONTENT[PLACE]
BAD = f"{OWNERS}/gone/ @grace\n*.md ada\n/docs/ @nobody-here @ada\n/src/core @linus\n"


def owners_reads(stage: Stage, pull: PullRequest, event: str, **hints: object) -> list[str]:
    """The REST requests of one turn that are about CODEOWNERS."""
    asked = said(stage.judge(pull, event, **hints))
    return sorted(
        place
        for each in asked
        for place in ("/codeowners/errors", "/git/trees/", "/git/blobs/")
        if place in each
    )


def findings(stage: Stage, pull: PullRequest) -> list[tuple[int, str]]:
    run = stage.runs(pull.head_oid)["code_owners"]
    return [(each.start_line, str(each.title)) for each in run.annotations]


def test_the_lines_it_adds_are_checked_with_githubs_own_word(stage: Stage) -> None:
    pull = stage.open({PLACE: BAD})
    stage.judge(pull)
    assert findings(stage, pull) == [
        (3, "This pattern matches no file"),
        (4, "GitHub skips this line"),
        (5, "This owner owns nothing"),
    ]
    run = stage.runs(pull.head_oid)["code_owners"]
    assert run.conclusion == "neutral"
    assert run.title == "3 things to settle in CODEOWNERS"


def test_it_is_read_once_and_later_events_cost_nothing(stage: Stage) -> None:
    pull = stage.open({PLACE: BAD})
    whole = ["/codeowners/errors", "/git/blobs/", "/git/trees/"]
    assert owners_reads(stage, pull, "pull_request.opened") == whole
    assert owners_reads(stage, pull, "pull_request.labeled") == []
    assert owners_reads(stage, pull, "pull_request_review.submitted") == []
    assert owners_reads(stage, pull, "check_run.rerequested", again=True) == whole[:1]
    assert owners_reads(stage, pull, "team.added_to_repository") == whole[:1]
    stage.world.push(pull.number, {PLACE: OWNERS + "*.md @ada\n"})
    assert owners_reads(stage, pull, "pull_request.synchronize") == whole
    assert findings(stage, pull) == []


def test_after_an_hour_githubs_errors_are_read_anew_but_not_for_a_review(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = stage.open({PLACE: BAD})
    stage.judge(pull)
    monkeypatch.setattr(owners_errors, "_FRESH_SECONDS", 0)
    assert owners_reads(stage, pull, "pull_request_review.submitted") == []
    assert owners_reads(stage, pull, "pull_request.edited") == ["/codeowners/errors"]


def test_nothing_is_read_for_other_pull_requests_or_where_the_check_is_off(stage: Stage) -> None:
    other = stage.open({"src/app.py": "x = 1\n"})
    assert owners_reads(stage, other, "pull_request.opened") == []
    assert stage.conclusions(other.head_oid)["code_owners"] == "skipped"
    policy = POLICY + "  code_owners: {mode: 'off'}\n"
    stage.world.push_to_branch(
        "main", {".github/plumbline.yml": policy}, "Off", by="linus", repository=REPOSITORY
    )
    pull = stage.open({PLACE: BAD}, head="second")
    assert owners_reads(stage, pull, "pull_request.opened") == []
    assert "code_owners" not in stage.runs(pull.head_oid)


def test_where_github_cuts_the_list_of_files_no_pattern_is_said_to_match_nothing(
    stage: Stage,
) -> None:
    stage.world.listed_entries = 2
    pull = stage.open({PLACE: f"{OWNERS}/gone/ @grace\n*.md ada\n"})
    stage.judge(pull)
    assert findings(stage, pull) == [(4, "GitHub skips this line")]


def test_a_file_in_a_place_that_does_not_count_is_told(stage: Stage) -> None:
    pull = stage.open({"docs/CODEOWNERS": "* @ada\n"})
    stage.judge(pull)
    assert findings(stage, pull) == [(1, "GitHub does not read this file")]


def test_the_file_may_go_or_move(stage: Stage) -> None:
    gone = stage.open({PLACE: None})
    stage.judge(gone)
    run = stage.runs(gone.head_oid)["code_owners"]
    assert (run.conclusion, run.title) == ("success", "No code owners any more")
    moved = stage.open({PLACE: None, "CODEOWNERS": OWNERS}, head="moved")
    stage.judge(moved)
    assert stage.runs(moved.head_oid)["code_owners"].conclusion == "success"


def test_three_megabytes_count_and_one_byte_more_does_not(stage: Stage) -> None:
    full = OWNERS + "#" * (LARGEST_FILE - len(OWNERS))
    pull = stage.open({PLACE: full})
    stage.judge(pull)
    assert findings(stage, pull) == []
    stage.world.push(pull.number, {PLACE: full + "#"})
    stage.judge(pull)
    assert findings(stage, pull) == [(1, "This file is too large to count")]


def test_the_file_of_a_fork_is_read_as_well(stage: Stage) -> None:
    pull = stage.open({PLACE: BAD}, by="mallory", fork=True)
    stage.judge(pull)
    assert len(findings(stage, pull)) == 3


def troubled(stage: Stage, path: str, **how: Any) -> None:
    stage.sandbox.service.faults.add(Fault(path=path, times=9, on="reads", **how))


@pytest.mark.parametrize(
    "how",
    [
        {"status": 502},
        {"status": 200, "body": '{"errors": [{"line": null}]}'},
        {"status": 200, "body": "[]"},
        {"kind": "reset"},
    ],
)
def test_no_verdict_is_reached_without_githubs_own_word(stage: Stage, how: dict[str, Any]) -> None:
    pull = stage.open({PLACE: BAD})
    troubled(stage, "codeowners/errors", **{"kind": "status", **how})
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    assert stage.runs(pull.head_oid) == {}
    stage.sandbox.service.faults.clear()
    stage.judge(pull)
    assert [line for line, _ in findings(stage, pull)] == [3, 4, 5]
    troubled(stage, "codeowners/errors", **{"kind": "status", **how})
    stage.judge(pull, "member.added")
    assert [line for line, _ in findings(stage, pull)] == [3, 4, 5]


@pytest.mark.parametrize("path", ["git/trees", "git/blobs"])
@pytest.mark.parametrize("body", ["[]", '{"x": 1}', '"no"'])
def test_an_answer_without_files_is_no_proof_that_there_are_none(
    stage: Stage, path: str, body: str
) -> None:
    pull = stage.open({PLACE: BAD})
    troubled(stage, path, kind="status", status=200, body=body)
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    stage.sandbox.service.faults.clear()
    stage.judge(pull)
    assert [line for line, _ in findings(stage, pull)] == [3, 4, 5]


@pytest.mark.parametrize("path", ["git/trees", "git/blobs"])
def test_a_refusal_to_show_the_head_is_said_to_be_one(stage: Stage, path: str) -> None:
    pull = stage.open({PLACE: BAD})
    troubled(stage, path, kind="status", status=404, body="Not Found")
    stage.judge(pull)
    assert stage.runs(pull.head_oid)["code_owners"].title == "CODEOWNERS could not be read"
