"""A ritual comes due, seen from outside: one issue, whatever is lost in between."""

from __future__ import annotations

import sys

from sandbox.issues import Issue
from tests.journeys.traveller import Traveller

_POLICY = """\
rituals:
  refactor_sprint:
    anchor: 2026-01-05
    every_weeks: 2
    at: "09:00"
    time_zone: Europe/Berlin
    rotation: [alice]
"""


def test_one_issue_opens_and_stays_the_only_one_after_redis_was_wiped(
    traveller: Traveller,
) -> None:
    world, stage = traveller.world, traveller.stage
    world.add_repository("acme/mill").roles.update({"alice": "admin"})
    world.push_to_branch(
        "main", {".github/plumbline.yml": _POLICY}, "Begin", by="alice", repository="acme/mill"
    )
    world.open_issue("Tidy the grinder", by="alice", labels=["debt"], repository="acme/mill")
    traveller.wait(lambda: len(_sprints(traveller)) == 1, lambda: "a refactor sprint")
    (sprint,) = _sprints(traveller)
    assert "Tidy the grinder" in sprint.body
    assert [person.login for person in sprint.assignees] == ["alice"]

    stage.stop("clock")
    stage.redis.flushall()
    stage.start("clock", [sys.executable, "-m", "github_app", "clock"])
    traveller.wait(stage.is_ready, lambda: "the clock")
    pull = world.open_pull_request(
        "After the flood", by="alice", head="after", files={"a.txt": "a"}, repository="acme/mill"
    )
    traveller.wait(lambda: "adr_link" in traveller.conclusions(pull), lambda: "a verdict")
    traveller.settle()
    assert _sprints(traveller) == [sprint]


def _sprints(traveller: Traveller) -> list[Issue]:
    issues = traveller.world.repository("acme/mill").issues
    return [issue for issue in issues if "plumbline:ritual refactor_sprint" in issue.body]
