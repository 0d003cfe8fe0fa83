"""A repository: git content, conversations, check suites and who may do what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sandbox.accounts import Account, Role, Team
from sandbox.check_runs import CheckSuite
from sandbox.git_store import GitStore
from sandbox.issues import Issue, Label, Milestone
from sandbox.protection import RequiredCheck, Ruleset
from sandbox.pull_requests import PullRequest


@dataclass(eq=False, slots=True)
class Repository:
    """One repository; `numbered` holds issues and pull requests, which share their numbers.

    `vanished` are the numbers of issues that were deleted or transferred; they are not given again.
    An `internal` one is private as well. `notice` is what somebody who looks at it should know
    first; `protections` are those of the older kind, by branch.
    """

    id: int
    node_id: str
    owner: Account
    name: str
    git: GitStore
    created_at: datetime
    description: str = ""
    default_branch: str = "main"
    private: bool = True
    internal: bool = False
    archived: bool = False
    has_issues: bool = True
    language: str | None = None
    parent: Repository | None = None
    pushed_at: datetime | None = None
    numbered: dict[int, Issue] = field(default_factory=dict)
    vanished: set[int] = field(default_factory=set)
    labels: list[Label] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    suites: list[CheckSuite] = field(default_factory=list)
    roles: dict[str, Role] = field(default_factory=dict)
    team_roles: dict[Team, Role] = field(default_factory=dict)
    rulesets: list[Ruleset] = field(default_factory=list)
    protections: dict[str, tuple[RequiredCheck, ...]] = field(default_factory=dict)
    notice: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.owner.login}/{self.name}"

    @property
    def visibility(self) -> str:
        """As REST spells it."""
        if self.internal:
            return "internal"
        return "private" if self.private else "public"

    @property
    def issues(self) -> list[Issue]:
        """Issues that are no pull requests, oldest first."""
        return [issue for issue in self.numbered.values() if not isinstance(issue, PullRequest)]

    @property
    def pulls(self) -> list[PullRequest]:
        """Pull requests, oldest first."""
        return [issue for issue in self.numbered.values() if isinstance(issue, PullRequest)]

    @property
    def open_pulls(self) -> list[PullRequest]:
        return [pull for pull in self.pulls if pull.state == "open"]

    def pull(self, number: int) -> PullRequest | None:
        found = self.numbered.get(number)
        return found if isinstance(found, PullRequest) else None

    def label(self, name: str) -> Label | None:
        wanted = name.casefold()
        return next((label for label in self.labels if label.name.casefold() == wanted), None)

    def next_number(self) -> int:
        return max((*self.numbered, *self.vanished), default=0) + 1
