"""Pull requests and their reviews."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import pygit2

from sandbox.accounts import Account, Team
from sandbox.changes import Change
from sandbox.issues import Issue

if TYPE_CHECKING:
    from sandbox.repository import Repository

ReviewState = Literal["APPROVED", "CHANGES_REQUESTED", "COMMENTED", "DISMISSED", "PENDING"]
MomentKind = Literal[
    "base_ref_changed",
    "convert_to_draft",
    "head_ref_force_pushed",
    "ready_for_review",
    "review_requested",
    "review_request_removed",
]


@dataclass(eq=False, slots=True)
class Review:
    """A review at the commit it was given on; `author` None is a deleted account."""

    id: int
    node_id: str
    pull: PullRequest
    author: Account | None
    state: ReviewState
    body: str
    commit_oid: str
    submitted_at: datetime
    updated_at: datetime


@dataclass(eq=False, slots=True)
class Moment:
    """Something that happened to a pull request.

    `reviewer` is who was asked, or no longer is; `before` and `after` are names of base branches,
    or the heads of a forced push.
    """

    id: int
    node_id: str
    pull: PullRequest
    kind: MomentKind
    actor: Account
    at: datetime
    reviewer: Account | Team | None = None
    before: str = ""
    after: str = ""


@dataclass(eq=False, slots=True)
class PullRequest(Issue):
    """A pull request.

    `base_oid` is the base as it stood when the pull request last moved. `head_repository` is None
    when the fork was deleted; `head_owner` is who owned it.
    """

    base_name: str = ""
    base_oid: str = ""
    head_name: str = ""
    head_oid: str = ""
    head_owner: Account | None = None
    head_repository: Repository | None = None
    is_draft: bool = False
    merged_at: datetime | None = None
    merged_by: Account | None = None
    merge_oid: str | None = None
    reviews: list[Review] = field(default_factory=list)
    requested_people: list[Account] = field(default_factory=list)
    requested_teams: list[Team] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)

    @property
    def is_fork(self) -> bool:
        return self.head_repository is not self.repository

    @property
    def head_label(self) -> str:
        owner = self.head_owner.login if self.head_owner else "unknown"
        return f"{owner}:{self.head_name}"

    @property
    def files(self) -> tuple[Change, ...]:
        """All changed files, sorted by path; GitHub lists no more than 3,000 of them."""
        return self.repository.git.changes(self.base_tip, self.head_oid)

    @property
    def commits(self) -> tuple[pygit2.Commit, ...]:
        return self.repository.git.commits(self.base_tip, self.head_oid)

    @property
    def is_behind(self) -> bool:
        """True when the base has commits that the head lacks."""
        return bool(self.repository.git.commits(self.head_oid, self.base_tip))

    @property
    def base_tip(self) -> str:
        """The base to compare with: the branch as it stands, or the old base once closed."""
        if self.state == "closed":
            return self.base_oid
        return self.repository.git.tip(self.base_name) or self.base_oid
