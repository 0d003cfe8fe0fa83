"""What turns of the sweep's making cost, and that it stays within the budget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from github_app.catching_up.sweep_budget import Reserved, SweepBudget
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.inbox import Turn

# A cold evaluation takes five requests, and often a token.
_EVALUATION = 6
_FILES_A_REQUEST = 100


def evaluation_cost(changed_files: int) -> int:
    """How many requests a pull request with so many changed files is likely to take at most."""
    return _EVALUATION + changed_files // _FILES_A_REQUEST


def budget_of(desk: Desk, installation_id: int) -> SweepBudget:
    return SweepBudget(desk.redis, installation_id, desk.settings.sweep_requests)


@contextmanager
def settled(turn: Turn, desk: Desk, github: GitHub) -> Iterator[None]:
    """Has a turn that the sweep asked for pay what it took, by the count of `github`.

    Where somebody touched the same pull request meanwhile, the turn is theirs and costs the sweep
    nothing. A turn that failed pays, and keeps what was set aside for the next attempt.
    """
    reserved = [found for d in turn.deliveries if (found := Reserved.parse(d))]
    if not reserved:
        yield
        return
    budget = budget_of(desk, turn.subject.installation_id)
    try:
        yield
    except BaseException:
        pay(desk, turn.subject.installation_id, _spent(turn, github))
        raise
    spent = _spent(turn, github)
    for each in reserved[1:]:
        budget.settle(each, 0)
    budget.settle(reserved[0], spent)
    desk.tally.count("plumbline_sweep_requests_total", spent)


def pay(desk: Desk, installation_id: int, requests: int) -> None:
    """For requests that nothing was set aside for."""
    budget_of(desk, installation_id).note(requests)
    desk.tally.count("plumbline_sweep_requests_total", requests)


def _spent(turn: Turn, github: GitHub) -> int:
    return github.ledger.total if turn.prompt.background else 0
