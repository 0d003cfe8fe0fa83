"""A story of reviews: what is said to GitHub when branches move, people go, owners are edited."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from sandbox.exchanges import Exchange
from sandbox.pull_requests import PullRequest
from tests.conftest import RedisServer
from tests.contracts.recorded import kept, problems
from tests.github_app.use_cases.stage import POLICY, Stage, staged

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

AREAS = """\
areas:
  core:
    paths: [src/core/]
    teams: [acme/maintainers, acme/gone]
    role: architecture
reviews:
  ask: {most: 2}
"""
FILES: dict[str, str | bytes | None] = {
    "src/core/engine.py": "POWER = 2\n",
    "src/new.py": "x = 1\n",
}
SAID = ("collaborators(", "timelineItems(", "requestReviews", "pullRequests(states: MERGED")


@pytest.fixture
def stage(redis_server: RedisServer, redis: Redis) -> Iterator[Stage]:
    with staged(redis_server, redis) as made:
        policy = {".github/plumbline.yml": POLICY + AREAS}
        made.world.push_to_branch("main", policy, "Name areas", by="ada")
        yield made


def test_reviews_are_read_and_asked_for_in_githubs_words(stage: Stage) -> None:
    pull = stage.open(FILES)
    said = [*as_it_is_asked_for(stage, pull), *as_the_branch_moves(stage, pull)]
    said += [*as_people_go(stage, pull), *as_owners_are_edited(stage)]
    words = [str(exchange.request_body) for exchange in said]
    assert [word for word in SAID if not any(word in body for body in words)] == []
    assert any("/compare/" in exchange.path for exchange in said)
    assert [problem for exchange in kept(said) for problem in problems(exchange)] == []


def as_it_is_asked_for(stage: Stage, pull: PullRequest) -> Iterator[Exchange]:
    stage.world.set_status("linus", busy=True, message="Sailing", hours=8)
    yield from stage.judge(pull, "pull_request.opened")
    assert pull.requested_people
    stage.world.approve(pull.number, by="grace")
    yield from stage.judge(pull, "pull_request_review.submitted")


def as_the_branch_moves(stage: Stage, pull: PullRequest) -> Iterator[Exchange]:
    world, reviewed = stage.world, pull.head_oid
    world.push_to_branch("main", {"README.md": "# The shop\n"}, "Say the", by="grace")
    world.update_branch(pull.number, by="ada")
    yield from stage.judge(pull)
    world.rebase(pull.number, {"src/new.py": "x = 2\n"})
    yield from stage.judge(pull)
    world.forget_commit(reviewed)
    world.revert(pull.number)
    yield from stage.judge(pull)


def as_people_go(stage: Stage, pull: PullRequest) -> Iterator[Exchange]:
    stage.world.remove_account("grace")
    yield from stage.judge(pull, "pull_request.edited")
    stage.world.delete_team("acme/maintainers")
    yield from stage.attend("organization", "acme", stage.prompt("team.deleted"))
    yield from stage.judge(pull, "pull_request.edited")


def as_owners_are_edited(stage: Stage) -> Iterator[Exchange]:
    owners: dict[str, str | bytes | None] = {
        ".github/CODEOWNERS": "/src/core/ @ada\n/src/ @ada @acme/gone\n/nowhere/ @nobody\n"
    }
    pull = stage.open(owners, head="owners")
    yield from stage.judge(pull, "pull_request.opened")
