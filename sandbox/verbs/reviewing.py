"""Reviews: approving, asking for changes, remarking, dismissing."""

from __future__ import annotations

from typing import Any

from sandbox.accounts import Account
from sandbox.pull_requests import Review, ReviewState
from sandbox.refusals import Refused
from sandbox.shapes.pull import pull_simple
from sandbox.shapes.pull import review as review_shape
from sandbox.verbs.requesting import Requesting


class Reviewing(Requesting):
    """Verbs about reviews."""

    def approve(
        self,
        number: int,
        *,
        by: str,
        body: str = "",
        commit: str | None = None,
        repository: str | None = None,
    ) -> Review:
        """Approve the head, or an earlier `commit` that one still had on the screen."""
        return self.review(
            number, "APPROVED", by=by, body=body, commit=commit, repository=repository
        )

    def request_changes(
        self,
        number: int,
        *,
        by: str,
        body: str = "Please see below.",
        repository: str | None = None,
    ) -> Review:
        return self.review(number, "CHANGES_REQUESTED", by=by, body=body, repository=repository)

    def remark(
        self, number: int, *, by: str, body: str = "A remark.", repository: str | None = None
    ) -> Review:
        """A review that neither approves nor asks for changes."""
        return self.review(number, "COMMENTED", by=by, body=body, repository=repository)

    def review(
        self,
        number: int,
        state: ReviewState,
        *,
        by: str,
        body: str = "",
        commit: str | None = None,
        repository: str | None = None,
    ) -> Review:
        """Submit a review on the head, or on an earlier `commit`."""
        with self.lock:
            pull = self.open_pull(repository, number)
            author = self.account(by)
            if author is pull.author and state != "COMMENTED":
                raise Refused("Review cannot be given on one's own pull request.")
            now, (ident, node) = self.clock.now(), self.identify("PRR")
            oid = commit or pull.head_oid
            made = Review(ident, node, pull, author, state, body, oid, now, now)
            pull.reviews.append(made)
            pull.updated_at = now
            self.nodes[node] = made
            self._answer_request(made, author)
            self._tell_review("submitted", made, author)
            return made

    def dismiss(
        self, number: int, *, of: str, by: str | None = None, repository: str | None = None
    ) -> Review:
        """Dismiss the latest approval or request for changes that `of` gave."""
        with self.lock:
            pull = self.open_pull(repository, number)
            given = [
                review
                for review in pull.reviews
                if review.author is self.account(of)
                and review.state in ("APPROVED", "CHANGES_REQUESTED")
            ]
            if not given:
                raise Refused(f"{of} has given no review that could be dismissed.")
            given[-1].state, given[-1].updated_at = "DISMISSED", self.clock.now()
            self._tell_review("dismissed", given[-1], self.actor(pull, by))
            return given[-1]

    def edit_review(
        self, number: int, *, of: str, body: str, repository: str | None = None
    ) -> Review:
        """Change the words of the latest review that `of` gave; what it decided stays."""
        with self.lock:
            pull, author = self.pull(self.repository(repository), number), self.account(of)
            given = [review for review in pull.reviews if review.author is author]
            if not given:
                raise Refused(f"{of} has given no review.")
            changes = {"body": {"from": given[-1].body}}
            given[-1].body, given[-1].updated_at = body, self.clock.now()
            self._tell_review("edited", given[-1], author, changes=changes)
            return given[-1]

    def _answer_request(self, review: Review, author: Account) -> None:
        pull = review.pull
        if author in pull.requested_people:
            pull.requested_people.remove(author)
        pull.requested_teams = [
            team for team in pull.requested_teams if author.key not in self.team_members(team)
        ]

    def _tell_review(self, action: str, review: Review, sender: Account, **more: Any) -> None:
        review.pull.updated_at = self.clock.now()
        shape = review_shape(self, review, webhook=True)
        pull = pull_simple(self, review.pull)
        content = {"review": shape, "pull_request": pull, **more}
        self.tell("pull_request_review", action, review.pull.repository, sender, **content)
