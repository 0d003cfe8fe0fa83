"""Has pull requests judged again whose verdict rests on how much debt is open."""

from __future__ import annotations

import structlog

from github_app.desk import Desk
from github_app.inbox import Turn
from github_app.remembered.naming_pulls import MOST_PULLS, THE_BUDGET, NamingPulls
from github_app.subjects import Prompt, Subject

COUNTED = "open debt was counted anew"
log = structlog.stdlib.get_logger(__name__)


def wake_over_budget(turn: Turn, desk: Desk) -> None:
    """Marks those that take debt where there is a budget: it may have room for them now. All of
    them, as nothing else would notice; where there are many, the older ones yield to other work.
    """
    at, name = turn.subject, turn.prompt.repository
    pulls = NamingPulls(desk.redis, at.repository_id).all_of(THE_BUDGET)
    for place, number in enumerate(pulls):
        subject = Subject("pull_request", at.installation_id, at.repository_id, str(number))
        desk.inbox.mark(subject, Prompt(COUNTED, name, background=place >= MOST_PULLS))
        log.info("Another pull request marked", pull_request=number, why=COUNTED)
