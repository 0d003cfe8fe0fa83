"""Review coverage: which changed files are covered by whose approval, and what the others lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from checks.parts.coverage_map import Coverage, Demand, Group, Lack
from checks.parts.coverage_rules import CoverageRules
from checks.parts.demands import Demands, lines_for
from checks.parts.reviewers import (
    NO_WRITE_ACCESS,
    Disregarded,
    Standing,
    approvals_by_login,
    login_of,
    standing,
)
from checks.parts.role_assignment import Assignment, assign_roles
from checks.parts.role_needs import Case, RoleNeed
from snapshot.area import AreaIndex
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import parse
from snapshot.facts import Snapshot
from snapshot.pull_request import Review


@dataclass(frozen=True, slots=True)
class _Alike:
    """Files with the same demands that the same approvals cover; roles are not shared out yet.

    `given` has for each of `demands` those whose approval counts for it and covers these files,
    `outdated` those whose approval would count, did it not cover an earlier state of them.
    """

    files: tuple[ChangedFile, ...]
    demands: tuple[Demand, ...]
    given: tuple[frozenset[str], ...]
    outdated: frozenset[str]

    @property
    def each(self) -> Iterator[tuple[Demand, frozenset[str]]]:
        """Every demand, and those whose approval counts for it."""
        return zip(self.demands, self.given, strict=True)


def coverage_of(snapshot: Snapshot, rules: CoverageRules) -> Coverage:
    """The map of a pull request whose reviews are known."""
    reviews = standing(snapshot, rules)
    approvals = tuple(approvals_by_login(reviews))
    demands = Demands(snapshot, approvals, reviews.contributors, rules.approvals)
    alike = _grouped(snapshot, demands, approvals)
    roles = Assignment({}, True) if rules.one_person_many_roles else _share_out(alike)
    groups = [_judged(one, roles.role_of) for one in alike]
    return Coverage(
        groups=tuple(sorted(groups, key=lambda g: (g.is_covered, g.files[0].path))),
        reviews=_without_idle(reviews, groups),
        signed=_signed(alike, roles.role_of),
        is_exact=roles.is_exact,
        one_person_many_roles=rules.one_person_many_roles,
    )


def _grouped(
    snapshot: Snapshot, demands: Demands, approvals: Sequence[tuple[str, Review]]
) -> list[_Alike]:
    files = snapshot.pull_request.files
    codeowners = parse(snapshot.codeowners.text) if snapshot.codeowners else None
    areas = AreaIndex(snapshot.customs.areas)
    alike: dict[tuple[tuple[Demand, ...], frozenset[str]], list[ChangedFile]] = defaultdict(list)
    for file, lines, current in zip(
        files, lines_for(codeowners, files), _current(files, approvals), strict=True
    ):
        of_file = demands.of(lines, (area for path in file.paths for area in areas.areas_of(path)))
        alike[of_file, current].append(file)
    return [_alike(tuple(files), of_files, current) for (of_files, current), files in alike.items()]


def _alike(
    files: tuple[ChangedFile, ...], demands: tuple[Demand, ...], current: frozenset[str]
) -> _Alike:
    given = tuple(demand.given & current for demand in demands)
    ever = frozenset().union(*(demand.given for demand in demands))
    return _Alike(files, demands, given, ever - current)


def _current(
    files: Sequence[ChangedFile], approvals: Sequence[tuple[str, Review]]
) -> Iterator[frozenset[str]]:
    """Whose approval covers each of `files`; files with the same answer share one object."""
    sets: dict[tuple[str, ...], frozenset[str]] = {}
    on_head = tuple(login for login, review in approvals if review.unchanged_paths is None)
    earlier = [(login, review.unchanged_paths) for login, review in approvals]
    older = [(login, paths) for login, paths in earlier if paths is not None]
    for file in files:
        path = file.path
        key = (*on_head, *(login for login, paths in older if path in paths))
        yield sets.setdefault(key, frozenset(key))


def _share_out(alike: Sequence[_Alike]) -> Assignment:
    """Who stands for which role."""
    return assign_roles([_case(one) for one in alike if any(d.role for d in one.demands)])


def _case(one: _Alike) -> Case:
    needs = tuple(_need(demand, given) for demand, given in one.each if demand.role)
    others_met = all(len(given) >= demand.needed for demand, given in one.each if not demand.role)
    return Case(needs, len(one.files), others_met)


def _need(demand: Demand, given: frozenset[str]) -> RoleNeed:
    others = demand.needed if demand.able is None else len(demand.able - given)
    return RoleNeed(demand.role, given, demand.needed, min(others, demand.needed))


def _judged(one: _Alike, role_of: Mapping[str, str]) -> Group:
    lacks = []
    for demand, given in one.each:
        standing = len(_standing_for(demand, given, role_of))
        if standing < demand.needed:
            lacks.append(Lack(demand, demand.needed - standing))
    return Group(
        files=one.files,
        demands=one.demands,
        approvers=tuple(sorted(frozenset().union(*one.given))),
        outdated=tuple(sorted(one.outdated)),
        lacks=tuple(lacks),
    )


def _standing_for(
    demand: Demand, given: frozenset[str], role_of: Mapping[str, str]
) -> Collection[str]:
    """Those of `given` who stand for the role that `demand` asks for."""
    if not demand.role:
        return given
    return [login for login in given if role_of.get(login, demand.role) == demand.role]


def _signed(alike: Iterable[_Alike], role_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    signed: dict[str, set[str]] = {}
    for one in alike:
        for demand, given in one.each:
            if demand.role:
                found = _standing_for(demand, given, role_of)
                signed.setdefault(demand.role, set()).update(found)
    return {role: tuple(sorted(people)) for role, people in sorted(signed.items()) if people}


def _without_idle(reviews: Standing, groups: Iterable[Group]) -> Standing:
    """`reviews`, with approvals of people without write access that count for nothing put aside."""
    named = {login for group in groups for login in (*group.approvers, *group.outdated)}
    idle = [review for review in reviews.limited if login_of(review) not in named]
    return replace(
        reviews,
        limited=tuple(review for review in reviews.limited if login_of(review) in named),
        disregarded=(*reviews.disregarded, *(Disregarded(r, NO_WRITE_ACCESS) for r in idle)),
    )
