"""A repository that is not where it was: renamed, or given to somebody else who has the App too.

The numeric id stays the same, so GitHub can be asked for the name that goes with it.
"""

from __future__ import annotations

from dataclasses import replace

import structlog

from github_app.desk import Desk
from github_app.failures import Gone, NotPermitted
from github_app.gateway.refusals import expecting
from github_app.inbox import Turn
from github_app.subjects import Subject

log = structlog.stdlib.get_logger(__name__)


def by_current_name(turn: Turn, desk: Desk) -> Turn:
    """The turn with the repository's present name, where this process has learned of another."""
    told = turn.prompt.repository
    known = desk.github.names.current(turn.subject.repository_id, told)
    return turn if known == told else _named(turn, known)


def found_again(turn: Turn, desk: Desk) -> Turn | None:
    """The turn with the name that its repository has now; None where it has no other.

    One request. Where another installation has the repository now, its work is marked there, and
    the answer is None; that takes one more.
    """
    subject, told = turn.subject, turn.prompt.repository
    if not subject.repository_id or not told:
        return None
    github = desk.github.installation(subject.installation_id, subject.repository_id, told)
    try:
        with expecting("a repository"):
            path = f"/repositories/{subject.repository_id}"
            name = str(github.rest("GET", path).fields["full_name"])
    except (Gone, NotPermitted):
        _hand_over(turn, desk)
        return None
    if name.casefold() == told.casefold():
        return None
    log.info("The repository has another name now", before=told, now=name)
    desk.github.names.learn(subject.repository_id, told, name)
    return _named(turn, name)


def _named(turn: Turn, name: str) -> Turn:
    return replace(turn, prompt=replace(turn.prompt, repository=name))


def _hand_over(turn: Turn, desk: Desk) -> None:
    """To the installation that has the repository now, where that is another one."""
    subject, prompt = turn.subject, turn.prompt
    try:
        with expecting("an installation"):
            path = f"/repos/{prompt.repository}/installation"
            now = int(desk.github.as_app().rest("GET", path).fields["id"])
    except (Gone, NotPermitted):
        return
    if now != subject.installation_id:
        log.info("The repository belongs to another installation now", now=now)
        moved = Subject(subject.kind, now, subject.repository_id, subject.detail)
        desk.inbox.mark(moved, replace(prompt, delivery=""))
