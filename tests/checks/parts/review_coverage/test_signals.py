"""Signals: what is said, from when on, and that nobody is named."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.rules import CoverageRules
from checks.parts.review_coverage.signals import signals_of
from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.merged_review import MergedReview
from snapshot.people import Colleague
from snapshot.pull_request import Review
from snapshot.review_customs import ReviewCustoms
from tests.builders import (
    NOW,
    a_file,
    a_pull_request,
    a_review,
    a_secret_team,
    a_snapshot,
    a_team,
    files,
)


def said(snapshot: Snapshot) -> tuple[str, ...]:
    return signals_of(coverage_of(snapshot, CoverageRules()), snapshot)


def approved_after(seconds: int, login: str = "bob") -> Review:
    """An approval so long after the pull request was opened, which is a day ago."""
    return replace(a_review(login), submitted_at=OPENED + timedelta(seconds=seconds))


OPENED = NOW - timedelta(days=1)


def opened(lines: int, *reviews: Review, ready_after: int | None = None) -> Snapshot:
    pull_request = a_pull_request(a_file("a", lines=lines), reviews=reviews)
    ready = None if ready_after is None else OPENED + timedelta(seconds=ready_after)
    return a_snapshot(replace(pull_request, opened_at=OPENED, ready_at=ready))


@pytest.mark.parametrize(
    ("snapshot", "is_said"),
    [
        (opened(500, approved_after(60)), True),
        (opened(499, approved_after(5)), False),
        (opened(500, approved_after(61)), False),
        (opened(500, approved_after(5000)), False),
        (opened(500, approved_after(5010), ready_after=5000), True),
        (opened(500, approved_after(4990), ready_after=5000), False),
        (opened(500), False),
    ],
)
def test_a_huge_change_approved_within_seconds_is_worth_a_word(
    snapshot: Snapshot, is_said: bool
) -> None:
    assert bool(said(snapshot)) == is_said


def test_the_sentence_tells_the_numbers_and_from_when_on_and_no_name() -> None:
    assert said(opened(1200, approved_after(20), approved_after(900, "carol"))) == (
        "1,200 changed lines were approved 20 seconds after the pull request became ready for "
        "review (said from 500 lines on, up to 60 seconds).",
    )


def test_what_an_approval_does_not_cover_any_more_was_not_approved_in_a_hurry() -> None:
    changed = [a_file("seen", lines=520), a_file("later", lines=900)]
    quick = replace(a_review("bob", untouched_since=["seen"]), submitted_at=OPENED)
    pull_request = replace(a_pull_request(*changed, reviews=[quick]), opened_at=OPENED)
    [sentence] = said(a_snapshot(pull_request))
    assert sentence.startswith("520 changed lines were approved 0 seconds")
    stale = replace(quick, unchanged_paths=frozenset())
    assert said(a_snapshot(replace(pull_request, reviews=(stale,)))) == ()


def test_somebody_who_looked_at_the_draft_may_be_quick() -> None:
    seen = replace(approved_after(100), state="commented")
    assert said(opened(900, seen, approved_after(5010), ready_after=5000)) == ()


def test_nothing_is_said_where_the_times_are_not_known() -> None:
    pull_request = a_pull_request(a_file("a", lines=900), reviews=[a_review("bob")])
    assert said(a_snapshot(pull_request)) == ()


def merged(*approvers: Sequence[str], path: str = "src/a.py") -> tuple[MergedReview, ...]:
    """Merged pull requests by those who approved each, the latest first."""
    return tuple(
        MergedReview(99 - n, NOW - timedelta(days=n), "ada", (path,), tuple(some))
        for n, some in enumerate(approvers)
    )


def touching(history: tuple[MergedReview, ...] | None, **customs: object) -> Snapshot:
    """A pull request that touches src/, which `bob` and `carol` own."""
    snapshot = a_snapshot(
        a_pull_request(*files("src/a.py")),
        codeowners="* @zoe @yan\n/src/ @bob @carol\n",
    )
    return replace(snapshot, merged_reviews=history, customs=ReviewCustoms(**customs))  # type: ignore[arg-type]


BOB, CAROL, BOTH = ("bob",), ("carol",), ("bob", "carol")
ONE_FOR_MOST = (
    "Line 2 of CODEOWNERS (`@bob` or `@carol`): one person approved 18 of the last 20 merged pull "
    "requests alone; a second reviewer now and then spreads what there is to know."
)


def test_one_person_for_most_merges_of_a_line_is_worth_a_word() -> None:
    assert said(touching(merged(*[BOB] * 18, BOTH, CAROL, *[CAROL] * 50))) == (ONE_FOR_MOST,)


@pytest.mark.parametrize(
    "history",
    [
        None,
        (),
        merged(*[BOB] * 9),
        merged(*[BOB] * 15, *[CAROL] * 5),
        merged(*[BOTH] * 20),
        merged(*[()] * 20),
        merged(*[BOB] * 20, path="docs/a.md"),
    ],
    ids=["unread", "none", "few", "shared", "pairs", "unapproved", "elsewhere"],
)
def test_fewer_or_shared_merges_are_not(history: tuple[MergedReview, ...] | None) -> None:
    assert said(touching(history)) == ()


def test_areas_of_the_policy_are_looked_at_too() -> None:
    area = Area("payments", ("src/",), users=("bob", "carol"))
    told = said(touching(merged(*[BOB] * 10), areas=(area,)))
    assert told[0].startswith("Area `payments`: one person approved 10 of the last 10 merged")


def owned_by(owners: str, *colleagues: Colleague, author: str = "ada") -> Snapshot:
    snapshot = a_snapshot(
        a_pull_request(*files("a"), author=author, commits=[]),
        codeowners=f"* {owners}\n",
        teams=[a_team("acme/one", "bob"), a_team("acme/none"), a_secret_team("acme/secret")],
    )
    return replace(snapshot, colleagues=colleagues)


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        (owned_by("@bob"), "one person can approve here"),
        (owned_by("@bob", author="bob"), "one person can approve here"),
        (owned_by("@acme/one"), "one person can approve here"),
        (owned_by("@bob @carol", Colleague("bob", "read")), "one person can approve here"),
        (owned_by("@bob", Colleague("bob", "read")), "nobody known can approve here"),
        (owned_by("@acme/none"), "nobody known can approve here"),
        (owned_by("ops@example.com"), "nobody known can approve here"),
    ],
)
def test_a_place_that_hardly_anybody_can_approve_is_worth_a_word(
    snapshot: Snapshot, words: str
) -> None:
    [told] = said(snapshot)
    assert told.startswith("Line 1 of CODEOWNERS (")
    assert f": {words}" in told


@pytest.mark.parametrize(
    "snapshot",
    [
        owned_by("@bob @carol"),
        owned_by("@bob @carol", author="bob"),
        owned_by("@bob @acme/secret"),
        a_snapshot(a_pull_request(*files("a"))),
    ],
    ids=["two", "one of them the author", "a team that cannot be read", "anybody"],
)
def test_two_people_or_an_unknown_number_are_not(snapshot: Snapshot) -> None:
    assert said(snapshot) == ()
