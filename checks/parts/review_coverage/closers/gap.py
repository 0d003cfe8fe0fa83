"""The gap as a search reads it: what is needed, and which kinds of people could give it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checks.parts.review_coverage.closers.fewest_needs import Kind, Need, bits
from checks.parts.review_coverage.closers.pool import Pool
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group

_MOST_OF_A_KIND = 100

_Choices = tuple[tuple[str, int], ...]
"""A role, "" for none, and the needs (a bit each) that somebody in it would serve."""


@dataclass(frozen=True, slots=True)
class Wanting:
    """`short_by` people more have to meet `demand` for the group at `place`."""

    place: int
    demand: Demand
    short_by: int


@dataclass(frozen=True, slots=True)
class Gap:
    """`needs` are merged from what the groups want; `demands` has those behind each need.

    `people` has the logins of each kind, best first; `roles` what each of its choices stands for.
    """

    needs: tuple[Need, ...]
    demands: tuple[Demand, ...]
    approvers: tuple[frozenset[str], ...]
    kinds: tuple[Kind, ...]
    people: tuple[tuple[str, ...], ...]
    roles: tuple[tuple[str, ...], ...]


def gap_of(
    coverage: Coverage, wanting: Sequence[Wanting], pool: Pool, fixed: Mapping[str, str]
) -> Gap:
    """The gap that `wanting` leaves. `fixed` are the roles of people who cannot choose another."""
    parts: dict[tuple[object, ...], int] = defaultdict(int)
    behind: dict[tuple[object, ...], tuple[Demand, frozenset[str]]] = {}
    for one in wanting:
        demand, group = one.demand, coverage.groups[one.place]
        already = _already(demand, group)
        role = "" if coverage.one_person_many_roles else demand.role
        key = (demand.able, demand.permission, role, already, one.short_by)
        parts[key] |= 1 << one.place
        behind.setdefault(key, (demand, already))
    needs = tuple(
        Need(short, members) for (*_, short), members in parts.items() if isinstance(short, int)
    )
    demands = tuple(demand for demand, _ in behind.values())
    approvers = tuple(already for _, already in behind.values())
    roles = tuple("" if coverage.one_person_many_roles else demand.role for demand in demands)
    choices = _choices(_able(demands, pool), approvers, roles, fixed)
    return _sorted_into_kinds(needs, demands, approvers, choices, pool)


def _already(demand: Demand, group: Group) -> frozenset[str]:
    """Those who cover the group already, and would change nothing by approving again."""
    if demand.able is None:
        return frozenset(group.approvers)
    return demand.able.intersection(group.approvers)


def _able(demands: Sequence[Demand], pool: Pool) -> list[set[str]]:
    """Who is here and could meet each of `demands`."""
    by_demand = {id(demand): pool.here(pool.able(demand)) for demand in _once(demands)}
    # Whoever may approve as an owner has write access, and so may approve as anybody.
    writers = {
        login
        for demand in _once(demands)
        if demand.able is not None and demand.permission in ("write", "maintain", "admin")
        for login in by_demand[id(demand)]
    }
    return [
        by_demand[id(demand)] | writers
        if demand.able is None and demand.permission == "write"
        else by_demand[id(demand)]
        for demand in demands
    ]


def _once(demands: Iterable[Demand]) -> list[Demand]:
    return list({id(demand): demand for demand in demands}.values())


def _choices(
    able: Sequence[set[str]],
    approvers: Sequence[frozenset[str]],
    roles: Sequence[str],
    fixed: Mapping[str, str],
) -> dict[str, _Choices]:
    """For each person the needs he or she would serve, by the role that is stood for."""
    plain: dict[str, int] = defaultdict(int)
    in_role: dict[str, dict[str, int]] = defaultdict(dict)
    for position, logins in enumerate(able):
        role, bit = roles[position], 1 << position
        for login in logins - approvers[position]:
            if not role:
                plain[login] |= bit
            elif fixed.get(login, role) == role:
                in_role[login][role] = in_role[login].get(role, 0) | bit
    choices: dict[str, _Choices] = {login: (("", mask),) for login, mask in plain.items()}
    for login, masks in in_role.items():
        besides = plain.get(login, 0)
        choices[login] = tuple((role, mask | besides) for role, mask in sorted(masks.items()))
    return choices


def _sorted_into_kinds(
    needs: tuple[Need, ...],
    demands: tuple[Demand, ...],
    approvers: tuple[frozenset[str], ...],
    choices: Mapping[str, _Choices],
    pool: Pool,
) -> Gap:
    alike: dict[_Choices, list[tuple[int, str]]] = defaultdict(list)
    for login, serves in choices.items():
        alike[serves].append((pool.cost(login), login))
    kinds, people, roles = [], [], []
    for serves, members in sorted(alike.items()):
        best = sorted(members)[:_MOST_OF_A_KIND]
        kinds.append(Kind(tuple(mask for _, mask in serves), tuple(cost for cost, _ in best)))
        people.append(tuple(login for _, login in best))
        roles.append(tuple(role for role, _ in serves))
    return Gap(needs, demands, approvers, tuple(kinds), tuple(people), tuple(roles))


class Weights:
    """How many files lie in the groups of a map."""

    def __init__(self, coverage: Coverage) -> None:
        self._files = [len(group.files) for group in coverage.groups]

    def __call__(self, parts: int) -> int:
        """In the groups at the places `parts` (a bit each) together."""
        return sum(map(self._files.__getitem__, bits(parts)))
