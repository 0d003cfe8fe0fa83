"""An issue of the repository that a piece of debt names, as GitHub shows it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

IssueState = Literal["open", "closed", "missing"]


@dataclass(frozen=True, slots=True)
class NamedIssue:
    """`missing`: the repository has nothing of that number; it may have been deleted or moved.

    `owners` are logins or `organization/team`, `payback` the day by which it is to be paid back:
    its own, or its milestone's. A pull request may be named as well (`is_pull_request`). `source`
    is the pull request that took the debt, 0 where the issue does not say.
    """

    number: int
    state: IssueState
    owners: tuple[str, ...] = ()
    payback: date | None = None
    is_pull_request: bool = False
    source: int = 0


@dataclass(frozen=True, slots=True)
class DebtDeclaration:
    """`/debt reason`, as `author` (a login) wrote it below the pull request; `reason` may be ""."""

    author: str
    reason: str
