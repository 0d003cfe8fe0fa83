"""Check suites, check runs and their annotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sandbox.app import App

if TYPE_CHECKING:
    from sandbox.repository import Repository

CheckStatus = Literal["queued", "in_progress", "completed"]
Conclusion = Literal[
    "success",
    "failure",
    "neutral",
    "cancelled",
    "skipped",
    "timed_out",
    "action_required",
    "stale",
    "startup_failure",
]
AnnotationLevel = Literal["notice", "warning", "failure"]

# The highest of these among a suite's runs is the suite's conclusion.
SEVERITY: tuple[Conclusion, ...] = (
    "failure",
    "startup_failure",
    "timed_out",
    "cancelled",
    "action_required",
    "stale",
    "success",
    "neutral",
    "skipped",
)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A remark on lines of a file at the head; lines count from 1."""

    path: str
    start_line: int
    end_line: int
    level: AnnotationLevel
    message: str
    title: str | None = None
    raw_details: str | None = None
    start_column: int | None = None
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button on a completed check run."""

    label: str
    description: str
    identifier: str


@dataclass(eq=False, slots=True)
class CheckRun:
    """One check run; annotations are only ever added."""

    id: int
    node_id: str
    suite: CheckSuite
    name: str
    status: CheckStatus
    started_at: datetime
    conclusion: Conclusion | None = None
    completed_at: datetime | None = None
    external_id: str = ""
    details_url: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    annotations: list[Annotation] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class CheckSuite:
    """All runs of one app on one commit, in the order they were created."""

    id: int
    node_id: str
    repository: Repository
    app: App
    head_oid: str
    head_branch: str | None
    created_at: datetime
    updated_at: datetime
    runs: list[CheckRun] = field(default_factory=list)
    requested_again: bool = False

    @property
    def latest(self) -> list[CheckRun]:
        """The newest run of each name, oldest first."""
        newest = {run.name: run for run in self.runs}
        return sorted(newest.values(), key=lambda run: run.id)

    @property
    def status(self) -> CheckStatus:
        if self.requested_again or not self.runs:
            return "queued"
        if all(run.status == "completed" for run in self.latest):
            return "completed"
        return "in_progress"

    @property
    def conclusion(self) -> Conclusion | None:
        if self.status != "completed":
            return None
        reached = {run.conclusion for run in self.latest}
        return next((conclusion for conclusion in SEVERITY if conclusion in reached), None)
