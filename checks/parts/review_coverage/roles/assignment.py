"""Review coverage: who stands for which role, so that the most files are covered.

Each person stands for one role. That is solved by a search over all ways to share out the roles;
where there are too many, the best one found by then is taken, which never counts a person twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from checks.parts.review_coverage.roles.needs import Case, RoleNeed
from checks.parts.review_coverage.roles.search import RoleSearch

MOST_STEPS: Final = 400_000
"""How often a need may be looked at: about a twentieth of a second."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """`role_of` has everybody who could stand for a role; `is_exact`: none is better."""

    role_of: Mapping[str, str]
    is_exact: bool


def assign_roles(cases: Sequence[Case], most_steps: int = MOST_STEPS) -> Assignment:
    """The roles with which the weight of fulfilled cases is greatest; among those the ones that
    leave least, by weight, to people whom nobody can stand in for; then those that leave least to
    anybody. The order of `cases` and of their needs does not matter.
    """
    options: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for need in case.needs:
            for person in need.people:
                options[person].add(need.role)
    role_of = {person: min(roles) for person, roles in options.items()}
    free = frozenset(person for person, roles in options.items() if len(roles) > 1)
    is_exact = True
    for part in _parts(_merged(cases), free):
        search = RoleSearch(part, free, most_steps)
        role_of |= search.run()
        most_steps = search.steps_left
        is_exact &= search.is_exact
    return Assignment(role_of, is_exact)


def _merged(cases: Sequence[Case]) -> list[Case]:
    """One case for all with the same needs, in an order that does not depend on theirs."""
    weights: dict[tuple[tuple[RoleNeed, ...], bool], int] = defaultdict(int)
    for case in cases:
        needs = tuple(sorted(set(case.needs), key=lambda need: need.order))
        weights[needs, case.counts] += case.weight
    merged = [Case(needs, weight, counts) for (needs, counts), weight in weights.items()]
    return sorted(merged, key=lambda case: ([n.order for n in case.needs], case.counts))


def _parts(cases: Sequence[Case], free: frozenset[str]) -> Iterator[list[Case]]:
    """The cases that nobody who is free to choose connects, apart; without those where nobody is
    free.
    """
    parts: list[tuple[set[str], list[Case]]] = []
    for case in cases:
        people = {person for need in case.needs for person in need.people & free}
        if not people:
            continue
        connected = [part for part in parts if not people.isdisjoint(part[0])]
        parts = [part for part in parts if people.isdisjoint(part[0])]
        together = [one for _, some in connected for one in some]
        parts.append((people.union(*(part[0] for part in connected)), [*together, case]))
    return (part for _, part in parts)
