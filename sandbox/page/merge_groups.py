"""The merge groups a pull request is in: trial merges that get checks of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.page.verdicts import Verdict, verdicts
from sandbox.pull_requests import PullRequest


@dataclass(frozen=True, slots=True)
class MergeGroup:
    """One trial merge: its commit, when it was made, and what was reported on it."""

    oid: str
    when: datetime
    verdicts: tuple[Verdict, ...]


def merge_groups(pull: PullRequest) -> tuple[MergeGroup, ...]:
    """Those of `pull`, oldest first; GitHub keeps each on a branch of its own."""
    prefix = f"gh-readonly-queue/{pull.base_name}/pr-{pull.number}-"
    oids = (oid for name, oid in pull.repository.git.branches().items() if name.startswith(prefix))
    return tuple(sorted((_group(pull, oid) for oid in oids), key=lambda group: group.when))


def _group(pull: PullRequest, oid: str) -> MergeGroup:
    commit = pull.repository.git.commit_at(oid)
    when = datetime.fromtimestamp(commit.commit_time, UTC)
    return MergeGroup(oid, when, verdicts(pull.repository, oid))
