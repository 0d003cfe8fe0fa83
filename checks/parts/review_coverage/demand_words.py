"""Review coverage: what is demanded and what is lacking, in words."""

from __future__ import annotations

from functools import lru_cache

from checks.engine.words import code, listing, plural
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group, Lack


def names(demand: Demand, most: int = 4) -> str:
    """Those who may give an approval as they are written, quoted; who else where none are named."""
    if demand.names:
        return _listed(demand.names, most)
    if demand.kind == "area" and demand.permission != "write":
        return f"anybody with {code(demand.permission)} permission"
    return "anybody"


@lru_cache(maxsize=4096)
def _listed(written: tuple[str, ...], most: int) -> str:
    """Remembered, as thousands of files may name the same few."""
    return listing([code(name, 100) for name in written], most, "or")


def lack_words(lack: Lack) -> str:
    """What is owed, or why nobody can give it; for anybody's approval see `missing`."""
    demand = lack.demand
    if demand.kind == "owners":
        return _owed("an owner's approval", "an owner", demand)
    what = plural(lack.short_by, "approval")
    might = f" with {code(demand.permission)} permission" if demand.permission != "write" else ""
    return _owed(
        f"{what} for {subject(demand)}",
        f"somebody{might} who answers for {subject(demand)}",
        demand,
    )


def subject(demand: Demand) -> str:
    """An area, with the role its approvals stand for: `security` in the area `payments`."""
    area = f"the area {code(demand.name)}"
    return f"{code(demand.role)} in {area}" if demand.role else area


def missing(group: Group) -> str:
    """What the files of `group` still need, as Markdown; "" when they are covered."""
    named = [lack for lack in group.lacks if lack.demand.kind != "anybody"]
    anybodys = sum(lack.short_by for lack in group.lacks if lack.demand.kind == "anybody")
    needs = [lack_words(lack) for lack in named]
    beyond = anybodys - sum(lack.short_by for lack in named)
    if beyond > 0:
        more = len(group.demands) > 1 or bool(group.approvers)
        needs.append(plural(beyond, "more approval" if more else "approval"))
    return " and ".join(needs)


def stands_elsewhere(group: Group, demand: Demand, coverage: Coverage) -> tuple[str, ...]:
    """Those whose approval would meet `demand`, did they not stand for another role; sorted."""
    if not demand.role:
        return ()
    able = demand.given & set(group.approvers)
    return tuple(sorted(able - set(coverage.signed.get(demand.role, ()))))


def _owed(what: str, whom: str, demand: Demand) -> str:
    if demand.able is None or demand.able:
        return f"{what} ({names(demand)})"
    if demand.unmatched:
        return f"{what}, but no account that may give it is known behind {names(demand)}"
    return f"the approval of {whom} who took no part in the change (not {names(demand)})"
