"""Who could close the gap, as a table of maps against people."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.parts.review_coverage.closers.closing import Absentee, closing_of
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group, Lack
from snapshot.facts import Snapshot
from snapshot.merged_review import MergedReview
from snapshot.people import Colleague
from snapshot.review_customs import Absence, ReviewCustoms
from tests.builders import NOW, a_pull_request, a_review, a_snapshot, a_team, files
from tests.checks.maps import a_coverage, a_group, anybody, area, owners


def knowing(*colleagues: Colleague, **more: object) -> Snapshot:
    """A snapshot in which these people are known, and those whose names are given have access."""
    return replace(a_snapshot(), colleagues=colleagues, **more)  # type: ignore[arg-type]


def writers(*logins: str) -> list[Colleague]:
    return [Colleague(login, "write", open_reviews=0) for login in logins]


def names(coverage: Coverage, snapshot: Snapshot) -> list[str]:
    return [closer.colleague.login for closer in closing_of(coverage, snapshot).people]


def test_one_person_who_can_give_all_is_preferred_to_two() -> None:
    coverage = a_coverage(
        a_group("a", owners("bob", "carol")),
        a_group("b", owners("carol", "dave")),
        a_group("c", anybody()),
    )
    closing = closing_of(coverage, knowing())
    assert [(one.colleague.login, one.files) for one in closing.people] == [("carol", 3)]
    assert (closing.left_open, closing.is_least) == (0, True)


def test_files_that_lack_two_things_are_counted_once() -> None:
    coverage = a_coverage(a_group("a", owners("bob"), owners("carol")), a_group("b", anybody()))
    closing = closing_of(coverage, knowing())
    assert [(one.colleague.login, one.files) for one in closing.people] == [
        ("bob", 2),
        ("carol", 2),
    ]


def test_files_that_wait_for_others_anyway_are_nobody_elses_to_approve() -> None:
    coverage = a_coverage(
        a_group("a", anybody(), owners("bob")), a_group("b", anybody(), owners("carol"))
    )
    closing = closing_of(coverage, knowing(*writers("bob", "carol")))
    assert [(one.colleague.login, one.files) for one in closing.people] == [
        ("bob", 1),
        ("carol", 1),
    ]
    both = a_coverage(a_group("a", anybody(2), owners("bob")))
    closing = closing_of(both, knowing(*writers("bob", "carol")))
    assert [one.files for one in closing.people] == [1, 1]


def test_nothing_missing_needs_nobody() -> None:
    assert closing_of(a_coverage(a_group("a", anybody(), by=["bob"])), knowing()).people == ()


def test_a_lack_of_two_takes_two_people() -> None:
    coverage = a_coverage(a_group("a", area("payments", "bob", "carol", "dave", needed=2)))
    assert len(names(coverage, knowing())) == 2


def test_somebody_whose_approval_covers_the_files_is_not_asked_again() -> None:
    pair = area("payments", "bob", "carol", needed=2, given=["bob"])
    coverage = a_coverage(a_group("a", pair, by=["bob"], lacks={pair: 1}))
    assert names(coverage, knowing()) == ["carol"]


def test_anybody_is_somebody_known_to_have_access() -> None:
    people = [Colleague("bob", "read"), Colleague("carol"), *writers("dave")]
    assert names(a_coverage(a_group("a", anybody())), knowing(*people)) == ["dave"]


def test_nobody_known_leaves_the_files_open() -> None:
    closing = closing_of(a_coverage(a_group(files("a", "b"), anybody())), knowing())
    assert (closing.people, closing.left_open) == ((), 2)


def test_what_can_be_given_is_asked_for_even_if_more_is_missing() -> None:
    coverage = a_coverage(a_group("a", owners(), owners("bob")))
    closing = closing_of(coverage, knowing())
    assert [one.colleague.login for one in closing.people] == ["bob"]
    assert closing.left_open == 1


@pytest.mark.parametrize("login", ["ada", "helper[bot]", "reader"])
def test_those_who_cannot_approve_are_left_out(login: str) -> None:
    people = [Colleague("reader", "read"), *writers("ada", "helper[bot]")]
    coverage = a_coverage(a_group("a", owners(login, "zoe")))
    assert names(coverage, knowing(*people)) == ["zoe"]


def test_an_owner_of_whom_nothing_is_known_can_still_be_asked() -> None:
    assert names(a_coverage(a_group("a", owners("bob"))), knowing()) == ["bob"]


def test_an_area_that_asks_for_maintainers_wants_those() -> None:
    people = [*writers("bob"), Colleague("carol", "maintain")]
    coverage = a_coverage(a_group("a", area("payments", permission="maintain")))
    assert names(coverage, knowing(*people)) == ["carol"]


def test_the_only_ones_who_could_are_named_when_they_are_away_or_busy() -> None:
    customs = ReviewCustoms(absences=(Absence("bob", last=date(2027, 1, 6)), Absence("carol")))
    coverage = a_coverage(a_group("a", owners("bob", "carol", "dave")))
    snapshot = knowing(Colleague("dave", "write", is_busy=True), customs=customs)
    closing = closing_of(coverage, snapshot)
    assert (closing.people, closing.left_open) == ((), 1)
    assert closing.absent == (
        Absentee("bob", 1, date(2027, 1, 6)),
        Absentee("carol", 1),
        Absentee("dave", 1, is_busy=True),
    )


def test_the_absent_are_not_named_where_others_can_do_it() -> None:
    customs = ReviewCustoms(absences=(Absence("bob"),))
    closing = closing_of(a_coverage(a_group("a", owners("bob", "carol"))), knowing(customs=customs))
    assert [one.colleague.login for one in closing.people] == ["carol"]
    assert closing.absent == ()


def test_an_absence_that_is_over_does_not_count() -> None:
    customs = ReviewCustoms(absences=(Absence("bob", last=NOW.date() - timedelta(days=1)),))
    assert names(a_coverage(a_group("a", owners("bob"))), knowing(customs=customs)) == ["bob"]


TWO_OWNERS = a_coverage(a_group("src/a.py", owners("bob", "carol")))


@pytest.mark.parametrize(("asked", "by_team"), [("bob", False), ("carol", False), ("bob", True)])
def test_among_equals_those_asked_already_come_first(asked: str, *, by_team: bool) -> None:
    requested = ["acme/api"] if by_team else [asked.upper()]
    snapshot = a_snapshot(
        a_pull_request(requested_reviewers=requested), teams=[a_team("acme/api", asked)]
    )
    [closer] = closing_of(TWO_OWNERS, snapshot).people
    assert (closer.colleague.login, closer.is_asked) == (asked, True)


@pytest.mark.parametrize("login", ["bob", "carol"])
def test_somebody_who_saw_an_earlier_state_comes_before_one_who_saw_none(login: str) -> None:
    coverage = a_coverage(a_group("a", owners("bob", "carol"), outdated=[login]))
    assert names(coverage, knowing()) == [login]


@pytest.mark.parametrize("login", ["bob", "carol"])
def test_somebody_who_asked_for_changes_has_to_come_back_anyway(login: str) -> None:
    coverage = replace(TWO_OWNERS, reviews=replace(TWO_OWNERS.reviews, requests=(a_review(login),)))
    assert names(coverage, knowing()) == [login]


@pytest.mark.parametrize(("bob", "carol", "chosen"), [(3, 1, "carol"), (1, 3, "bob")])
def test_the_one_with_fewer_reviews_waiting_comes_first(bob: int, carol: int, chosen: str) -> None:
    people = (Colleague("bob", "write", False, bob), Colleague("carol", "write", False, carol))
    assert names(TWO_OWNERS, knowing(*people)) == [chosen]


@pytest.mark.parametrize("recent", ["bob", "carol"])
def test_the_one_who_reviewed_the_folder_last_gives_way(recent: str) -> None:
    other = {"bob": "carol", "carol": "bob"}[recent]
    merged = (
        MergedReview(6, NOW - timedelta(days=1), "ada", ("src/b.py",), (recent,)),
        MergedReview(5, NOW - timedelta(days=3), "ada", ("src/b.py",), (other,)),
        MergedReview(4, NOW, "ada", ("elsewhere/b.py",), (other,)),
    )
    assert names(TWO_OWNERS, knowing(merged_reviews=merged)) == [other]


def test_the_choice_takes_turns_and_stays_the_same_for_one_pull_request() -> None:
    team = a_coverage(a_group("a", owners("bob", "carol", "dave", "erin")))
    chosen = [names(team, a_snapshot(a_pull_request(number=number)))[0] for number in range(1, 41)]
    again = [names(team, a_snapshot(a_pull_request(number=number)))[0] for number in range(1, 41)]
    assert chosen == again
    assert {*chosen} == {"bob", "carol", "dave", "erin"}


def roles_of(coverage: Coverage) -> list[tuple[str, str]]:
    return [(one.colleague.login, one.role) for one in closing_of(coverage, knowing()).people]


def test_one_person_closes_one_role_only() -> None:
    security, design = area("s", "bob", role="security"), area("d", "bob", "carol", role="design")
    coverage = a_coverage(a_group("a", security, design))
    assert roles_of(coverage) == [("bob", "security"), ("carol", "design")]
    assert names(replace(coverage, one_person_many_roles=True), knowing()) == ["bob"]


def test_one_person_serves_all_areas_of_one_role() -> None:
    coverage = a_coverage(
        a_group("a", area("s", "bob", role="security")),
        a_group("b", area("t", "bob", role="security")),
    )
    assert roles_of(coverage) == [("bob", "security")]


def test_one_who_stands_for_another_role_already_is_no_help_unless_that_one_can_be_taken_over() -> (
    None
):
    security = area("s", "bob", "carol", role="security", given=["bob"])
    design = area("d", "bob", role="design", given=["bob"])
    group = a_group("a", security, design, by=["bob"], lacks={design: 1})
    coverage = a_coverage(group, signed={"security": ("bob",)})
    assert roles_of(coverage) == [("carol", "security")]
    alone = replace(security, able=frozenset({"bob"}))
    group = replace(group, demands=(alone, design))
    closing = closing_of(replace(coverage, groups=(group,)), knowing())
    assert (closing.people, closing.left_open) == ((), 1)


LOGINS = ("p", "q", "r", "s", "t")


@st.composite
def maps(draw: st.DrawFn) -> Coverage:
    """Small maps with roles, of which nothing is promised but that they are as judged."""
    roles = st.sampled_from(["", "", "security", "design"])
    demands = [
        area(
            f"area{number}",
            *draw(st.sets(st.sampled_from(LOGINS))) or ("nobody[bot]",),
            role=draw(roles),
            needed=draw(st.integers(1, 2)),
        )
        for number in range(draw(st.integers(1, 4)))
    ]
    approvers = draw(st.sets(st.sampled_from(LOGINS), max_size=2))
    demands = [replace(d, given=frozenset(d.able or ()) & approvers) for d in demands]
    groups = []
    for number in range(draw(st.integers(1, 3))):
        some = draw(st.lists(st.sampled_from(demands), min_size=1, unique_by=id))
        changed = files(*(f"{number}/{place}" for place in range(draw(st.integers(1, 3)))))
        by = draw(st.sets(st.sampled_from(sorted(approvers)))) if approvers else set()
        groups.append(Group(changed, tuple(some), tuple(sorted(by))))
    return judged(a_coverage(*groups, many_roles=draw(st.booleans())), frozenset())


def open_files(coverage: Coverage, more: frozenset[str], roles: dict[str, str]) -> int:
    return sum(
        len(group.files)
        for group in coverage.groups
        if any(missing(demand, group, more, roles) for demand in group.demands)
    )


def missing(demand: Demand, group: Group, more: frozenset[str], roles: dict[str, str]) -> int:
    giving = (more | {*group.approvers}) & (demand.able or frozenset())
    standing = [one for one in giving if not demand.role or roles[one] in (demand.role, "all")]
    return max(0, demand.needed - len(standing))


def ways(coverage: Coverage, people: frozenset[str]) -> list[dict[str, str]]:
    if coverage.one_person_many_roles:
        return [dict.fromkeys(LOGINS, "all")]
    chosen = product(["security", "design"], repeat=len(LOGINS))
    return [dict(zip(LOGINS, roles, strict=True)) for roles in chosen]


def least_open(coverage: Coverage, more: frozenset[str]) -> int:
    return min(open_files(coverage, more, roles) for roles in ways(coverage, more))


def judged(coverage: Coverage, more: frozenset[str]) -> Coverage:
    """The same with what lacks under the best way to share out the roles."""
    best = min(
        ways(coverage, more),
        key=lambda roles: (
            open_files(coverage, more, roles),
            sum(
                missing(demand, group, more, roles)
                for group in coverage.groups
                for demand in group.demands
            ),
        ),
    )
    groups = [
        replace(
            group,
            lacks=tuple(
                Lack(demand, short)
                for demand in group.demands
                if (short := missing(demand, group, more, best))
            ),
        )
        for group in coverage.groups
    ]
    return replace(coverage, groups=tuple(sorted(groups, key=lambda group: group.is_covered)))


@given(maps())
@settings(max_examples=400, deadline=None)
def test_the_people_named_are_the_fewest_of_all_sets_of_people(coverage: Coverage) -> None:
    closing = closing_of(coverage, knowing())
    picked = frozenset(one.colleague.login for one in closing.people)
    best = least_open(coverage, frozenset(LOGINS))
    assert closing.is_least
    assert len(picked) == len(closing.people)
    assert closing.left_open == least_open(coverage, picked) == best
    if best == 0:
        smaller = (
            frozenset(some) for size in range(len(picked)) for some in combinations(LOGINS, size)
        )
        assert all(least_open(coverage, some) for some in smaller)


def many_teams(teams: int, members: int, apart: int) -> Coverage:
    """3,000 files of teams, each of which shares its members with the next but for `apart`."""
    groups: Sequence[Group] = [
        a_group(
            files(*(f"{team}/{place}" for place in range(3_000 // teams))),
            owners(*(f"p{team * apart + place}" for place in range(members)), line=team + 1),
            anybody(),
        )
        for team in range(teams)
    ]
    return a_coverage(*groups)


@pytest.mark.parametrize("apart", [200, 120, 7])
def test_a_hundred_teams_of_two_hundred_are_done_in_no_time(apart: int) -> None:
    coverage = many_teams(100, 200, apart)
    started = time.process_time()
    closing = closing_of(coverage, knowing())
    # Far more than it takes, and far less than a runaway search would.
    assert time.process_time() - started < 3
    assert closing.left_open == 0
