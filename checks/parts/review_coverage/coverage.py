"""Review coverage: which changed files are covered by whose approval, and what the others lack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from checks.parts.review_coverage.alike_files import AlikeFiles, alike_files
from checks.parts.review_coverage.approver_bits import ApproverBits
from checks.parts.review_coverage.coverage_map import Coverage, Group, Lack
from checks.parts.review_coverage.demands import Demands
from checks.parts.review_coverage.people.reviewers import (
    NO_WRITE_ACCESS,
    Disregarded,
    Standing,
    approvals_by_login,
    login_of,
    standing,
)
from checks.parts.review_coverage.roles.assignment import Assignment, assign_roles
from checks.parts.review_coverage.roles.needs import Case, RoleNeed
from checks.parts.review_coverage.rules import CoverageRules
from snapshot.facts import Snapshot


def coverage_of(snapshot: Snapshot, rules: CoverageRules) -> Coverage:
    """The map of a pull request whose reviews are known."""
    reviews = standing(snapshot, rules)
    approvals = dict(approvals_by_login(reviews))
    people = ApproverBits(tuple(approvals))
    demands = Demands(snapshot, tuple(approvals.items()), reviews.contributors, rules.approvals)
    alike = alike_files(snapshot, demands, approvals, people)
    roles = Assignment({}, True) if rules.one_person_many_roles else _share_out(alike, people)
    standing_for = _standing_for(alike, roles, people)
    groups = [_judged(one, standing_for, people) for one in alike]
    return Coverage(
        groups=tuple(sorted(groups, key=lambda g: (g.is_covered, g.files[0].path))),
        reviews=_without_idle(reviews, groups),
        signed={role: people.logins(bits) for role, bits in standing_for.items() if bits},
        is_exact=roles.is_exact,
        one_person_many_roles=rules.one_person_many_roles,
    )


def _share_out(alike: Sequence[AlikeFiles], people: ApproverBits) -> Assignment:
    """Who stands for which role."""
    return assign_roles([_case(one, people) for one in alike if any(d.role for d in one.demands)])


def _case(one: AlikeFiles, people: ApproverBits) -> Case:
    needs = []
    others_met = True
    for demand, bits in one.each:
        if demand.role:
            given = frozenset(people.logins(bits))
            others = demand.needed if demand.able is None else len(demand.able - given)
            needs.append(RoleNeed(demand.role, given, demand.needed, min(others, demand.needed)))
        else:
            others_met &= bits.bit_count() >= demand.needed
    return Case(tuple(needs), len(one.files), others_met)


def _standing_for(
    alike: Sequence[AlikeFiles], roles: Assignment, people: ApproverBits
) -> dict[str, int]:
    """Who stands for each role that is asked for, of those whose approval counts for it."""
    able: dict[str, int] = {}
    for one in alike:
        for demand, given in one.each:
            if demand.role:
                able[demand.role] = able.get(demand.role, 0) | given
    return {role: bits & ~_others(role, roles, people) for role, bits in sorted(able.items())}


def _others(role: str, roles: Assignment, people: ApproverBits) -> int:
    """Those who stand for another role than `role`."""
    return people.bits(login for login, its in roles.role_of.items() if its != role)


def _judged(one: AlikeFiles, standing_for: Mapping[str, int], people: ApproverBits) -> Group:
    lacks = []
    for demand, given in one.each:
        counted = given & standing_for[demand.role] if demand.role else given
        if counted.bit_count() < demand.needed:
            lacks.append(Lack(demand, demand.needed - counted.bit_count()))
    return Group(
        files=one.files,
        demands=one.demands,
        approvers=people.logins(reduce(or_, one.given)),
        outdated=people.logins(one.outdated),
        lacks=tuple(lacks),
    )


def _without_idle(reviews: Standing, groups: Iterable[Group]) -> Standing:
    """`reviews`, with approvals of people without write access that count for nothing put aside."""
    named = {login for group in groups for login in (*group.approvers, *group.outdated)}
    idle = [review for review in reviews.limited if login_of(review) not in named]
    return replace(
        reviews,
        limited=tuple(review for review in reviews.limited if login_of(review) in named),
        disregarded=(*reviews.disregarded, *(Disregarded(r, NO_WRITE_ACCESS) for r in idle)),
    )
