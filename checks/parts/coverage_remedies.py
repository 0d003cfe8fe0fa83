"""Review coverage: whom to ask next, or what to change when there is nobody to ask."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.words import code, listing
from checks.parts.coverage_map import Coverage, Demand, Group, Lack
from checks.parts.demand_words import names, stands_elsewhere, subject


def remedy(groups: Sequence[Group], coverage: Coverage, requested: Sequence[str]) -> str:
    """What to do for `groups`, which lack the same. `requested` are logins and team names whose
    review is already requested.
    """
    group = groups[0]
    impossible = [lack for lack in group.lacks if not _is_possible(lack, group)]
    if impossible:
        files = sum(len(one.files) for one in groups)
        return " ".join(
            dict.fromkeys(_one_more(lack, files, group, coverage) for lack in impossible)
        )
    named = [lack.demand for lack in group.lacks if lack.demand.names]
    open_to_many = [lack.demand for lack in group.lacks if not lack.demand.names]
    unasked = [demand for demand in named if not _asked(demand, requested)]
    if unasked:
        return f"Request a review of {listing([names(demand) for demand in unasked], 3)}."
    if named:
        asked = dict.fromkeys(name for demand in named for name in _asked(demand, requested))
        shown = listing([code(f"@{name.lstrip('@')}") for name in asked], 3)
        return f"A review of {shown} is already requested and only has to be given."
    area = next((demand for demand in open_to_many if demand.kind == "area"), None)
    access = area.permission if area else "write"
    return f"Request a review of somebody with {access} access who took no part in the change."


def only_waits(coverage: Coverage, requested: Sequence[str]) -> bool:
    """Whether everybody whose approval is missing is asked already."""
    lacks = {lack.demand for group in coverage.uncovered for lack in group.lacks}
    named = [demand for demand in lacks if demand.names]
    return bool(named) and all(_asked(demand, requested) for demand in named)


def _is_possible(lack: Lack, group: Group) -> bool:
    """Whether enough people are left who could give what is lacking."""
    able = lack.demand.able
    return able is None or len(able.difference(group.approvers)) >= lack.short_by


def _one_more(lack: Lack, files: int, group: Group, coverage: Coverage) -> str:
    demand = lack.demand
    if demand.kind == "owners":
        return (
            f"Name one more owner of {'this file' if files == 1 else 'these files'} in CODEOWNERS "
            f"on the base branch; {names(demand, 2)} cannot approve this change."
        )
    where = f"{code(f'areas.{demand.name}')} of the policy on the base branch"
    if taken := stands_elsewhere(group, demand, coverage):
        who = listing([code(login) for login in taken], 2)
        verb = "stands" if len(taken) == 1 else "stand"
        return f"Name one more person in {where}; {who} {verb} for another role already."
    return (
        f"Name one more person in {where}; there is nobody left of {names(demand, 2)} who can "
        f"approve for {subject(demand)}."
    )


def _asked(demand: Demand, requested: Sequence[str]) -> list[str]:
    """Those of `requested` (`ada`, `api`, `acme/api`) who could meet `demand`."""
    named = [f"/{name.lstrip('@').casefold()}" for name in demand.names]
    found = []
    for name in requested:
        key = name.lstrip("@").casefold()
        able = demand.able is None or key in demand.able
        if (able and demand.names) or any(written.endswith(f"/{key}") for written in named):
            found.append(name)
    return found
