"""Counts the verdicts that were just published, and how long they took to come."""

from __future__ import annotations

from checks.engine.render import NAME_PREFIX
from github_app.desk import Desk
from github_app.inbox import Turn
from github_app.metrics.turns import count_published
from github_app.publisher.plan import Writes


def note_published(turn: Turn, desk: Desk, writes: Writes) -> None:
    """To be called as soon as `writes` stand on GitHub."""
    reports = (write.report for write in writes.runs)
    verdicts = [(one.name.removeprefix(NAME_PREFIX), one.conclusion) for one in reports]
    count_published(desk.tally, turn.prompt, verdicts)
