"""Mentoring: a learner looks along, as a second reviewer whose approval is never needed."""

from __future__ import annotations

from collections.abc import Iterator

from checks.parts.review_coverage.coverage_map import Coverage, Demand
from reviews.story import engaged, last_requests
from snapshot.area import Area
from snapshot.facts import Snapshot


def learner_for(coverage: Coverage, snapshot: Snapshot, asked: frozenset[str]) -> str | None:
    """The login (lower case) of the learner to ask; None where there is none, or one is asked.

    `asked` are the people and teams whose review is asked for, or is about to be: a learner joins
    only where that includes somebody of the area. Members of the area's `learners` teams have
    consented by joining. Those with the fewest open reviews come first, in turn from pull request
    to pull request.
    """
    areas = list(_areas_asked(coverage, snapshot, asked))
    # Who may approve in the area already learns no more.
    by_area = [_members(area, snapshot) - (demand.able or set()) for area, demand in areas]
    involved = asked | engaged(snapshot.pull_request) | last_requests(snapshot.pull_request).keys()
    if any(involved & members for members in by_area):
        return None
    contributors = coverage.reviews.contributors
    for members in by_area:
        free = [login for login in sorted(members) if login not in contributors]
        free = [login for login in free if _may_be_asked(snapshot, login)]
        if free:
            return _next(free, snapshot)
    return None


def learners(snapshot: Snapshot) -> frozenset[str]:
    """The logins (lower case) of all who learn in some area."""
    found = (_members(area, snapshot) for area in snapshot.customs.areas)
    return frozenset().union(*found)


def _areas_asked(
    coverage: Coverage, snapshot: Snapshot, asked: frozenset[str]
) -> Iterator[tuple[Area, Demand]]:
    """Areas that wait for a review which is asked for, with what they demand."""
    areas = {area.name: area for area in snapshot.customs.areas}
    seen = set()
    for group in coverage.uncovered:
        for demand in (lack.demand for lack in group.lacks):
            area = areas.get(demand.name) if demand.kind == "area" else None
            if area and area.name not in seen and _is_asked(demand, asked):
                seen.add(area.name)
                yield area, demand


def _is_asked(demand: Demand, asked: frozenset[str]) -> bool:
    names = {name.lstrip("@").casefold() for name in demand.names}
    able = asked if demand.able is None else demand.able
    return bool(asked & (able | names))


def _members(area: Area, snapshot: Snapshot) -> frozenset[str]:
    teams = [snapshot.team(handle) for handle in area.learners]
    return frozenset().union(*(team.members or () for team in teams if team))


def _may_be_asked(snapshot: Snapshot, login: str) -> bool:
    colleague = snapshot.colleague(login)
    has_no_access = colleague is not None and colleague.may("read") is False
    return snapshot.is_available(login) and not has_no_access


def _next(logins: list[str], snapshot: Snapshot) -> str:
    """The least loaded; of several, the one whose turn it is by the pull request's number."""
    load = {login: _load(snapshot, login) for login in logins}
    least = [login for login in logins if load[login] == min(load.values())]
    return least[snapshot.pull_request.number % len(least)]


def _load(snapshot: Snapshot, login: str) -> int:
    colleague = snapshot.colleague(login)
    return (colleague.open_reviews or 0) if colleague else 0
