"""Whether approvals of the people named do close the gap, judged as the check would judge them."""

from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from checks.parts.review_coverage.closers.closing import closing_of
from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.rules import CoverageRules
from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.people import Colleague
from snapshot.pull_request import Review
from snapshot.review_customs import ReviewCustoms
from tests.builders import a_pull_request, a_review, a_snapshot, files

PATHS = ("a/1", "a/2", "b/1", "b/2", "c/1")
LOGINS = ("p", "q", "r", "s", "t")
PEOPLE = st.lists(st.sampled_from(LOGINS), min_size=1, max_size=3, unique=True)


@st.composite
def reviews(draw: st.DrawFn) -> list[Review]:
    by = draw(st.lists(st.sampled_from(LOGINS), max_size=3, unique=True))
    on_head = st.none() | st.sets(st.sampled_from(PATHS))
    return [a_review(login, untouched_since=draw(on_head)) for login in by]


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    lines = [
        f"/{folder}/ {' '.join(f'@{login}' for login in draw(PEOPLE))}\n"
        for folder in draw(st.sets(st.sampled_from("abc")))
    ]
    areas = tuple(
        Area(
            f"area{number}",
            (f"{draw(st.sampled_from('abc'))}/",),
            users=tuple(draw(st.just([]) | PEOPLE)),
            approvals=draw(st.integers(1, 2)),
            role=draw(st.sampled_from(["", "security", "design"])),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    pull_request = a_pull_request(*files(*PATHS), reviews=draw(reviews()))
    return replace(
        a_snapshot(pull_request, codeowners="".join(lines)),
        customs=ReviewCustoms(areas),
        colleagues=tuple(Colleague(login, "write") for login in LOGINS),
    )


def approved_by(snapshot: Snapshot, logins: tuple[str, ...]) -> Snapshot:
    pull_request = snapshot.pull_request
    more = tuple(a_review(login) for login in logins)
    given = (*(pull_request.reviews or ()), *more)
    return replace(snapshot, pull_request=replace(pull_request, reviews=given))


def left_open(snapshot: Snapshot, rules: CoverageRules) -> int:
    return sum(len(group.files) for group in coverage_of(snapshot, rules).uncovered)


@given(snapshots(), st.integers(1, 2), st.booleans())
@settings(max_examples=200, deadline=None)
def test_those_named_close_the_gap_and_fewer_do_not(
    snapshot: Snapshot, approvals: int, many_roles: bool
) -> None:
    rules = CoverageRules(approvals=approvals, one_person_many_roles=many_roles)
    closing = closing_of(coverage_of(snapshot, rules), snapshot)
    named = tuple(one.colleague.login for one in closing.people)
    best = left_open(approved_by(snapshot, LOGINS), rules)
    assert closing.left_open == left_open(approved_by(snapshot, named), rules) == best
    if closing.is_least and not best:
        fewer = (some for size in range(len(named)) for some in combinations(LOGINS, size))
        assert all(left_open(approved_by(snapshot, some), rules) for some in fewer)
