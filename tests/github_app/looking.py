"""What the clock and the workers do together, in the tests' own time."""

from __future__ import annotations

from github_app.catching_up.looks import Looks
from github_app.catching_up.sweep_budget import BudgetSpent
from github_app.clock import mark_due_looks
from github_app.desk import Desk
from github_app.subjects import Subject
from github_app.use_cases.attend import attend


def look(desk: Desk) -> None:
    """All installations are looked at now, and what they want of the sweep is marked."""
    Looks(desk.redis).look_at_all()
    mark_due_looks(desk)
    take_turns(desk, "sweep:")


def take_turns(desk: Desk, which: str = "", most: int = 1_000) -> list[str]:
    """Turns for all that waits and whose key begins so, until nothing is left but what waits for
    another hour's budget; their keys.
    """
    taken: list[str] = []
    put_off: set[str] = set()
    while waiting := [key for key in _waiting(desk, which) if key not in put_off]:
        assert len(taken) < most, f"There is no end to it: {taken[-5:]}"
        for key in waiting:
            desk.redis.delete(f"plumbline:pause:{key}")
            turn = desk.inbox.begin(Subject.parse(key))
            assert turn is not None, key
            try:
                attend(turn, desk)
            except BudgetSpent as failure:
                desk.inbox.defer(turn, failure.retry_after, failure.message, excused=True)
                put_off.add(key)
            else:
                desk.inbox.finish(turn)
                taken.append(key)
    return taken


def _waiting(desk: Desk, which: str) -> list[str]:
    prefix = "plumbline:events:"
    keys = desk.redis.keys(f"{prefix}{which}*")
    return sorted(key.decode().removeprefix(prefix) for key in keys)
