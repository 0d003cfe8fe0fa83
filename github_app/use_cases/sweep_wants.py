"""Puts pull requests on the sweep's list."""

from __future__ import annotations

from redis.client import Pipeline

from github_app.catching_up.sweep_list import SweepList, Wanted
from github_app.github_time import seconds_of
from github_app.use_cases.sweep_compare import Compared, Due
from github_app.use_cases.sweep_costs import evaluation_cost

# What is merely old comes after everything that is wrong.
_AGES_AGO = 1e10


def want_pulls(
    wanted: SweepList,
    repository_id: int,
    full_name: str,
    compared: Compared,
    at: float,
    pipe: Pipeline,
) -> None:
    """Adds to `pipe` all that are due, newest first."""
    for due in compared.due:
        pull = due.pull
        one = Wanted(
            repository_id=repository_id,
            full_name=full_name,
            number=pull.number,
            requests=evaluation_cost(pull.changed_files),
            reason=due.reason,
            seen=due.seen,
            at=at,
            head_oid=pull.head_oid,
            base_name=pull.base_name,
            changed_files=pull.changed_files,
        )
        wanted.add(one, _newness(due), pipe)


def _newness(due: Due) -> float:
    newness = seconds_of(due.pull.updated_at)
    return newness - _AGES_AGO if due.reason == "old" else newness
