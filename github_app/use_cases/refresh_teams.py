"""Teams of an organisation changed: forget them, and judge again what rested on them."""

from __future__ import annotations

import structlog

from github_app.desk import Desk
from github_app.gateway.pull_requests.teams import TeamCache
from github_app.inbox import Turn
from github_app.subjects import Prompt, Subject

log = structlog.stdlib.get_logger(__name__)


def refresh_teams(turn: Turn, desk: Desk) -> None:
    """Drops the organisation's teams, and marks the pull requests whose last verdict used one.

    Which those are is remembered, so nothing is asked of GitHub here; what was forgotten meanwhile
    is judged again on its next event.
    """
    teams = TeamCache(desk.redis, turn.subject.installation_id)
    readers = teams.drop(turn.subject.detail)
    for reader in readers:
        desk.inbox.mark(Subject.parse(reader.subject), _prompt(turn.prompt, reader.repository))
    log.info("Teams forgotten", organization=turn.subject.detail, marked=len(readers))


def _prompt(prompt: Prompt, repository: str) -> Prompt:
    return Prompt(
        event=prompt.event, repository=repository, delivery=prompt.delivery, sender=prompt.sender
    )
