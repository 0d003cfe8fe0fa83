"""Whom a review is asked of: exactly those who are missing, and nobody twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from reviews.asking import NOBODY, Requests
from snapshot.area import Area
from snapshot.people import Colleague
from snapshot.pull_request import PullRequest
from tests.builders import a_review, a_team
from tests.reviews.people import TEAM, asked, colleagues, earlier, pull, scene, story

SECURITY = Area("security", ("src/",), users=("erin",), role="security")
PRODUCT = Area("product", ("src/",), users=("erin", "frank"), role="product")


def test_one_of_the_owners_is_asked_where_one_approval_is_missing() -> None:
    found = asked(scene())
    assert len(found.reviewers) == 1
    assert set(found.reviewers) <= set(TEAM)
    assert found.learners == ()


def test_nobody_is_asked_once_all_is_covered() -> None:
    assert asked(scene(pull(reviews=(a_review("bob"),)))) == NOBODY


def test_nobody_is_asked_on_a_draft() -> None:
    assert asked(scene(pull(is_draft=True))) == NOBODY


def test_nobody_is_asked_where_reviews_could_not_be_read() -> None:
    assert asked(scene(pull(reviews_complete=False))) == NOBODY


def test_once_the_request_stands_nobody_else_is_asked() -> None:
    first = asked(scene()).reviewers
    again = pull(requested_reviewers=first, review_requests=story(*first))
    assert asked(scene(again)) == NOBODY


@pytest.mark.parametrize("who", ["bob", "Carol", "dave"])
def test_whoever_is_asked_by_hand_is_enough(who: str) -> None:
    assert asked(scene(pull(requested_reviewers=(who,)))) == NOBODY


def test_a_request_to_the_owning_team_is_enough() -> None:
    assert asked(scene(pull(requested_reviewers=("acme/Makers",)))) == NOBODY


def test_a_request_to_somebody_who_cannot_help_is_not() -> None:
    assert len(asked(scene(pull(requested_reviewers=("mallory",)))).reviewers) == 1


def test_two_approvals_take_two_people_and_one_who_is_asked_counts() -> None:
    assert len(asked(scene(), approvals=2).reviewers) == 2
    found = asked(scene(pull(requested_reviewers=("bob",))), approvals=2)
    assert len(found.reviewers) == 1
    assert found.reviewers != ("bob",)


def test_an_approval_that_stands_is_not_asked_for_again() -> None:
    found = asked(scene(pull(reviews=(a_review("bob"),))), approvals=2)
    assert len(found.reviewers) == 1
    assert found.reviewers != ("bob",)


def test_no_more_are_asked_at_a_time_than_wished() -> None:
    assert len(asked(scene(), approvals=3, most=2).reviewers) == 2
    waiting = pull(requested_reviewers=("bob", "mallory"))
    assert asked(scene(waiting), approvals=3, most=2) == NOBODY


def test_a_request_that_was_taken_back_is_not_made_again() -> None:
    withdrawn = pull(review_requests=story("bob", "-bob", "carol", "-carol"))
    assert asked(scene(withdrawn)).reviewers == ("dave",)


def test_nobody_is_asked_when_all_requests_were_taken_back() -> None:
    told = [f"{sign}{who}" for who in TEAM for sign in ("", "-")]
    assert asked(scene(pull(review_requests=story(*told)))) == NOBODY


def test_a_request_that_vanished_unanswered_is_not_made_again() -> None:
    assert "bob" not in asked(scene(pull(review_requests=story("bob"))), approvals=3).reviewers


def test_whose_approval_went_stale_is_asked_again_once() -> None:
    stale = pull(reviews=(earlier(a_review("bob")),), review_requests=story("bob"))
    assert asked(scene(stale, people=colleagues("bob"), away=("carol", "dave"))).reviewers == (
        "bob",
    )
    waits = replace(stale, requested_reviewers=("bob",))
    assert asked(scene(waits, away=("carol", "dave"))) == NOBODY


@pytest.mark.parametrize("state", ["commented", "changes_requested"])
def test_who_speaks_about_this_head_is_not_asked_about_it_nor_is_anybody_else(state: str) -> None:
    said = pull(reviews=(a_review("bob", state),))  # type: ignore[arg-type]
    assert asked(scene(said, away=("carol", "dave"))) == NOBODY


@pytest.mark.parametrize(
    "said",
    [
        pull(reviews=(a_review("eve", "commented", can_push=False),)),
        pull(reviews=(a_review("scanner", "commented", is_bot=True),)),
        pull(requested_reviewers=("scanner[bot]",)),
    ],
    ids=["an outsider", "a program", "a program that is asked"],
)
def test_the_word_of_an_outsider_or_a_program_takes_nobodys_place(said: PullRequest) -> None:
    assert len(asked(scene(said, owners=None)).reviewers) == 1


def test_who_asked_for_changes_is_asked_again_once_there_is_a_new_head() -> None:
    answered = pull(reviews=(earlier(a_review("bob", "changes_requested")),))
    assert asked(scene(answered, away=("carol", "dave"))).reviewers == ("bob",)


def test_whose_approval_was_dismissed_may_be_asked_again() -> None:
    dismissed = pull(reviews=(a_review("bob", "dismissed"),), review_requests=story("bob"))
    assert asked(scene(dismissed, away=("carol", "dave"))).reviewers == ("bob",)


def test_who_is_away_or_busy_is_not_asked() -> None:
    people = (*colleagues("bob", "dave"), Colleague("carol", "write", is_busy=True))
    assert asked(scene(people=people, away=("bob",))).reviewers == ("dave",)
    assert asked(scene(people=people, away=("bob", "dave"))) == NOBODY


def test_a_request_by_hand_to_somebody_away_stays_and_is_not_doubled() -> None:
    waiting = pull(requested_reviewers=("bob",))
    assert asked(scene(waiting, away=("bob",))) == NOBODY


def test_the_author_is_never_asked_not_even_as_the_only_owner() -> None:
    assert "ada" not in asked(scene(owners="src/ @ada\n")).reviewers
    assert asked(scene(owners="src/ @ada\n", people=())) == NOBODY


def test_each_role_takes_a_person_of_its_own() -> None:
    snapshot = scene(owners=None, areas=(SECURITY, PRODUCT), people=colleagues("erin", "frank"))
    assert set(asked(snapshot).reviewers) == {"erin", "frank"}
    erin = replace(snapshot, pull_request=pull(requested_reviewers=("erin",)))
    assert asked(erin).reviewers == ("frank",)


def test_files_that_lack_nothing_bring_nobody() -> None:
    owners = "src/ @acme/makers\ndocs/ @grace\n"
    seen = pull("docs/a.md", "src/till.py", reviews=(a_review("grace"),))
    people = colleagues(*TEAM, "grace")
    found = asked(scene(seen, owners=owners, people=people))
    assert len(found.reviewers) == 1
    assert set(found.reviewers) <= set(TEAM)


def test_reviews_are_spread_over_the_team_and_go_round() -> None:
    """Thirty pull requests, one after the other, none of them answered before the last is open."""
    team = [f"maker{n}" for n in range(6)]
    load: Counter[str] = Counter()
    for number in range(1, 31):
        people = tuple(Colleague(who, "write", open_reviews=load[who]) for who in team)
        snapshot = scene(
            pull(f"src/part{number}.py", number=number),
            owners="src/ @acme/six\n",
            people=people,
            teams=(a_team("acme/six", *team),),
        )
        load.update(asked(snapshot).reviewers)
    assert load == dict.fromkeys(team, 5)


def test_people_take_turns_even_when_nothing_is_known_of_their_load() -> None:
    team = [f"maker{n}" for n in range(6)]
    turns: Counter[str] = Counter()
    for number in range(1, 61):
        snapshot = scene(
            pull(number=number),
            owners="src/ @acme/six\n",
            people=tuple(Colleague(who, "write") for who in team),
            teams=(a_team("acme/six", *team),),
        )
        turns.update(asked(snapshot).reviewers)
    assert set(turns) == set(team)
    assert max(turns.values()) <= 25


def test_asking_twice_in_a_row_asks_nobody_the_second_time() -> None:
    areas = (SECURITY, PRODUCT)
    people = colleagues(*TEAM, "erin", "frank")
    first: Requests = asked(scene(areas=areas, people=people), most=9)
    assert len(first.reviewers) == 3
    standing = pull(requested_reviewers=first.everybody, review_requests=story(*first.everybody))
    assert asked(scene(standing, areas=areas, people=people), most=9) == NOBODY
