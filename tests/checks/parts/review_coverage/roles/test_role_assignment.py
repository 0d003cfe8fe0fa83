"""Who stands for which role, held against trying everything."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.parts.review_coverage.roles.assignment import assign_roles
from checks.parts.review_coverage.roles.needs import Case, RoleNeed

Worth = tuple[int, int, int]


def a_need(role: str, people: str, needed: int = 1, others: int = 0) -> RoleNeed:
    """`a_need("security", "abc", 2)`: two of a, b and c."""
    return RoleNeed(role, frozenset(people), needed, others)


def worth(cases: Sequence[Case], role_of: Mapping[str, str]) -> Worth:
    """The weight fulfilled, minus the people missing for good, minus all missing."""
    fulfilled = stuck = short = 0
    for case in cases:
        missing = {
            need: max(0, need.needed - sum(role_of[p] == need.role for p in need.people))
            for need in case.needs
        }
        stuck += case.weight * sum(max(0, n - need.others) for need, n in missing.items())
        short += case.weight * sum(missing.values())
        fulfilled += case.weight if case.counts and not any(missing.values()) else 0
    return fulfilled, -stuck, -short


def best_worth(cases: Sequence[Case]) -> Worth:
    """The best of all ways there are."""
    able: dict[str, set[str]] = {}
    for case in cases:
        for need in case.needs:
            for person in need.people:
                able.setdefault(person, set()).add(need.role)
    people = sorted(able)
    ways = itertools.product(*(sorted(able[person]) for person in people))
    return max(worth(cases, dict(zip(people, way, strict=True))) for way in ways)


needs = st.builds(
    a_need,
    st.sampled_from(["architecture", "design", "security"]),
    st.text("abcdef", max_size=6),
    st.integers(1, 3),
    st.integers(0, 2),
)
cases_of_a_change = st.lists(
    st.builds(
        Case, st.lists(needs, min_size=1, max_size=3).map(tuple), st.integers(1, 5), st.booleans()
    ),
    min_size=1,
    max_size=5,
)


@given(cases_of_a_change)
@settings(max_examples=150, deadline=None)
def test_nothing_better_is_found_by_trying_everything(cases: list[Case]) -> None:
    found = assign_roles(cases)
    assert found.is_exact
    assert worth(cases, found.role_of) == best_worth(cases)


@given(cases_of_a_change, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_the_order_of_what_is_needed_does_not_matter(cases: list[Case], random: object) -> None:
    shuffled = [Case(tuple(reversed(c.needs)), c.weight, c.counts) for c in cases]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert assign_roles(shuffled) == assign_roles(cases)


@pytest.mark.parametrize(
    ("needed", "role_of"),
    [
        ([a_need("design", "ab"), a_need("security", "a")], {"a": "security", "b": "design"}),
        ([a_need("design", "a"), a_need("security", "ab")], {"a": "design", "b": "security"}),
        (
            [a_need("design", "ab"), a_need("product", "bc"), a_need("security", "a")],
            {"a": "security", "b": "design", "c": "product"},
        ),
    ],
)
def test_a_first_choice_gives_way_where_another_role_has_nobody_else(
    needed: list[RoleNeed], role_of: dict[str, str]
) -> None:
    assert assign_roles([Case(tuple(needed), 1)]).role_of == role_of


def test_one_person_serves_all_cases_with_the_same_role() -> None:
    cases = [Case((a_need("security", "a"),), 1), Case((a_need("security", "ab"),), 1)]
    assert worth(cases, assign_roles(cases).role_of) == (2, 0, 0)


def test_what_cannot_be_fulfilled_anyway_gives_way_to_what_can() -> None:
    hopeless = Case((a_need("design", "a"),), 9, counts=False)
    possible = Case((a_need("security", "a"),), 1)
    assert assign_roles([hopeless, possible]).role_of == {"a": "security"}


def test_who_is_the_only_one_for_a_role_stands_for_that() -> None:
    replaceable, only = a_need("design", "a", others=1), a_need("security", "a", others=0)
    assert assign_roles([Case((replaceable, only), 1)]).role_of == {"a": "security"}
    replaceable, only = a_need("security", "a", others=1), a_need("design", "a", others=0)
    assert assign_roles([Case((replaceable, only), 1)]).role_of == {"a": "design"}


def test_more_files_outweigh_fewer() -> None:
    few = Case((a_need("design", "a"),), 2)
    many = Case((a_need("security", "a"),), 3)
    assert assign_roles([few, many]).role_of == {"a": "security"}


def test_where_there_are_too_many_ways_a_good_one_is_found_and_said_to_be_no_more() -> None:
    people = "abcdefghijkl"
    roles = ("architecture", "design", "security")
    cases = [
        Case(tuple(a_need(role, people[n : n + 5 + m], 2) for m, role in enumerate(roles)), 1)
        for n in range(8)
    ]
    found = assign_roles(cases, most_steps=500)
    assert not found.is_exact
    assert set(found.role_of) == set(people)
    assert worth(cases, found.role_of) >= (5, -3, -3)


def test_a_crowd_larger_than_can_be_searched_through_is_still_shared_out() -> None:
    crowd = frozenset(f"person{n}" for n in range(400))
    cases = [Case((RoleNeed("design", crowd, 10), RoleNeed("security", crowd, 10)), 1)]
    found = assign_roles(cases)
    assert worth(cases, found.role_of) == (1, 0, 0)
    assert not found.is_exact
