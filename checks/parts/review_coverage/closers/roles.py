"""Who of those that approved could stand for another role, if that helped to close the gap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from checks.parts.review_coverage.closers.gap import Wanting
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group

_MOST_WAYS = 32


def lacking(coverage: Coverage) -> list[Wanting]:
    """What the groups want as the roles are shared out now."""
    return [
        Wanting(place, lack.demand, lack.short_by)
        for place, group in enumerate(coverage.groups)
        for lack in group.lacks
    ]


def ways(coverage: Coverage) -> tuple[list[Mapping[str, str]], bool]:
    """The ways to share out roles among those who approved and have a choice; the second value is
    False where there are too many, and the one of now has to do.
    """
    if coverage.one_person_many_roles or not any(
        lack.demand.role for group in coverage.uncovered for lack in group.lacks
    ):
        return [{}], True
    options = _options(coverage)
    free = {login: sorted(roles) for login, roles in options.items() if len(roles) > 1}
    if prod(map(len, free.values())) > _MOST_WAYS:
        return [_as_signed(coverage, free)], False
    return [dict(zip(free, roles, strict=True)) for roles in product(*free.values())], True


def wanting(coverage: Coverage, roles: Mapping[str, str]) -> list[Wanting]:
    """What the groups would want if the people in `roles` stood for those roles."""
    if not roles:
        return lacking(coverage)
    found = [one for one in lacking(coverage) if not one.demand.role]
    for place, group in enumerate(coverage.groups):
        for demand in group.demands:
            if demand.role:
                giving = demand.given.intersection(group.approvers)
                met = sum(roles.get(login, demand.role) == demand.role for login in giving)
                if met < demand.needed:
                    found.append(Wanting(place, demand, demand.needed - met))
    return found


def _options(coverage: Coverage) -> dict[str, set[str]]:
    """The roles that each of those who approved could stand for."""
    options: dict[str, set[str]] = defaultdict(set)
    for demand in _demands(coverage.groups):
        if demand.role:
            for login in demand.given:
                options[login].add(demand.role)
    return dict(sorted(options.items()))


def _demands(groups: Sequence[Group]) -> Iterator[Demand]:
    return iter({id(one): one for group in groups for one in group.demands}.values())


def _as_signed(coverage: Coverage, free: Mapping[str, Sequence[str]]) -> dict[str, str]:
    signed = {login: role for role, some in coverage.signed.items() for login in some}
    return {login: signed[login] for login in free if login in signed}
