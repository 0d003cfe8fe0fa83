"""Areas, roles and permissions from the policy to the check run, with the pretend GitHub."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from checks.engine.words import plain
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from tests.github_app.gateway.pull_requests.approvals.branches import (
    forget,
    merge_main,
    on_main,
    rebase,
)
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

POLICY = """\
checks:
  adr_link: {mode: "off"}
  debt_label: {mode: "off"}
  review_coverage: {mode: enforce}
areas:
"""
ROLES = """\
  login: {paths: [src/], users: [grace, linus], role: security}
  screens: {paths: [src/], users: [grace], role: design}
"""
CHANGE = {"src/app.py": "print('bye')\n"}


def policy(stage: Stage, areas: str) -> None:
    files = {".github/plumbline.yml": POLICY + areas}
    stage.world.push_to_branch("main", files, "Name areas", by="linus", repository=REPOSITORY)


def verdict(stage: Stage, pull: PullRequest) -> tuple[str | None, str]:
    run = stage.runs(pull.head_oid)["review_coverage"]
    return run.conclusion, run.title or ""


def test_two_roles_take_two_people_and_a_review_costs_two_requests(stage: Stage) -> None:
    policy(stage, ROLES)
    pull = stage.open(dict(CHANGE))
    stage.judge(pull, "pull_request.opened")
    stage.world.approve(pull.number, by="grace")
    assert len(said(stage.judge(pull, "pull_request_review.submitted"))) <= 2
    assert verdict(stage, pull)[0] == "failure"
    assert verdict(stage, pull)[1].startswith("1 of 1 file not approved for ")
    stage.world.approve(pull.number, by="linus")
    assert len(said(stage.judge(pull, "pull_request_review.submitted"))) <= 2
    assert verdict(stage, pull) == ("success", "1 of 1 file reviewed")


@pytest.mark.parametrize(("role", "conclusion"), [("write", "failure"), ("maintain", "success")])
def test_an_area_takes_approvals_of_those_with_its_permission_only(
    stage: Stage, role: str, conclusion: str
) -> None:
    policy(stage, "  all: {paths: ['**'], permission: maintain}\n")
    stage.world.set_permission("grace", role, repository=REPOSITORY)  # type: ignore[arg-type]
    pull = stage.open(dict(CHANGE))
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull, "pull_request.opened")
    assert verdict(stage, pull)[0] == conclusion


def test_who_may_only_read_signs_off_for_the_area_that_asks_no_more(stage: Stage) -> None:
    policy(stage, "  texts: {paths: ['**'], users: [mallory], permission: read}\n")
    stage.world.set_permission("mallory", "read", repository=REPOSITORY)
    pull = stage.open(dict(CHANGE))
    stage.world.approve(pull.number, by="mallory")
    stage.judge(pull, "pull_request.opened")
    assert verdict(stage, pull) == ("failure", "1 of 1 file not reviewed by an owner")
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull, "pull_request_review.submitted")
    assert verdict(stage, pull)[0] == "success"


def test_somebody_outside_signs_off_for_nothing(stage: Stage) -> None:
    policy(stage, "  texts: {paths: ['**'], users: [mallory], permission: read}\n")
    pull = stage.open(dict(CHANGE))
    stage.world.approve(pull.number, by="mallory")
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull, "pull_request.opened")
    assert verdict(stage, pull)[0] == "failure"


@pytest.mark.parametrize("seed", range(6))
def test_how_it_came_about_does_not_matter_for_what_is_judged(stage: Stage, seed: int) -> None:
    policy(stage, ROLES)
    chance = random.Random(seed)
    pull = stage.open({**CHANGE, "docs/a.md": "a\n"})
    for step in range(10):
        with suppress(Refused):  # such as a dismissal where there is nothing to dismiss
            happen(stage, pull, chance, step)
        if chance.random() < 0.5:
            stage.judge(pull)
    stage.judge(pull)
    told = _told(stage, pull)
    forget(stage)
    stage.judge(pull)
    assert _told(stage, pull) == told


def happen(stage: Stage, pull: PullRequest, chance: random.Random, step: int) -> None:
    """Anything that can happen to a pull request on its way."""
    world, who = stage.world, chance.choice(["grace", "linus"])
    match chance.choice(
        ["approve", "approve", "refuse", "dismiss", "push", "undo", "move", "base"]
    ):
        case "approve":
            world.approve(pull.number, by=who)
        case "refuse":
            world.request_changes(pull.number, by=who)
        case "dismiss":
            world.dismiss(pull.number, of=who, by="ada")
        case "push":
            world.push(pull.number, {"docs/a.md": f"{step}\n"}, by=chance.choice(["ada", who]))
        case "undo":
            world.push(pull.number, {"docs/a.md": "a\n"})
        case "move":
            files = [file.path for file in pull.files if file.path.startswith("src/")]
            world.push(pull.number, {files[0]: None, f"src/{step}.py": "print('bye')\n"})
        case "base":
            on_main(stage, {f"other/{step}.txt": "1\n"})
            chance.choice([merge_main, rebase])(stage, pull)


def _told(stage: Stage, pull: PullRequest) -> tuple[str | None, str, str]:
    run = stage.runs(pull.head_oid)["review_coverage"]
    return run.conclusion, run.title or "", plain(run.text or "")
