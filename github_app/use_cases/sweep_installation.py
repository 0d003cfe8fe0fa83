"""A brief look at the repositories of an installation: what is due by the calendar, and which open
pull requests have verdicts that are missing or old.
"""

from __future__ import annotations

import time

import structlog
from redis.exceptions import RedisError

from github_app.catching_up.looks import LOOK, Looks
from github_app.desk import Desk
from github_app.gateway.sweeping.brief_look import AT_ONCE, RepositorySeen, read_repositories
from github_app.gateway.sweeping.installations import repositories
from github_app.gateway.sweeping.listed_repositories import ListedRepositories
from github_app.inbox import Turn
from github_app.subjects import NEW_REPOSITORIES, Prompt, Subject
from github_app.use_cases.look_for_rituals import Agenda, look_for_rituals
from github_app.use_cases.sweep_briefly import compare_latest
from github_app.use_cases.sweep_costs import pay
from github_app.use_cases.take_up import see_to_the_rest

_AT_ONCE_IN_TROUBLE = 20

log = structlog.stdlib.get_logger(__name__)


def sweep_installation(turn: Turn, desk: Desk) -> None:
    """Marks what is due in up to five hundred repositories; the next ones get a turn of their own.

    One request for each hundred repositories, and once a day as many to list them. Raises
    `github_app.failures`.
    """
    installation_id, detail = turn.subject.installation_id, turn.subject.detail
    if detail == NEW_REPOSITORIES:
        ListedRepositories(desk.redis, installation_id).forget()
    part = int(detail) if detail.isdecimal() else 0
    github = desk.github.installation(installation_id, 0)
    places, is_last = repositories(desk, github, installation_id, part)
    agenda = Agenda()
    # What GitHub could not answer in time before, it may answer in smaller pieces.
    size = AT_ONCE if turn.attempt == 1 else _AT_ONCE_IN_TROUBLE
    for batch in read_repositories(desk, github, places, size):
        compare_latest(desk, installation_id, batch)
        for seen in batch:
            agenda = agenda.and_then(_look_for_rituals(desk, seen))
    pay(desk, installation_id, github.ledger.total)
    desk.tally.set("plumbline_sweep_last_run_timestamp_seconds", time.time())
    if not is_last:
        subject = Subject("sweep", installation_id, 0, str(part + 1))
        desk.inbox.mark(subject, Prompt(LOOK, "", background=True))
    Looks(desk.redis).look_sooner(installation_id, agenda.again_in)
    log.info(
        "Looked at repositories",
        installation=installation_id,
        repositories=len(places),
        repositories_marked=agenda.marked,
        requests=github.ledger.as_dict(),
    )
    see_to_the_rest(desk, installation_id)


def _look_for_rituals(desk: Desk, seen: RepositorySeen) -> Agenda:
    """A repository that we cannot cope with must not hide the others."""
    try:
        return look_for_rituals(desk, seen)
    except RedisError:
        raise
    except Exception as bug:
        name = seen.repository.full_name
        log.error("A repository could not be looked at", repository=name, exc_info=bug)
        return Agenda()
