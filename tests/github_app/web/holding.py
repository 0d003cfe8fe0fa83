"""A repository whose rituals were held, missed and opened, as GitHub shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rituals.engine.registry import all_rituals
from rituals.engine.reminder import marker
from sandbox.issues import Issue
from sandbox.world import World

REPOSITORY = "acme/shop"
RITUALS = f"/rituals/{REPOSITORY}"
POLICY = """\
rituals:
  retrospective:
    every_weeks: 2
    weekday: monday
    time_zone: Europe/Berlin
    rotation: [bo, ana]
  blockers_audit: {weekday: thursday}
"""


def asking(world: World, policy: str = POLICY) -> None:
    """The policy of the repository on its default branch."""
    files = {".github/plumbline.yml": policy}
    world.push_to_branch("main", files, "Ask for rituals", by="ana", repository=REPOSITORY)


def held(
    world: World, states: Sequence[str] = ("held", "missed", "held", "held"), **settings: object
) -> list[Issue]:
    """Issues of the last retrospectives, the oldest first: `held` ones were closed as completed,
    `missed` ones as not planned; `open` stays as it is.
    """
    (ritual,) = (each for each in all_rituals() if each.name == "retrospective")
    wished = {"every_weeks": 2, "weekday": "monday", "time_zone": "Europe/Berlin", **settings}
    cadence = ritual.settings.model_validate(wished).cadence
    latest = cadence.latest_due(world.clock.now())
    assert latest is not None
    issues = []
    for back, state in zip(range(len(states) - 1, -1, -1), states, strict=True):
        occurrence = cadence.occurrence(latest.number - back)
        assert occurrence is not None
        issue = world.open_issue(
            f"Retrospective {occurrence.id}",
            marker("retrospective", occurrence.id, occurrence.nominal, ""),
            by="plumbline[bot]",
            labels=["retrospective"],
            assignees=["bo"],
            repository=REPOSITORY,
        )
        issue.created_at = occurrence.due
        if state != "open":
            reason = "completed" if state == "held" else "not_planned"
            sender = world.account("bo")
            world.set_issue_state(issue, closed=True, sender=sender, reason=reason)
            issue.closed_at = occurrence.due + timedelta(hours=2)
        issues.append(issue)
    return issues
