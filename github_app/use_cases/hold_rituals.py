"""Opens the issues of rituals that have come due in one repository: each exactly once."""

from __future__ import annotations

from dataclasses import replace

import structlog

from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.jobs_at_github import KEEPING
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.gateway.rituals.facts import RitualsSeen, read_changes, read_rituals
from github_app.inbox import Turn
from github_app.publisher.reminders import open_reminder
from github_app.use_cases.sole_claim import SoleClaim, sole_claim
from rituals.engine.actions import OpenReminder
from rituals.engine.declare import Due, Ritual, RitualSettings
from rituals.engine.planner import find_due, plan
from rituals.engine.registry import all_rituals

HELD = "rituals:held"
_log = structlog.get_logger("plumbline.rituals")


def hold_rituals(turn: Turn, desk: Desk) -> None:
    """Looks what stands, and opens what is due and missing; done again, it opens nothing.

    Three requests for a due ritual (four when its label has vanished), one when none is due. A
    write is never repeated blindly: after any failure the next look finds the issue, or finds that
    there is none.
    """
    subject = turn.subject
    github = desk.github.installation(
        subject.installation_id, subject.repository_id, turn.prompt.repository, KEEPING
    )
    recall = Recall(desk.redis, subject.repository_id)
    with sole_claim(desk.redis, f"rituals:{subject.repository_id}") as claim:
        with expecting("rituals"):
            seen = read_rituals(github, desk, recall)
        for ritual in all_rituals():
            settings = seen.policy.rituals.get(ritual.name)
            due = settings and find_due(ritual, settings, seen.facts)
            if settings and due:
                _hold(github, claim, seen, ritual, settings, due)
        recall.put({HELD: standing_occurrences(seen)})


def standing_occurrences(seen: RitualsSeen) -> dict[str, str]:
    """By ritual, the latest occurrence that needs no further look."""
    if not seen.targets.takes_issues:
        return {}
    latest = {
        name: settings.cadence.latest_due(seen.facts.now)
        for name, settings in seen.policy.rituals.items()
    }
    return {name: occurrence.id for name, occurrence in latest.items() if occurrence}


def _hold(
    github: GitHub,
    claim: SoleClaim,
    seen: RitualsSeen,
    ritual: Ritual,
    settings: RitualSettings,
    due: Due,
) -> None:
    log = _log.bind(repository=github.full_name, ritual=ritual.name, occurrence=due.occurrence.id)
    if not seen.targets.takes_issues:
        log.warning("a ritual is due, but the repository takes no issues")
        return
    changes = read_changes(github, due.previous, seen.facts)
    planned = plan(ritual, settings, due, replace(seen.facts, changes=changes))
    for action in planned.actions:
        if isinstance(action, OpenReminder):
            claim.confirm()
            number = open_reminder(github, seen.targets, action)
            claim.succeeded()
            log.info("opened a reminder", issue=number, requests=github.ledger.as_dict())
