"""Leaves behind which issues the debt of a pull request names, for news of them."""

from __future__ import annotations

from checks.parts.debt_label.judgement import DebtBalance
from github_app.desk import Desk
from github_app.gateway.pull_requests.named_issues import issues_named
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.remembered.naming_pulls import THE_BUDGET, NamingPulls


def note_named_issues(turn: Turn, desk: Desk, reading: Reading, debt: DebtBalance | None) -> None:
    """One round trip to Redis; none where it names none and never did. `debt` is what it takes."""
    issues = issues_named(reading.source.draft)
    standing = reading.snapshot.debt_standing
    if debt and debt.taken and standing and standing.has_budgets:
        issues = (*issues, THE_BUDGET)
    if issues or not reading.source.known.names_none:
        NamingPulls(desk.redis, turn.subject.repository_id).keep(reading.standing.number, issues)


def forget_named_issues(turn: Turn, desk: Desk) -> None:
    """Nothing is to be expected any more of a pull request that is not open."""
    NamingPulls(desk.redis, turn.subject.repository_id).keep(int(turn.subject.detail), ())
