"""Whose review counts, whatever the order and the state of accounts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from checks.parts.review_coverage.people.reviewers import Standing, login_of, standing
from checks.parts.review_coverage.rules import CoverageRules, StaleApprovals
from snapshot.people import Person
from snapshot.pull_request import Commit, Review, ReviewState
from tests.builders import HEAD, NOW, a_commit, a_pull_request, a_review, a_snapshot, files

SEEN = "c" * 40


def standing_of(
    *reviews: Review,
    commits: Sequence[Commit] | None = None,
    stale: StaleApprovals = "per_file",
    bots: Sequence[str] = (),
    complete: bool = True,
) -> Standing:
    pull_request = a_pull_request(*files("a.py", "b.py"), reviews=reviews, commits=commits)
    pull_request = replace(pull_request, commits_complete=complete)
    rules = CoverageRules(stale_approvals=stale, bots=frozenset(bots))
    return standing(a_snapshot(pull_request), rules)


def at(minute: int, login: str, state: ReviewState = "approved") -> Review:
    return replace(a_review(login, state), submitted_at=NOW + timedelta(minutes=minute))


def test_the_last_opinion_counts_in_whatever_order_reviews_are_listed() -> None:
    told = [
        at(1, "grace"),
        at(2, "grace", "changes_requested"),
        at(3, "grace", "commented"),
        at(2, "joan", "changes_requested"),
        at(4, "joan"),
    ]
    for order in itertools.permutations(told):
        found = standing_of(*order)
        assert [login_of(review) for review in found.approvals] == ["joan"]
        assert [login_of(review) for review in found.requests] == ["grace"]


@pytest.mark.parametrize(
    ("bots", "approvers"),
    [((), []), (("helper",), ["helper[bot]"]), (("other",), [])],
)
@pytest.mark.parametrize("login", ["helper", "helper[bot]", "Helper"])
def test_a_bot_approves_only_where_it_is_named(
    login: str, bots: Sequence[str], approvers: Sequence[str]
) -> None:
    found = standing_of(a_review(login, is_bot=True), bots=bots)
    assert [login_of(review) for review in found.approvals] == approvers


def test_a_named_bot_does_not_approve_its_own_commits() -> None:
    commit = a_commit("Raise it", Person("helper[bot]", is_bot=True))
    found = standing_of(a_review("helper", is_bot=True), commits=[commit], bots=["helper"])
    assert [one.reason for one in found.disregarded] == [
        "approved, but is an author of commit `aaaaaaa`"
    ]


def test_a_bot_and_a_person_of_the_same_name_each_have_an_opinion() -> None:
    found = standing_of(a_review("helper"), a_review("helper", "dismissed", is_bot=True))
    assert [login_of(review) for review in found.approvals] == ["helper"]


def test_accounts_that_are_gone_are_each_somebody_else_and_never_count() -> None:
    found = standing_of(a_review(None), a_review(None), replace(a_review("x"), author=Person(None)))
    assert found.approvals == ()
    assert len(found.disregarded) == 3


@pytest.mark.parametrize(
    ("stale", "covers"),
    [
        ("per_file", (True, False)),
        ("any_push", (False, False)),
        ("never", (True, True)),
    ],
)
def test_what_an_older_approval_still_covers_is_a_setting(
    stale: StaleApprovals, covers: tuple[bool, bool]
) -> None:
    [review] = standing_of(a_review("grace", untouched_since=["a.py"]), stale=stale).approvals
    assert (review.still_covers("a.py"), review.still_covers("b.py")) == covers


@pytest.mark.parametrize("stale", ["per_file", "any_push", "never"])
def test_an_approval_of_this_head_covers_everything(stale: StaleApprovals) -> None:
    [review] = standing_of(a_review("grace"), stale=stale).approvals
    assert review.still_covers("a.py")
    assert review.still_covers("b.py")


MERGE = replace(a_commit("Merge main", oid=HEAD), is_clean_merge=True)
OLD = a_commit("Change it", oid=SEEN)


@pytest.mark.parametrize(
    ("commits", "untouched", "complete", "covers"),
    [
        ([OLD, MERGE], ["a.py", "b.py"], True, True),
        ([OLD, MERGE, MERGE], ["a.py", "b.py"], True, True),
        ([OLD, replace(MERGE, is_clean_merge=False)], ["a.py", "b.py"], True, False),
        ([OLD, a_commit("More", oid="e" * 40), MERGE], ["a.py", "b.py"], True, False),
        ([OLD, MERGE], ["a.py"], True, False),
        ([OLD, MERGE], ["a.py", "b.py"], False, False),
        ([a_commit("Rebased", oid=HEAD)], ["a.py", "b.py"], True, False),
    ],
)
def test_any_push_but_a_clean_merge_ends_approvals_where_any_push_does(
    commits: Sequence[Commit], untouched: Sequence[str], complete: bool, covers: bool
) -> None:
    older = a_review("grace", untouched_since=untouched)
    [review] = standing_of(older, commits=commits, stale="any_push", complete=complete).approvals
    assert review.still_covers("a.py") == covers


def test_without_write_access_an_approval_is_kept_apart_and_a_request_blocks_nothing() -> None:
    found = standing_of(
        a_review("grace", can_push=False), a_review("joan", "changes_requested", can_push=False)
    )
    assert [login_of(review) for review in found.limited] == ["grace"]
    assert (found.approvals, found.requests) == ((), ())
    assert [one.reason for one in found.disregarded] == ["asks for changes without write access"]
