"""Has pull requests judged again whose verdict rests on how much debt is open."""

from __future__ import annotations

import structlog

from github_app.desk import Desk
from github_app.inbox import Turn
from github_app.remembered.naming_pulls import THE_BUDGET, NamingPulls
from github_app.subjects import Prompt, Subject

COUNTED = "open debt was counted anew"
log = structlog.stdlib.get_logger(__name__)


def wake_over_budget(turn: Turn, desk: Desk) -> None:
    """Marks those that take debt where there is a budget: it may have room for them now."""
    at = turn.subject
    for number in NamingPulls(desk.redis, at.repository_id).of(THE_BUDGET):
        subject = Subject("pull_request", at.installation_id, at.repository_id, str(number))
        desk.inbox.mark(subject, Prompt(COUNTED, turn.prompt.repository))
        log.info("Another pull request marked", pull_request=number, why=COUNTED)
