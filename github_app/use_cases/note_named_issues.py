"""Leaves behind which issues the debt of a pull request names, for news of them."""

from __future__ import annotations

from checks.parts.debt_label.judgement import DebtBalance
from github_app.desk import Desk
from github_app.gateway.debt.kept import was_counted_since
from github_app.gateway.pull_requests.named_issues import issues_named
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.gateway.recall import Recall
from github_app.inbox import Turn
from github_app.remembered.naming_pulls import THE_BUDGET, NamingPulls
from github_app.use_cases.over_budget import COUNTED
from github_app.use_cases.read_on import once_more


def note_named_issues(turn: Turn, desk: Desk, reading: Reading, debt: DebtBalance | None) -> None:
    """One round trip to Redis, and one more where it rests on a budget; none where it names none
    and never did, and nobody counts debt. `debt` is what it takes. Marks the pull request once
    more where debt was counted anew since it was read.
    """
    repository_id, known = turn.subject.repository_id, reading.source.known
    issues = issues_named(reading.source.draft)
    # Even where nothing is counted yet, or Redis forgot: it will be.
    rests_on_budget = bool(debt and debt.taken and reading.in_force.policy.debt.budgets)
    if rests_on_budget:
        issues = (*issues, THE_BUDGET)
    # Where debt is counted, one that names no issue may have rested on the budget.
    if issues or not known.names_none or known.debt is not None:
        NamingPulls(desk.redis, repository_id).keep(reading.standing.number, issues)
    # Whoever counted between the reading and this note did not find it.
    if rests_on_budget and was_counted_since(Recall(desk.redis, repository_id), known.debt):
        once_more(turn, desk, reading, COUNTED)


def forget_named_issues(turn: Turn, desk: Desk) -> None:
    """Nothing is to be expected any more of a pull request that is not open."""
    NamingPulls(desk.redis, turn.subject.repository_id).keep(int(turn.subject.detail), ())
