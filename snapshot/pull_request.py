"""One pull request at one head: what its author wrote, changed and was told in reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from snapshot.changed_file import ChangedFile
from snapshot.people import Person

ReviewState = Literal["approved", "changes_requested", "commented", "dismissed", "pending"]

Comparison = Literal["compared", "commit_gone", "too_long", "too_many", "other_base"]
"""What is known of the change a review was given on: it was compared with the one of today; GitHub
knows its commit no longer; it is longer than GitHub's comparisons; there are more such commits
than are compared; or the pull request targeted another branch then, and what it changed there was
not seen or is forgotten.
"""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the pull request; `authors` includes co-authors named by trailers.

    `is_clean_merge`: it is known to hold what git makes of its parents by itself, and nothing of
    anybody's own; False as well where that is not known.
    """

    oid: str
    message: str
    authors: tuple[Person, ...]
    committer: Person | None = None
    is_clean_merge: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """One submitted review.

    `commit_oid` is None when GitHub no longer knows the commit. `unchanged_paths` are the changed
    paths whose change (kind, old path, content) is the one that was listed at `commit_oid`, or what
    a clean merge makes of it; None means every path (the review is on this head), the empty set
    that nothing is known to be so. `comparison` says how that came about.
    """

    author: Person | None
    state: ReviewState
    commit_oid: str | None
    submitted_at: datetime | None
    author_can_push: bool
    unchanged_paths: frozenset[str] | None = None
    comparison: Comparison = "compared"

    def still_covers(self, path: str) -> bool:
        """True when `path` changes as it did when the review was given."""
        return self.unchanged_paths is None or path in self.unchanged_paths


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """At `at` (UTC) the review of `reviewer` (a login, or `organization/slug` of a team) was asked
    for, or with `withdrawn` no longer.
    """

    reviewer: str
    at: datetime
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request as it stands.

    `number` is 0 for the branch of a local clone. `files` is sorted by path; `files_complete` is
    False when GitHub's limit of 3,000 files cut the list (`changed_files` has the true count).
    `reviews` is in time order and None where reviews cannot be known (a local clone); of a great
    many, only each person's last opinion. `reviews_complete` and `commits_complete` are False when
    there are opinions, or commits and authors of them, that could not be read.
    `review_requests` tells the story of the requests, in time order, the latest hundred at most.
    `opened_at` and `ready_at` (when it last ceased to be a draft; the same where it never was one)
    are in UTC and None where they are not known.
    `labels` likewise None in a local clone. `head_repository_url` is the web address of the
    repository that holds the head branch, without trailing slash; "" when it was deleted or in a
    local clone.
    """

    number: int
    title: str
    body: str
    author: Person | None
    is_draft: bool
    base_name: str
    base_oid: str
    head_name: str
    head_oid: str
    from_fork: bool
    files: tuple[ChangedFile, ...]
    changed_files: int
    commits: tuple[Commit, ...]
    labels: tuple[str, ...] | None
    reviews: tuple[Review, ...] | None
    requested_reviewers: tuple[str, ...] = ()
    head_repository_url: str = ""
    reviews_complete: bool = True
    commits_complete: bool = True
    review_requests: tuple[ReviewRequest, ...] = ()
    opened_at: datetime | None = None
    ready_at: datetime | None = None

    @property
    def files_complete(self) -> bool:
        """False when `files` is only a part of what the pull request changes."""
        return len(self.files) >= self.changed_files

    def has_label(self, name: str) -> bool:
        """Label names compare case-insensitively, as on GitHub."""
        return any(label.casefold() == name.casefold() for label in self.labels or ())
