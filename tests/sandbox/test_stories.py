"""The seeded story: complete, and ready to show every verdict."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from config.loader import load
from config.policy import Policy
from sandbox.clock import Clock
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.stories import STORY_DAYS, tell
from sandbox.world import World

POLICY = ".github/plumbline.yml"


@pytest.fixture(scope="module")
def world() -> World:
    told = World(clock=Clock(datetime.now(UTC) - timedelta(days=STORY_DAYS)))
    tell(told)
    return told


@pytest.fixture
def repository(world: World) -> Repository:
    return world.repository()


def text(repository: Repository, revision: str, path: str) -> str:
    found = repository.git.find(f"{revision}:{path}")
    return bytes(getattr(found, "data", b"")).decode()


def titled(repository: Repository, word: str) -> PullRequest:
    return next(pull for pull in repository.pulls if word in pull.title)


def test_the_story_ends_now_and_its_past_is_in_order(repository: Repository) -> None:
    newest = max(pull.updated_at for pull in repository.pulls)
    assert timedelta(0) < datetime.now(UTC) - newest < timedelta(days=2)
    ages = [issue.created_at for issue in repository.numbered.values()]
    assert ages == sorted(ages)


def test_the_policy_in_force_is_valid_and_asks_for_a_sprint(repository: Repository) -> None:
    policy = load(text(repository, "main", POLICY))
    assert isinstance(policy, Policy)
    assert {name: each.mode for name, each in policy.checks.items()} == {
        "adr_link": "enforce",
        "debt_label": "advise",
        "review_coverage": "enforce",
    }
    assert "refactor_sprint" in policy.rituals


def test_a_sprint_falls_due_on_the_day_the_story_is_told_and_six_weeks_later(
    repository: Repository,
) -> None:
    policy = load(text(repository, "main", POLICY))
    assert isinstance(policy, Policy)
    sprint = policy.rituals["refactor_sprint"]
    for weeks in (0, 6):
        moment = datetime.now(UTC) + timedelta(weeks=weeks)
        latest = sprint.cadence.latest_due(moment)
        assert latest is not None
        assert moment - latest.due < timedelta(hours=2)


def test_one_pull_request_edits_the_policy_with_a_mistake(repository: Repository) -> None:
    head = titled(repository, "two approvals").head_oid
    problems = load(text(repository, head, POLICY))
    assert isinstance(problems, tuple)
    assert problems[0].message


def test_every_kind_of_pull_request_is_there(repository: Repository) -> None:
    pulls = repository.open_pulls
    assert len(pulls) == 9
    assert sum(pull.is_draft for pull in pulls) == 1
    assert sum(pull.is_fork for pull in pulls) == 1
    states = {review.state for pull in pulls for review in pull.reviews}
    assert states == {"APPROVED", "CHANGES_REQUESTED", "COMMENTED"}
    changed = {change.path for change in titled(repository, "PDF").files}
    assert {"pyproject.toml", "docs/adr/0006-confirmations-are-made-here.md"} <= changed


def test_no_pull_request_conflicts_with_main(repository: Repository) -> None:
    tip = repository.git.tip("main") or ""
    assert all(repository.git.merged_tree(tip, pull.head_oid) for pull in repository.pulls)


def test_debt_issues_wait_for_the_sprint(repository: Repository) -> None:
    debt = [issue for issue in repository.issues if issue.labels[0].name == "debt"]
    assert len(debt) >= 4
    # The markers in the code name these issues.
    assert {2, 3} <= {issue.number for issue in debt}
    assert "TODO(#2)" in text(repository, "main", "services/berths/assign.py")
