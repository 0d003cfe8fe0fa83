"""Who is told of a blocker: the rungs of the ladder that it reached and that were not told before.

People are mentioned for a rung once. What the audit before knew stands in its issue, with the
ladder of then, so that a rung which the policy got since is told of what is past it already, and
one that was merely moved is not told again. Where it is no longer to be read, nobody is mentioned,
as all may have been told already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rituals.parts.blockers_audit.blockers import Blocker
from rituals.parts.blockers_audit.ladder import OWNER, Rung, is_mentionable, told_after
from rituals.parts.blockers_audit.remembered import Ladder, Remembered


@dataclass(frozen=True, slots=True)
class Call:
    """What one account or team (without @) is told: the blockers, the longest blocked first.

    `to` is "" for those whom nobody owns: there is nobody to tell.
    """

    to: str
    blockers: tuple[Blocker, ...]


def rung_of(days: int | None, rungs: Sequence[Rung]) -> int:
    """How many rungs are reached after `days`; `rungs` from the lowest to the highest."""
    return sum(1 for rung in rungs if days is not None and rung.after_days <= days)


def calls(
    blockers: Sequence[Blocker], rungs: Sequence[Rung], before: Remembered | None
) -> tuple[Call, ...]:
    """Whom to mention now, in the order of their longest blocker. `before` is empty at the first
    audit, and None when it can no longer be read.
    """
    if before is None:
        return ()
    told: dict[str, dict[str, Blocker]] = {}
    names: dict[str, str] = {}
    for blocker in blockers:
        for name in _newly_told(blocker, rungs, before):
            names.setdefault(name.casefold(), name)
            told.setdefault(name.casefold(), {})[blocker.reference] = blocker
    return tuple(Call(names[key], tuple(some.values())) for key, some in told.items())


def _newly_told(blocker: Blocker, rungs: Sequence[Rung], before: Remembered) -> list[str]:
    ladder = told_after(rungs)
    seen = before.blockers.get(blocker.reference)
    then = ladder if before.ladder is None else before.ladder
    told = _reached(then, seen.days if seen else None)
    names: list[str] = []
    for name, times in _reached(ladder, blocker.days).items():
        if times > told[name]:
            names += _owners(blocker) if name == OWNER else [name]
    return names


def _reached(ladder: Ladder, days: int | None) -> Counter[str]:
    """By how many rungs each is told after so many days."""
    return Counter(name for after_days, name in ladder if after_days <= (days or 0))


def _owners(blocker: Blocker) -> list[str]:
    """[""] without any."""
    return [login for login in blocker.owners if is_mentionable(login)] or [""]
