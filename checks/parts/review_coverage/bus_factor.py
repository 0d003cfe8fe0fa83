"""Signals: an area, or a line of CODEOWNERS, that one person or nobody can approve."""

from __future__ import annotations

from collections.abc import Iterator

from checks.parts.review_coverage.coverage_map import Coverage, Demand
from checks.parts.review_coverage.text.words import place_of
from snapshot.facts import Snapshot


def hardly_anybody(coverage: Coverage, snapshot: Snapshot) -> Iterator[str]:
    """A sentence for each such place that the pull request touches. Those who took part in this
    change count as well: it is about the place, not about this change.
    """
    demands = {demand for group in coverage.groups for demand in group.demands if demand.names}
    for demand in sorted(demands, key=lambda one: (one.kind, one.line or 0, one.name)):
        able = _able(demand, coverage, snapshot)
        if able is None or len(able) > 1:
            continue
        whom = "one person" if able else "nobody known"
        yield (
            f"{place_of(demand)}: {whom} can approve here"
            + ("; when that person is away, everything waits." if able else ".")
            + " Naming more people helps."
        )


def _able(demand: Demand, coverage: Coverage, snapshot: Snapshot) -> set[str] | None:
    """Everybody named who may approve; None when there is a team that cannot be read."""
    named: set[str] = set()
    identities = dict(snapshot.customs.identities)
    for name in demand.names:
        handle = name.lstrip("@").casefold()
        if "/" in handle and name.startswith("@"):
            team = snapshot.team(handle)
            if team is None or team.members is None:
                return None
            named |= team.members
        else:
            named.add(handle if name.startswith("@") else identities.get(handle, ""))
    took_part = named & coverage.reviews.contributors.keys()
    return {*(demand.able or ()), *(one for one in took_part if _may(one, demand, snapshot))}


def _may(login: str, demand: Demand, snapshot: Snapshot) -> bool:
    known = snapshot.colleague(login)
    return known is None or known.may(demand.permission) is not False
