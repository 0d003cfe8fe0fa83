"""Where the facts about a subject come from."""

from __future__ import annotations

from github_app.desk import Desk
from github_app.gateway.pull_requests.people.colleagues import ColleagueCache
from github_app.gateway.pull_requests.people.teams import TeamCache
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.recall import Recall
from github_app.inbox import Turn
from github_app.remembered.retargets import Retargets


def sources_for(turn: Turn, desk: Desk) -> Sources:
    """A fresh client, which counts its requests, and what is remembered of the repository."""
    subject = turn.subject
    return Sources(
        github=desk.github.installation(
            subject.installation_id, subject.repository_id, turn.prompt.repository
        ),
        recall=Recall(desk.redis, subject.repository_id),
        teams=TeamCache(desk.redis, subject.installation_id),
        colleagues=ColleagueCache(desk.redis, subject.installation_id, subject.repository_id),
        retargets=Retargets(desk.redis, subject.repository_id),
        app_id=desk.github.app_id,
        repository_id=subject.repository_id,
    )
