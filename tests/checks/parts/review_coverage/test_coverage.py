"""The map of a pull request: groups, demands and roles, held against their plain definition."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.coverage_map import Coverage
from checks.parts.review_coverage.rules import CoverageRules
from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.people import Colleague, Permission
from snapshot.pull_request import Review
from snapshot.review_customs import ReviewCustoms
from tests.builders import a_file, a_pull_request, a_review, a_snapshot, files

PATHS = ("src/a.py", "src/b.py", "docs/c.md", "sql/d.sql")
PEOPLE = ("grace", "linus", "barbara", "joan", "ken")


def covered(coverage: Coverage) -> frozenset[str]:
    return frozenset(f.path for group in coverage.groups if group.is_covered for f in group.files)


def mapped(
    *reviews: Review,
    areas: Sequence[Area] = (),
    paths: Sequence[str] = PATHS,
    codeowners: str | None = None,
    colleagues: Sequence[Colleague] = (),
    **rules: object,
) -> Coverage:
    snapshot = a_snapshot(
        a_pull_request(*files(*paths), reviews=reviews),
        codeowners=codeowners,
        customs=ReviewCustoms(areas=tuple(areas)),
        colleagues=colleagues,
    )
    return coverage_of(snapshot, CoverageRules(**rules))  # type: ignore[arg-type]


def an_area(name: str, *users: str, paths: Sequence[str] = ("src/",), **more: object) -> Area:
    return Area(name, tuple(paths), users=users, **more)  # type: ignore[arg-type]


SECURITY = an_area("login", "grace", "linus", role="security")
DESIGN = an_area("screens", "grace", "joan", role="design")


@dataclass(frozen=True)
class Asked:
    """A pull request of four files, its reviews and areas."""

    reviews: tuple[Review, ...]
    areas: tuple[Area, ...]
    approvals: int
    many_roles: bool

    def snapshot(self) -> Snapshot:
        pull_request = a_pull_request(*files(*PATHS), reviews=self.reviews)
        return a_snapshot(
            pull_request, codeowners="/src/ @grace @joan\n", customs=ReviewCustoms(self.areas)
        )

    def coverage(self) -> Coverage:
        rules = CoverageRules(approvals=self.approvals, one_person_many_roles=self.many_roles)
        return coverage_of(self.snapshot(), rules)


some_reviews = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.frozensets(st.sampled_from(PATHS))),
    max_size=5,
    unique_by=lambda review: review[0],
).map(lambda them: tuple(a_review(who, untouched_since=paths) for who, paths in them))
some_areas = st.lists(
    st.builds(
        Area,
        name=st.sampled_from("mnopq"),
        paths=st.frozensets(st.sampled_from(PATHS), min_size=1).map(lambda p: tuple(sorted(p))),
        users=st.frozensets(st.sampled_from(PEOPLE)).map(lambda p: tuple(sorted(p))),
        approvals=st.integers(1, 2),
        role=st.sampled_from(["", "design", "product", "security"]),
    ),
    max_size=4,
    unique_by=lambda area: area.name,
).map(tuple)
asked = st.builds(Asked, some_reviews, some_areas, st.integers(1, 2), st.booleans())


def by_definition(asked: Asked) -> int:
    """How many files are covered in the best of all ways to give each person one role."""
    roles = sorted({area.role for area in asked.areas if area.role})
    ways: Iterator[tuple[str, ...]] = iter([("",) * len(asked.reviews)])
    if roles and not asked.many_roles:
        ways = itertools.product(roles, repeat=len(asked.reviews))
    return max(sum(is_covered(asked, path, way) for path in PATHS) for way in ways)


def is_covered(asked: Asked, path: str, roles: Sequence[str]) -> bool:
    by = [
        (review.author.login, role)  # type: ignore[union-attr]
        for review, role in zip(asked.reviews, roles, strict=True)
        if review.still_covers(path)
    ]
    owned = not path.startswith("src/") or any(who in ("grace", "joan") for who, _ in by)
    return (
        len(by) >= asked.approvals
        and owned
        and all(
            sum(
                (not area.users or who in area.users)
                and (not area.role or asked.many_roles or role == area.role)
                for who, role in by
            )
            >= area.approvals
            for area in asked.areas
            if path in area.paths
        )
    )


@given(asked)
@settings(max_examples=250, deadline=None)
def test_as_many_files_are_covered_as_the_definition_allows(asked: Asked) -> None:
    assert len(covered(asked.coverage())) == by_definition(asked)


@given(asked, st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_the_order_of_reviews_and_files_does_not_matter(asked: Asked, seed: int) -> None:
    shuffled = list(asked.reviews)
    random.Random(seed).shuffle(shuffled)
    one, other = asked.coverage(), replace(asked, reviews=tuple(shuffled)).coverage()
    assert one.signed == other.signed
    assert [(g.files, g.approvers, g.outdated) for g in one.groups] == [
        (g.files, g.approvers, g.outdated) for g in other.groups
    ]
    assert [len(g.lacks) for g in one.groups] == [len(g.lacks) for g in other.groups]
    snapshot = asked.snapshot()
    mixed = list(snapshot.pull_request.files)
    random.Random(seed).shuffle(mixed)
    turned = replace(snapshot, pull_request=replace(snapshot.pull_request, files=tuple(mixed)))
    rules = CoverageRules(approvals=asked.approvals, one_person_many_roles=asked.many_roles)
    assert covered(coverage_of(turned, rules)) == covered(one)


@given(asked, st.sampled_from(PEOPLE), st.frozensets(st.sampled_from(PATHS)))
@settings(max_examples=120, deadline=None)
def test_another_approval_never_makes_fewer_files_covered(
    asked: Asked, who: str, paths: frozenset[str]
) -> None:
    if any(review.author and review.author.login == who for review in asked.reviews):
        who = "ritchie"
    more = replace(asked, reviews=(*asked.reviews, a_review(who, untouched_since=paths)))
    assert len(covered(more.coverage())) >= len(covered(asked.coverage()))


@given(asked)
@settings(max_examples=80, deadline=None)
def test_nobody_stands_for_two_roles_and_each_file_is_in_one_group(asked: Asked) -> None:
    coverage = asked.coverage()
    if not asked.many_roles:
        standing = [login for people in coverage.signed.values() for login in people]
        assert len(standing) == len(set(standing))
    assert sorted(file.path for file in coverage.files) == sorted(PATHS)
    assert [group.is_covered for group in coverage.groups] == sorted(
        group.is_covered for group in coverage.groups
    )


def test_two_roles_need_two_people() -> None:
    alone = mapped(a_review("grace"), areas=[SECURITY, DESIGN], paths=["src/a.py"])
    [group] = alone.groups
    assert [(lack.demand.role, lack.short_by) for lack in group.lacks] == [("security", 1)]
    assert alone.signed == {"design": ("grace",)}
    both = mapped(a_review("grace"), a_review("joan"), areas=[SECURITY, DESIGN], paths=["src/a.py"])
    assert both.signed == {"design": ("joan",), "security": ("grace",)}
    assert not both.uncovered


def test_one_person_may_stand_for_two_roles_where_the_settings_say_so() -> None:
    coverage = mapped(
        a_review("grace"),
        areas=[SECURITY, DESIGN],
        paths=["src/a.py"],
        one_person_many_roles=True,
    )
    assert not coverage.uncovered
    assert coverage.signed == {"design": ("grace",), "security": ("grace",)}


def test_one_person_serves_several_areas_of_one_role_and_those_without_a_role() -> None:
    areas = [
        an_area("login", "grace", role="security"),
        an_area("keys", "grace", role="security", paths=["sql/"]),
        an_area("plain", "grace", paths=["**"]),
    ]
    assert not mapped(a_review("grace"), areas=areas).uncovered


def test_a_renamed_file_lies_in_the_areas_of_both_places() -> None:
    areas = [an_area("new", "grace", paths=["new/"]), an_area("old", "joan", paths=["old/"])]
    moved = a_file("new/a.py", was="old/a.py", lines=1)
    pull_request = a_pull_request(moved, reviews=[a_review("grace")])
    snapshot = a_snapshot(pull_request, customs=ReviewCustoms(tuple(areas)))
    [group] = coverage_of(snapshot, CoverageRules()).uncovered
    assert [lack.demand.name for lack in group.lacks] == ["old"]


def test_what_an_area_excludes_needs_nothing_of_it() -> None:
    area = an_area("code", "grace", paths=["src/"], excluded=("src/b.py",))
    assert covered(mapped(a_review("joan"), areas=[area], paths=["src/a.py", "src/b.py"])) == {
        "src/b.py"
    }


@pytest.mark.parametrize(
    ("permission", "known", "can_push", "counts"),
    [
        ("write", None, True, True),
        ("write", "admin", False, False),
        ("maintain", None, True, False),
        ("maintain", "write", True, False),
        ("maintain", "maintain", True, True),
        ("admin", "maintain", True, False),
        ("triage", None, False, False),
        ("triage", "triage", False, True),
        ("triage", "read", False, False),
        ("read", "none", False, False),
        ("read", None, True, True),
    ],
)
@pytest.mark.parametrize("users", [(), ("grace",)])
def test_an_approval_counts_for_an_area_with_the_permission_it_asks_for(
    permission: Permission,
    known: Permission | None,
    can_push: bool,
    counts: bool,
    users: tuple[str, ...],
) -> None:
    coverage = mapped(
        a_review("grace", can_push=can_push),
        a_review("joan"),
        areas=[an_area("all", *users, paths=["**"], permission=permission)],
        colleagues=[Colleague("grace", known), Colleague("joan", "read")],
    )
    [demand] = {d for group in coverage.groups for d in group.demands if d.kind == "area"}
    assert ("grace" in demand.given) == counts


def test_somebody_outside_counts_for_nothing_whatever_an_area_asks() -> None:
    area = an_area("texts", "visitor", paths=["docs/"], permission="read")
    coverage = mapped(
        a_review("visitor", can_push=False), areas=[area], paths=["docs/c.md", "src/a.py"]
    )
    assert [group.approvers for group in coverage.groups] == [(), ()]
    [demand] = {d for group in coverage.groups for d in group.demands if d.kind == "area"}
    assert demand.refused == {
        "visitor": "approved, but what this person may do here could not be read"
    }
    assert [one.reason for one in coverage.reviews.disregarded] == [
        "approved, but has no write access"
    ]


def test_who_signs_off_without_write_access_does_so_for_that_area_alone() -> None:
    area = an_area("texts", "lawyer", paths=["docs/"], permission="read")
    coverage = mapped(
        a_review("lawyer", can_push=False),
        areas=[area],
        paths=["docs/c.md", "src/a.py"],
        colleagues=[Colleague("lawyer", "read")],
    )
    by_path = {group.files[0].path: group for group in coverage.groups}
    assert by_path["docs/c.md"].approvers == ("lawyer",)
    assert [lack.demand.kind for lack in by_path["docs/c.md"].lacks] == ["anybody"]
    assert by_path["src/a.py"].approvers == ()
    assert coverage.reviews.disregarded == ()


def test_owners_known_to_be_powerless_are_not_waited_for() -> None:
    coverage = mapped(
        codeowners="* @grace @joan\n", colleagues=[Colleague("grace", "read")], paths=["src/a.py"]
    )
    [demand] = [d for d in coverage.groups[0].demands if d.kind == "owners"]
    assert demand.able == {"joan"}
    assert demand.unmatched == {"@grace": "has no `write` permission here"}


def test_an_address_among_the_owners_is_the_person_whom_the_policy_names() -> None:
    snapshot = a_snapshot(
        a_pull_request(*files("src/a.py"), reviews=[a_review("Grace")]),
        codeowners="* grace@home.example\n",
        customs=ReviewCustoms(identities=(("grace@home.example", "grace"),)),
    )
    assert not coverage_of(snapshot, CoverageRules()).uncovered


def test_files_with_equal_demands_and_approvals_are_one_group() -> None:
    coverage = mapped(
        a_review("grace", untouched_since=["src/a.py", "src/b.py"]),
        codeowners="/src/ @grace\n",
    )
    assert [[file.path for file in group.files] for group in coverage.groups] == [
        ["docs/c.md", "sql/d.sql"],
        ["src/a.py", "src/b.py"],
    ]
    assert coverage.groups[0].outdated == ("grace",)
