"""Review coverage: whom to ask next, or what to change when there is nobody to ask."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.words import code, listing
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group, Lack
from checks.parts.review_coverage.demand_words import names, stands_elsewhere
from snapshot.facts import Snapshot

_ONE = "a review "


def remedy(groups: Sequence[Group], coverage: Coverage, snapshot: Snapshot) -> str:
    """What to do for `groups`, which lack the same."""
    group, requested = groups[0], snapshot.pull_request.requested_reviewers
    impossible = [lack for lack in group.lacks if not _is_possible(lack, group)]
    if impossible:
        files = sum(len(one.files) for one in groups)
        return " ".join(
            dict.fromkeys(_one_more(lack, files, group, coverage) for lack in impossible)
        )
    named = [lack for lack in group.lacks if lack.demand.names]
    unasked = [lack for lack in named if not _is_asked(lack, group, requested)]
    if unasked:
        first, *others = dict.fromkeys(_still_to_ask(lack, group, snapshot) for lack in unasked)
        if first.startswith(_ONE):
            others = [wanted.removeprefix(_ONE) for wanted in others]
        return f"Request {listing([first, *others], 3)}."
    if named:
        asked = dict.fromkeys(who for one in named for who in _asked(one.demand, group, requested))
        shown = listing([code(f"@{name.lstrip('@')}") for name in asked], 3)
        return f"A review of {shown} is already requested and only has to be given."
    area = next((lack.demand for lack in group.lacks if lack.demand.kind == "area"), None)
    access = area.permission if area else "write"
    return f"Request a review of somebody with {access} access who took no part in the change."


def only_waits(coverage: Coverage, requested: Sequence[str]) -> bool:
    """Whether everybody whose approval is missing is asked already."""
    named = [
        (lack, group) for group in coverage.uncovered for lack in group.lacks if lack.demand.names
    ]
    return (
        bool(named)
        and all(any(lack.demand.names for lack in group.lacks) for group in coverage.uncovered)
        and all(_is_asked(lack, group, requested) for lack, group in named)
    )


def _is_possible(lack: Lack, group: Group) -> bool:
    """Whether enough people are left who could give what is lacking."""
    able = lack.demand.able
    return able is None or len(able.difference(group.approvers)) >= lack.short_by


def _one_more(lack: Lack, files: int, group: Group, coverage: Coverage) -> str:
    """Where nobody at all can approve, what is lacking has said why already."""
    demand = lack.demand
    if demand.kind == "owners":
        whose = "this file" if files == 1 else "these files"
        return f"Name one more owner of {whose} in CODEOWNERS on the base branch."
    where = f"{code(f'areas.{demand.name}')} of the policy on the base branch"
    if taken := stands_elsewhere(group, demand, coverage):
        who = listing([code(login) for login in taken], 2)
        verb = "stands" if len(taken) == 1 else "stand"
        return f"Name one more person in {where}; {who} {verb} for another role already."
    who = f"; there is nobody left of {names(demand, 2)} who can approve" if demand.able else ""
    return f"Name one more person in {where}{who}."


def _is_asked(lack: Lack, group: Group, requested: Sequence[str]) -> bool:
    """Whether a team, or as many people as are missing, have been asked."""
    asked = _asked(lack.demand, group, requested)
    people = {name.lstrip("@").casefold() for name in asked}
    able = lack.demand.able or frozenset()
    return not people <= able or len(people) >= lack.short_by


def _asked(demand: Demand, group: Group, requested: Sequence[str]) -> list[str]:
    """Those of `requested` (`ada`, `api`, `acme/api`) who could still meet `demand`."""
    teams = [f"/{name.lstrip('@').casefold()}" for name in demand.names if "/" in name]
    able = (demand.able or frozenset()).difference(group.approvers)
    keys = {name: name.lstrip("@").casefold() for name in requested}
    return [
        name
        for name, key in keys.items()
        if key in able or any(team.endswith(f"/{key}") for team in teams)
    ]


def _still_to_ask(lack: Lack, group: Group, snapshot: Snapshot) -> str:
    """How many reviews, of those who are named and have neither been asked nor approved; of those
    who are there, where they are enough.
    """
    demand, requested = lack.demand, snapshot.pull_request.requested_reviewers
    many = lack.short_by - len(_asked(demand, group, requested))
    done = {name.lstrip("@").casefold() for name in requested} | set(group.approvers)
    left = [name for name in demand.names if name.lstrip("@").casefold() not in done]
    there = [name for name in left if "/" in name or snapshot.is_available(name.lstrip("@"))]
    has_team = any("/" in name for name in there)
    whom = there if has_team or len(there) >= many else left or demand.names
    is_everybody = len(whom) == many and not any("/" in name for name in whom)
    told = listing([code(name, 100) for name in whom], 4, "and" if is_everybody else "or")
    return f"{_ONE}of {told}" if many == 1 or is_everybody else f"{many} reviews of {told}"
