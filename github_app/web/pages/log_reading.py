"""How the pages come by a repository's decision log."""

from __future__ import annotations

from redis import Redis

from github_app.desk import Desk
from github_app.gateway.app import GitHubApp
from github_app.gateway.decisions.log_reading import LogAsRead, read_log
from github_app.gateway.jobs_at_github import LOOKING
from github_app.gateway.recall import Recall
from github_app.gateway.visitors.access import OpenRepository
from github_app.inbox import Inbox
from github_app.pace import Pace
from github_app.settings import Settings
from github_app.web.pages.shelf import Read


def log_reader(settings: Settings, redis: Redis, inbox: Inbox, github: GitHubApp) -> Read:
    desk = Desk(settings, redis, inbox, github, Pace(redis))

    def read(repository: OpenRepository) -> LogAsRead:
        client = github.installation(
            repository.installation_id, repository.id, repository.full_name, LOOKING
        )
        return read_log(client, desk, Recall(redis, repository.id))

    return read
