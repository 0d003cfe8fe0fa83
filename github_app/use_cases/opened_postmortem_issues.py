"""What we ever opened about postmortems in one repository, found among all issues of ours."""

from __future__ import annotations

from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.kept_issues import OwnIssue, own_issues
from github_app.gateway.postmortems.index import StandingIndex
from github_app.gateway.postmortems.reading import read_index
from github_app.slug import bot_login
from postmortems.facts import PostmortemFacts
from postmortems.index import TITLE
from postmortems.known import Known
from postmortems.markers import index_mark
from postmortems.recognised import Opened, recognised


class OpenedIssues:
    """Looks through all of them, open and closed, when first asked; one request per hundred."""

    def __init__(self, desk: Desk, github: GitHub) -> None:
        self._desk, self._github = desk, github
        self._found: tuple[OwnIssue, ...] | None = None

    def known(self, facts: PostmortemFacts) -> Known:
        """What they stand for."""
        opened = (Opened(each.number, each.title, each.body) for each in self._all())
        return recognised(opened, facts)

    def index(self) -> StandingIndex | None:
        """The index: an open one first, then the oldest; one request more.

        When somebody has edited the marker away, the title still tells.
        """
        found = [each for each in self._all() if index_mark(each.body) or each.title == TITLE]
        best = min(found, key=lambda issue: (not issue.is_open, issue.number), default=None)
        return read_index(self._github, best.number) if best else None

    def _all(self) -> tuple[OwnIssue, ...]:
        if self._found is None:
            self._found = own_issues(self._github, bot_login(self._desk.redis, self._desk.github))
        return self._found
