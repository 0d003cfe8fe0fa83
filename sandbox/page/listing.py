"""The list of pull requests, each with its size and its verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.page.verdicts import Verdict, verdicts
from sandbox.pull_requests import PullRequest


@dataclass(frozen=True, slots=True)
class Line:
    """One pull request in the list."""

    pull: PullRequest
    verdicts: tuple[Verdict, ...]
    files: int
    additions: int
    deletions: int


def lines(pulls: Sequence[PullRequest]) -> tuple[Line, ...]:
    return tuple(_line(pull) for pull in pulls)


def _line(pull: PullRequest) -> Line:
    files = pull.files
    return Line(
        pull,
        verdicts(pull.repository, pull.head_oid),
        len(files),
        sum(file.additions for file in files),
        sum(file.deletions for file in files),
    )
