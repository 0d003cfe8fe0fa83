"""Check runs as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sandbox.check_runs import CheckRun
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository

Mark = Literal["failed", "waits", "advice", "skipped", "passed", "running"]

_MARKS: dict[str | None, Mark] = {
    "success": "passed",
    "action_required": "waits",
    "neutral": "advice",
    "skipped": "skipped",
    "cancelled": "skipped",
    "stale": "skipped",
}
_WORDS: dict[Mark, str] = {
    "failed": "failing",
    "waits": "waiting",
    "running": "running",
    "advice": "neutral",
    "passed": "successful",
    "skipped": "skipped",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check run with the mark that says how it ended."""

    run: CheckRun
    mark: Mark

    @property
    def word(self) -> str:
        return _WORDS[self.mark]

    @property
    def short_name(self) -> str:
        """The name without the App's prefix."""
        return self.run.name.rpartition("/")[2].replace("_", " ")

    @property
    def headline(self) -> str:
        return self.run.title or ("In progress" if self.mark == "running" else self.word)


def verdicts(repository: Repository, head_oid: str) -> tuple[Verdict, ...]:
    """The newest run of each name on this commit, those that need attention first."""
    runs = [run for s in repository.suites if s.head_oid == head_oid for run in s.latest]
    found = [Verdict(run, _mark(run)) for run in runs]
    order = list(_WORDS)
    return tuple(sorted(found, key=lambda v: (order.index(v.mark), v.run.name)))


def _mark(run: CheckRun) -> Mark:
    if run.status != "completed":
        return "running"
    return _MARKS.get(run.conclusion, "failed")


@dataclass(frozen=True, slots=True)
class Summary:
    """All verdicts of one pull request in a sentence; `mark` is that of the gravest."""

    mark: Mark
    headline: str
    counts: str


def summary(pull: PullRequest) -> Summary | None:
    """None as long as nobody has reported anything."""
    found = verdicts(pull.repository, pull.head_oid)
    if not found:
        return None
    marks = [verdict.mark for verdict in found]
    counts = ", ".join(f"{marks.count(m)} {word}" for m, word in _WORDS.items() if m in marks)
    if "failed" in marks:
        headline = "Some checks were not successful"
    elif "waits" in marks:
        headline = "Some checks are waiting for something to be done"
    elif "running" in marks:
        headline = "Some checks have not completed yet"
    else:
        headline = "All checks have passed"
    noun = "check" if len(found) == 1 else "checks"
    return Summary(marks[0], headline, f"{counts} {noun}")
