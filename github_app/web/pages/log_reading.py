"""How the pages come by a repository's decision log."""

from __future__ import annotations

from github_app.desk import Desk
from github_app.gateway.decisions.log_reading import LogAsRead, read_log
from github_app.gateway.jobs_at_github import LOOKING
from github_app.gateway.recall import Recall
from github_app.gateway.visitors.access import OpenRepository
from github_app.web.pages.shelf import Read


def log_reader(desk: Desk) -> Read:
    def read(repository: OpenRepository) -> LogAsRead:
        client = desk.github.installation(
            repository.installation_id, repository.id, repository.full_name, LOOKING
        )
        return read_log(client, desk, Recall(desk.redis, repository.id))

    return read
