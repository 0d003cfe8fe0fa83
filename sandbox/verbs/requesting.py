"""Asking people and teams for reviews, and taking it back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sandbox.accounts import Account, Team
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.shapes.account import team as team_shape
from sandbox.shapes.account import user
from sandbox.verbs.granting import Granting
from sandbox.verbs.pulling import Pulling

Reviewer = Account | Team


class Requesting(Pulling, Granting):
    """Verbs about who is asked for a review."""

    def request_review(
        self, number: int, *, of: str, by: str | None = None, repository: str | None = None
    ) -> None:
        """Ask a person (`login`) or a team (`organisation/slug`) for a review."""
        with self.lock:
            pull = self.open_pull(repository, number)
            self.request_reviews(pull, [self.reviewer(of)], self.actor(pull, by))

    def request_reviews(
        self, pull: PullRequest, reviewers: Collection[Reviewer], sender: Account
    ) -> None:
        """Ask all of them, or nobody when one of them cannot be asked."""
        for each in reviewers:
            self._check_askable(pull, each)
        for each in reviewers:
            self._ask(pull, each, sender)

    def withdraw_requests(
        self, pull: PullRequest, reviewers: Collection[Reviewer], sender: Account
    ) -> None:
        for each in reviewers:
            self._release(pull, each, sender)

    def withdraw_request(
        self, number: int, *, of: str, by: str | None = None, repository: str | None = None
    ) -> None:
        """Take back that somebody was asked; nothing happens when they were not."""
        with self.lock:
            pull = self.open_pull(repository, number)
            self._release(pull, self.reviewer(of), self.actor(pull, by))

    def reviewer(self, of: str) -> Reviewer:
        """A person by login, a team by `organisation/slug`; refused where there is none."""
        if "/" not in of:
            return self.account(of)
        return self.team(of)

    def _check_askable(self, pull: PullRequest, asked: Reviewer) -> None:
        """GitHub's rules: not the author, and nobody without access of their own."""
        if asked is pull.author:
            raise Refused("Review cannot be requested from pull request author.")
        name = pull.repository.full_name
        role = (
            self.team_role(pull.repository, asked)
            if isinstance(asked, Team)
            else self.granted_role(pull.repository, asked)
        )
        if role is None:
            raise Refused(
                "Reviews may only be requested from collaborators. One or more of the users or "
                f"teams you specified is not a collaborator of the {name} repository."
            )

    def _ask(self, pull: PullRequest, asked: Reviewer, sender: Account) -> None:
        """Who is asked already is not asked again."""
        if asked in pull.requested_people or asked in pull.requested_teams:
            return
        if isinstance(asked, Team):
            pull.requested_teams.append(asked)
        else:
            pull.requested_people.append(asked)
        self.note(pull, "review_requested", sender, reviewer=asked)
        self.tell_pull("review_requested", pull, sender, **self._named(asked))

    def _release(self, pull: PullRequest, asked: Reviewer, sender: Account) -> None:
        if isinstance(asked, Team) and asked in pull.requested_teams:
            pull.requested_teams.remove(asked)
        elif isinstance(asked, Account) and asked in pull.requested_people:
            pull.requested_people.remove(asked)
        else:
            return
        self.note(pull, "review_request_removed", sender, reviewer=asked)
        self.tell_pull("review_request_removed", pull, sender, **self._named(asked))

    def _named(self, asked: Reviewer) -> dict[str, Any]:
        if isinstance(asked, Team):
            return {"requested_team": team_shape(self, asked)}
        return {"requested_reviewer": user(self, asked)}
