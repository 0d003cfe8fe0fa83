"""Where a reading of a pull request takes its facts from."""

from __future__ import annotations

from dataclasses import dataclass

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.people.colleagues import ColleagueCache
from github_app.gateway.pull_requests.people.teams import TeamCache
from github_app.gateway.recall import Recall
from github_app.remembered.retargets import Retargets


@dataclass(frozen=True, slots=True)
class Sources:
    """GitHub, and what is remembered of earlier answers. `repository_id` is what the work is about,
    whatever its name leads to by now.
    """

    github: GitHub
    recall: Recall
    teams: TeamCache
    colleagues: ColleagueCache
    retargets: Retargets
    app_id: int
    repository_id: int
