"""What happened on an issue or pull request, in the order it happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

import pygit2

from sandbox.accounts import Account
from sandbox.issues import Comment, Issue
from sandbox.pull_requests import Moment, PullRequest, Review

EntryKind = Literal["commit", "review", "comment", "moment", "merged", "closed"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened; `what` is the commit, review, comment or moment it is about."""

    kind: EntryKind
    when: datetime
    author: Account | None
    what: pygit2.Commit | Review | Comment | Moment | None = None


def timeline(issue: Issue) -> tuple[Entry, ...]:
    """Everything after the description, oldest first."""
    return tuple(sorted(_entries(issue), key=lambda entry: entry.when))


def _entries(issue: Issue) -> Iterator[Entry]:
    if isinstance(issue, PullRequest):
        yield from (Entry("commit", _committed(c), None, c) for c in issue.commits)
        yield from (Entry("review", r.submitted_at, r.author, r) for r in issue.reviews)
        yield from (Entry("moment", m.at, m.actor, m) for m in issue.moments)
        if issue.merged_at:
            yield Entry("merged", issue.merged_at, issue.merged_by)
    yield from (Entry("comment", c.created_at, c.author, c) for c in issue.comments)
    if issue.closed_at and not (isinstance(issue, PullRequest) and issue.merged_at):
        yield Entry("closed", issue.closed_at, issue.closed_by)


def _committed(commit: pygit2.Commit) -> datetime:
    return datetime.fromtimestamp(commit.commit_time, UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one reviewer stands; `is_stale` when commits came after the review, `is_asked` when
    they are being waited for. `login` is `organisation/slug` for a team.
    """

    login: str
    state: str
    is_stale: bool
    is_asked: bool = False


def standings(pull: PullRequest) -> tuple[Standing, ...]:
    """The last opinion of each reviewer, and who was asked and has none yet."""
    latest: dict[str, Standing] = {}
    for review in pull.reviews:
        login = review.author.login if review.author else "ghost"
        if review.state in ("APPROVED", "CHANGES_REQUESTED", "DISMISSED") or login not in latest:
            latest[login] = Standing(login, review.state, review.commit_oid != pull.head_oid)
    teams = (f"{team.organization.login}/{team.slug}" for team in pull.requested_teams)
    for name in (*(account.login for account in pull.requested_people), *teams):
        known = latest.get(name, Standing(name, "REQUESTED", False))
        latest[name] = replace(known, is_asked=True)
    return tuple(latest.values())
