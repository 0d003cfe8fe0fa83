"""Reviews of pull requests."""

from __future__ import annotations

from typing import Any

from sandbox.clock import iso
from sandbox.graph.commit import CommitView, commit_view
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import View, shows
from sandbox.graph.people import AccountView, account_view
from sandbox.pull_requests import Review
from sandbox.shapes.issue import issue_page


@shows(Review)
class ReviewView(View[Review]):
    typename = "PullRequestReview"

    @property
    def full_database_id(self) -> str:
        return str(self.it.id)

    @property
    def author(self) -> AccountView | None:
        return account_view(self.context, self.it.author)

    @property
    def author_association(self) -> str:
        return self.world.association(self.it.pull.repository, self.it.author)

    @property
    def author_can_push_to_repository(self) -> bool:
        return self.world.can_push(self.it.pull.repository, self.it.author)

    @property
    def body(self) -> str:
        return self.it.body

    @property
    def body_text(self) -> str:
        return self.it.body

    @property
    def state(self) -> str:
        return self.it.state

    @property
    def submitted_at(self) -> str:
        return iso(self.it.submitted_at)

    @property
    def created_at(self) -> str:
        return iso(self.it.submitted_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.updated_at)

    @property
    def url(self) -> str:
        return f"{issue_page(self.world, self.it.pull)}#pullrequestreview-{self.it.id}"

    @property
    def commit(self) -> CommitView | None:
        return commit_view(self.context, self.it.pull.repository, self.it.commit_oid)

    def on_behalf_of(self, **page: Any) -> Connection:
        """Teams with a role in the repository that the reviewer belongs to."""
        author = self.it.author
        teams = [
            team
            for team in self.it.pull.repository.team_roles
            if author and author.key in self.world.team_members(team)
        ]
        return connect(teams, self.show, **page)

    @property
    def pull_request(self) -> Any:
        return self.show(self.it.pull)

    @property
    def repository(self) -> Any:
        return self.show(self.it.pull.repository)

    @property
    def viewer_did_author(self) -> bool:
        return self.it.author is self.context.bot

    @property
    def is_minimized(self) -> bool:
        return False

    @property
    def minimized_reason(self) -> None:
        return None
