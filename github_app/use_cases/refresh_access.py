"""Teams or access changed: forget what was known of them, and judge again what rested on it."""

from __future__ import annotations

import structlog

from github_app.desk import Desk
from github_app.gateway.pull_requests.people.people_news import PeopleNews
from github_app.inbox import Turn
from github_app.remembered.access_readers import AccessReaders
from github_app.subjects import Prompt

log = structlog.stdlib.get_logger(__name__)


def refresh_access(turn: Turn, desk: Desk) -> None:
    """Marks the pull requests whose last verdict rested on who is in which team or may do what;
    only those of the subject's repository where it names one.

    Which those are is remembered, so nothing is asked of GitHub here; what was forgotten meanwhile
    is judged again on its next event.
    """
    subject = turn.subject
    PeopleNews(desk.redis, subject.installation_id).note(subject.repository_id)
    readers = AccessReaders(desk.redis, subject.installation_id).read(subject.repository_id)
    for reader in readers:
        desk.inbox.mark(reader.subject, _prompt(turn.prompt, reader.repository))
    log.info("Teams and access forgotten", owner=subject.detail, marked=len(readers))


def _prompt(prompt: Prompt, repository: str) -> Prompt:
    return Prompt(
        event=prompt.event,
        repository=repository,
        delivery=prompt.delivery,
        sender=prompt.sender,
        background=True,
        received=prompt.received,
    )
