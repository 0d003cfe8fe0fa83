"""Who was asked for a review and when, and since when a pull request waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.github_app.gateway.pull_requests.looking import look
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import Stage

CHANGE = {"README.md": "1\n"}


def told(stage: Stage, number: int) -> list[tuple[str, bool]]:
    pull = look(stage, stage.repository.pull(number)).snapshot.pull_request  # type: ignore[arg-type]
    return [(request.reviewer, request.withdrawn) for request in pull.review_requests]


def test_requests_are_told_in_time_order_with_those_that_were_taken_back(stage: Stage) -> None:
    team = stage.world.team("acme/maintainers")
    stage.repository.team_roles[team] = "write"
    pull = stage.open(CHANGE)
    stage.world.request_review(pull.number, of="grace", by="ada")
    stage.world.advance(1)
    stage.world.request_review(pull.number, of="acme/maintainers", by="ada")
    stage.world.advance(1)
    stage.world.withdraw_request(pull.number, of="grace", by="ada")
    assert told(stage, pull.number) == [
        ("grace", False),
        ("acme/maintainers", False),
        ("grace", True),
    ]
    seen = look(stage, pull).snapshot.pull_request
    first, *_, last = seen.review_requests
    assert last.at - first.at == timedelta(hours=2)
    assert seen.requested_reviewers == ("acme/maintainers",)


def test_a_pull_request_that_never_was_a_draft_is_ready_since_it_was_opened(stage: Stage) -> None:
    pull = look(stage, stage.open(CHANGE)).snapshot.pull_request
    assert pull.opened_at is not None
    assert pull.ready_at == pull.opened_at


def test_a_draft_is_not_ready_and_ready_since_it_was_said_to_be(stage: Stage) -> None:
    pull = stage.open(CHANGE, draft=True)
    assert look(stage, pull).snapshot.pull_request.ready_at is None
    stage.world.advance(1)
    stage.world.ready_for_review(pull.number)
    seen = look(stage, pull).snapshot.pull_request
    assert seen.opened_at
    assert seen.ready_at
    assert seen.ready_at - seen.opened_at >= timedelta(hours=1)


def test_hidden_reviewers_and_a_story_that_is_not_told_fail_nothing(stage: Stage) -> None:
    pull = stage.open(CHANGE)
    stage.world.request_review(pull.number, of="grace", by="ada")

    def hide(answer: dict[str, Any]) -> None:
        shown = (answer["data"].get("repository") or {}).get("pullRequest") or {}
        for node in (shown.get("optionalRequests") or {}).get("nodes", ()):
            node["requestedReviewer"] = None

    def lose(answer: dict[str, Any]) -> None:
        shown = (answer["data"].get("repository") or {}).get("pullRequest") or {}
        for name in ("optionalRequests", "optionalReady"):
            if name in shown:
                shown[name] = None
                path = ["repository", "pullRequest", name]
                error = {"message": "Something went wrong", "path": path}
                answer["errors"] = [*answer.get("errors", ()), error]

    with distorted(hide):
        assert told(stage, pull.number) == []
    with distorted(lose):
        seen = look(stage, pull).snapshot.pull_request
    assert (seen.review_requests, seen.ready_at) == ((), None)
    assert seen.opened_at is not None
