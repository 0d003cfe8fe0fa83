"""Several pull requests with one head: none makes another look better than it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_app.events.sightings import Sightings
from github_app.use_cases.attend import attend
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

ADVICE = """\
checks:
  adr_link: {mode: advise}
  review_coverage: {mode: advise}
  debt_label: {mode: advise}
"""


@pytest.fixture
def strict(stage: Stage) -> PullRequest:
    """For `main`, where the policy enforces."""
    return judged(stage, stage.open({"src/core/engine.py": "POWER = 666\n"}, head="evil"))


@pytest.fixture
def lax(stage: Stage, strict: PullRequest) -> PullRequest:
    """With the same head, for a branch where the policy only advises; not judged yet."""
    return opened_for_weak(stage, strict.head_oid)


def opened_for_weak(stage: Stage, head_oid: str) -> PullRequest:
    stage.repository.git.point("weak", str(stage.repository.git.tip("main")))
    files: dict[str, str | bytes | None] = {".github/plumbline.yml": ADVICE}
    stage.world.push_to_branch("weak", files, "Weaken", by="ada", repository=REPOSITORY)
    stage.repository.git.point("copy", head_oid)
    pull = stage.world.open_pull_request("Again", by="ada", head="copy", base="weak")
    assert pull.head_oid == head_oid
    return pull


def judged(stage: Stage, pull: PullRequest, event: str = "pull_request.opened") -> PullRequest:
    prompt = stage.prompt(event, head_oid=pull.head_oid)
    Sightings(stage.desk.redis).remember(stage.subject(pull), prompt)
    stage.judge(pull, event)
    return pull


def test_a_second_pull_request_cannot_turn_the_first_one_green(
    stage: Stage, strict: PullRequest, lax: PullRequest
) -> None:
    before = stage.conclusions(strict.head_oid)
    assert before["review_coverage"] == "failure"
    judged(stage, lax)
    assert stage.conclusions(strict.head_oid) == before
    requests = said(stage.judge(lax))
    assert requests == ["query", f"GET /repos/acme/shop/pulls/{strict.number}"]


def test_asking_again_does_not_help_either(
    stage: Stage, strict: PullRequest, lax: PullRequest
) -> None:
    stage.judge(lax, "check_run.rerequested", again=True)
    assert stage.conclusions(strict.head_oid)["review_coverage"] == "failure"


def test_a_worse_verdict_replaces_a_better_one_of_another(
    stage: Stage, strict: PullRequest, lax: PullRequest
) -> None:
    stage.world.close(strict.number)
    judged(stage, lax)
    stage.world.reopen(strict.number)
    judged(stage, strict, "pull_request.reopened")
    assert stage.conclusions(strict.head_oid)["review_coverage"] == "failure"


def test_the_better_verdict_stands_once_the_other_pull_request_is_closed(
    stage: Stage, strict: PullRequest, lax: PullRequest
) -> None:
    judged(stage, lax)
    stage.world.close(strict.number)
    judged(stage, lax)
    assert stage.conclusions(lax.head_oid)["review_coverage"] == "neutral"
    assert said(stage.judge(lax)) == ["query"]


def test_the_better_verdict_stands_once_the_other_has_another_head(
    stage: Stage, strict: PullRequest, lax: PullRequest
) -> None:
    judged(stage, lax)
    stage.world.push(strict.number, {"README.md": "2\n"})
    assert strict.head_oid != lax.head_oid
    judged(stage, lax)
    assert stage.conclusions(lax.head_oid)["review_coverage"] == "neutral"


def test_a_verdict_that_gets_better_has_the_others_heard_again(
    stage: Stage, strict: PullRequest, lax: PullRequest
) -> None:
    judged(stage, lax)
    stage.desk.redis.delete(*stage.desk.redis.keys("plumbline:events:*") or ["none"])
    stage.world.approve(strict.number, by="grace")
    stage.judge(strict)
    assert stage.waiting() == [str(lax.number)]


def test_two_verdicts_alike_do_not_wake_each_other_for_ever(
    stage: Stage, strict: PullRequest
) -> None:
    twin = stage.world.open_pull_request("Twin", by="ada", head="evil", base="main")
    judged(stage, twin)
    for _ in range(3):
        for pull in (strict, twin):
            stage.desk.redis.delete(*stage.desk.redis.keys("plumbline:events:*") or ["none"])
            stage.judge(pull)
            assert stage.waiting() == []


def test_no_pull_request_softens_the_verdict_on_a_merge_group(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    group = stage.world.enqueue(pull.number)
    branch = f"gh-readonly-queue/main/pr-{pull.number}-{'a' * 40}"
    Sightings(stage.desk.redis).note_group(stage.repository.id, group, branch)
    stage.attend("merge_group", group, stage.prompt("merge_group", head_name=branch))
    assert stage.conclusions(group)["review_coverage"] == "failure"
    judged(stage, opened_for_weak(stage, group))
    assert stage.conclusions(group)["review_coverage"] == "failure"


def test_the_other_is_told_though_somebody_was_killed_just_before(
    stage: Stage, strict: PullRequest, lax: PullRequest
) -> None:
    judged(stage, lax)
    inbox, subject = stage.desk.inbox, stage.subject(strict)
    prompt = stage.prompt("pull_request.edited", head_oid=strict.head_oid)
    stage.desk.redis.delete(f"plumbline:pause:{subject.key}")
    inbox.mark(subject, prompt)
    turn = inbox.begin(subject)
    assert turn is not None
    attend(replace(turn, attempt=2), stage.desk)
    assert stage.waiting() == sorted([str(strict.number), str(lax.number)])
