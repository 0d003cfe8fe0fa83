"""A short text that changes whenever something on the pages would look different."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2s

from sandbox.issues import Issue
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository


def pulse(repository: Repository) -> str:
    """Cheap to take every second or two: it never looks at git."""
    digest = blake2s(digest_size=8)
    for part in _parts(repository):
        digest.update(repr(part).encode())
    return digest.hexdigest()


def _parts(repository: Repository) -> Iterator[object]:
    for issue in repository.numbered.values():
        yield from _issue_parts(issue)
    for suite in repository.suites:
        for run in suite.runs:
            yield run.id, run.status, run.conclusion, run.title, run.completed_at
            yield run.summary, len(run.annotations)


def _issue_parts(issue: Issue) -> Iterator[object]:
    yield issue.number, issue.state, issue.title, issue.body
    yield [label.name for label in issue.labels]
    yield [account.login for account in issue.assignees]
    yield [(comment.id, comment.body, comment.minimized_reason) for comment in issue.comments]
    if isinstance(issue, PullRequest):
        yield issue.head_oid, issue.is_draft, issue.merged_at
        yield [(review.id, review.state) for review in issue.reviews]
