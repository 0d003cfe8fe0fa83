"""What `plumbline check` found out, ready for any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checks.engine.report import BLOCKING, Conclusion, Report
from checks.engine.runner import Outcome
from checks.engine.verdict import Errored, NotApplicable
from config.policy import Problem
from snapshot.facts import Snapshot

Result = Literal["clean", "findings", "blocking", "broken"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`outcomes` and `reports` go in pairs, one for each check that is not off.

    `policy_source` says in plain text where the rules come from. `edited_policy` has the problems
    of the policy file at the head: none when it is valid, None when the branch leaves it alone.
    """

    snapshot: Snapshot
    policy_source: str
    outcomes: tuple[Outcome, ...]
    reports: tuple[Report, ...]
    edited_policy: tuple[Problem, ...] | None = None

    @property
    def pairs(self) -> Sequence[tuple[Outcome, Report]]:
        return tuple(zip(self.outcomes, self.reports, strict=True))

    @property
    def result(self) -> Result:
        """The worst of all: a broken check, then a blocking one, then one with findings."""
        if any(isinstance(outcome.verdict, Errored) for outcome in self.outcomes):
            return "broken"
        conclusions = {report.conclusion for report in self.reports}
        if conclusions & BLOCKING or self.edited_policy:
            return "blocking"
        return "findings" if "neutral" in conclusions else "clean"

    def count(self, conclusion: Conclusion) -> int:
        return sum(report.conclusion == conclusion for report in self.reports)

    @property
    def needing_github(self) -> int:
        """How many of the skipped checks may apply on GitHub."""
        verdicts = (outcome.verdict for outcome in self.outcomes)
        return sum(isinstance(v, NotApplicable) and v.needs_github for v in verdicts)
