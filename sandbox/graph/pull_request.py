"""Pull requests and reviews."""

from __future__ import annotations

import re
from typing import Any

import pygit2

from sandbox.accounts import Account, Team
from sandbox.changes import LISTED_FILES, Change
from sandbox.clock import iso_or_none
from sandbox.graph.commit import CommitView
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import shows
from sandbox.graph.issue import NumberedView
from sandbox.graph.people import AccountView, account_view, reviewer_view
from sandbox.graph.pull_timeline import Timeline, timeline
from sandbox.graph.repository import RefView, RepositoryView
from sandbox.ids import node_id
from sandbox.issues import Issue
from sandbox.pull_requests import PullRequest

CHANGE_TYPE = {
    "added": "ADDED",
    "removed": "DELETED",
    "modified": "MODIFIED",
    "renamed": "RENAMED",
    "copied": "COPIED",
    "changed": "CHANGED",
}
CLOSING = re.compile(r"\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)", re.IGNORECASE)
OPINIONS = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED")


@shows(PullRequest)
class PullRequestView(NumberedView[PullRequest]):
    typename = "PullRequest"

    @property
    def full_database_id(self) -> str:
        return str(self.it.id)

    @property
    def state(self) -> str:
        return "MERGED" if self.merged else self.it.state.upper()

    @property
    def is_draft(self) -> bool:
        return self.it.is_draft

    @property
    def merged(self) -> bool:
        return self.it.merged_at is not None

    @property
    def merged_at(self) -> str | None:
        return iso_or_none(self.it.merged_at)

    @property
    def merged_by(self) -> AccountView | None:
        return account_view(self.context, self.it.merged_by)

    @property
    def merge_commit(self) -> CommitView | None:
        return self._commit_at(self.it.merge_oid) if self.it.merge_oid else None

    @property
    def mergeable(self) -> str:
        return "MERGEABLE" if self.it.state == "open" else "UNKNOWN"

    @property
    def base_ref(self) -> RefView | None:
        exists = self.it.repository.git.tip(self.it.base_name)
        return RefView(self.context, self.it.repository, self.it.base_name) if exists else None

    @property
    def base_ref_name(self) -> str:
        return self.it.base_name

    @property
    def base_ref_oid(self) -> str:
        return self.it.base_oid

    @property
    def head_ref(self) -> RefView | None:
        """None for forks, whose branches a token of the base repository does not see."""
        if self.it.is_fork or self.it.repository.git.tip(self.it.head_name) is None:
            return None
        return RefView(self.context, self.it.repository, self.it.head_name)

    @property
    def head_ref_name(self) -> str:
        return self.it.head_name

    @property
    def head_ref_oid(self) -> str:
        return self.it.head_oid

    @property
    def head_repository(self) -> RepositoryView | None:
        found = self.it.head_repository
        return RepositoryView(self.context, found) if found else None

    @property
    def head_repository_owner(self) -> AccountView | None:
        return account_view(self.context, self.it.head_owner) if self.it.head_repository else None

    @property
    def is_cross_repository(self) -> bool:
        return self.it.is_fork

    @property
    def maintainer_can_modify(self) -> bool:
        return self.it.is_fork

    @property
    def additions(self) -> int:
        return sum(change.additions for change in self.it.files)

    @property
    def deletions(self) -> int:
        return sum(change.deletions for change in self.it.files)

    @property
    def changed_files(self) -> int:
        return len(self.it.files)

    def files(self, **page: Any) -> Connection:
        return connect(self.it.files[:LISTED_FILES], changed_file, **page)

    def commits(self, **page: Any) -> Connection:
        return connect(self.it.commits, self._pull_commit, **page)

    def reviews(
        self, author: str | None = None, states: list[str] | None = None, **page: Any
    ) -> Connection:
        found = [
            review
            for review in self.it.reviews
            if (author is None or (review.author and review.author.key == author.casefold()))
            and (states is None or review.state in states)
        ]
        return connect(found, self.show, **page)

    def latest_reviews(self, **page: Any) -> Connection:
        return self._latest(("APPROVED", "CHANGES_REQUESTED", "DISMISSED", "COMMENTED"), page)

    def latest_opinionated_reviews(self, writers_only: bool = False, **page: Any) -> Connection:
        return self._latest(OPINIONS, page, writers_only=writers_only)

    def review_requests(self, **page: Any) -> Connection:
        asked: list[Account | Team] = [*self.it.requested_people, *self.it.requested_teams]
        return connect(asked, self._request, **page)

    @property
    def review_decision(self) -> None:
        """GitHub answers null when no rule of the branch demands a review."""
        return None

    def timeline_items(
        self,
        item_types: list[str] | None = None,
        since: str | None = None,
        skip: int = 0,
        **page: Any,
    ) -> Timeline:
        return timeline(self.context, self.it, item_types, since, skip, **page)

    def closing_issues_references(
        self, user_linked_only: bool = False, order_by: Any = None, **page: Any
    ) -> Connection:
        del order_by
        return connect([] if user_linked_only else self.closes, self.show, **page)

    @property
    def closes(self) -> list[Issue]:
        """Issues the description closes; keywords count on the default branch only."""
        owner = self.it.repository
        counts = self.it.base_name == owner.default_branch
        numbers = dict.fromkeys(int(n) for n in CLOSING.findall(self.it.body)) if counts else {}
        return [issue for issue in owner.issues if issue.number in numbers]

    def _latest(
        self, states: tuple[str, ...], page: dict[str, Any], *, writers_only: bool = False
    ) -> Connection:
        by_author = {
            review.author: review
            for review in self.it.reviews
            if review.state in states
            and (not writers_only or self.world.can_push(self.it.repository, review.author))
        }
        return connect(list(by_author.values()), self.show, **page)

    def _commit_at(self, oid: str) -> CommitView:
        commit = self.it.repository.git.commit_at(oid)
        return CommitView(self.context, self.it.repository, commit)

    def _pull_commit(self, commit: pygit2.Commit) -> dict[str, Any]:
        return {
            "id": node_id("PURC", self.it.id) + str(commit.id)[:8],
            "commit": CommitView(self.context, self.it.repository, commit),
            "url": f"{self.url}/commits/{commit.id}",
            "pullRequest": self,
        }

    def _request(self, asked: Account | Team) -> dict[str, Any]:
        return {
            "id": node_id("RR", asked.id),
            "databaseId": asked.id,
            "asCodeOwner": False,
            "requestedReviewer": reviewer_view(self.context, asked),
            "pullRequest": self,
        }


def changed_file(change: Change) -> dict[str, Any]:
    return {
        "path": change.path,
        "changeType": CHANGE_TYPE[change.status],
        "additions": change.additions,
        "deletions": change.deletions,
    }
