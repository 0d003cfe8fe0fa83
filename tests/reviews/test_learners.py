"""Mentoring: a learner looks along where an area's review is asked for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.people import Colleague
from tests.builders import a_commit, a_person, a_review, a_team
from tests.reviews.people import asked, colleagues, pull, scene, story

PAYMENTS = Area("payments", ("src/pay/",), users=("bob", "carol"), learners=("acme/pay-learners",))


def payments(pull_request: object = None, **more: object) -> Snapshot:
    learning = a_team("acme/pay-learners", "lea", "leo")
    found = pull_request or pull("src/pay/till.py")
    return scene(found, owners=None, areas=(PAYMENTS,), teams=(learning,), **more)  # type: ignore[arg-type]


def test_a_learner_is_asked_beside_the_one_who_may_approve() -> None:
    found = asked(payments(), mentoring=True)
    assert found.reviewers in {("bob",), ("carol",)}
    assert found.learners in {("lea",), ("leo",)}
    assert found.everybody == found.reviewers + found.learners


def test_a_learner_comes_on_top_of_the_most() -> None:
    found = asked(payments(), mentoring=True, most=1)
    assert (len(found.reviewers), len(found.learners)) == (1, 1)
    waiting = pull("src/pay/till.py", requested_reviewers=found.learners)
    assert len(asked(payments(waiting), mentoring=True, most=1).reviewers) == 1


def test_without_the_setting_nobody_learns() -> None:
    assert asked(payments()).learners == ()


def test_a_learner_joins_a_request_that_was_made_by_hand() -> None:
    found = asked(payments(pull("src/pay/till.py", requested_reviewers=("bob",))), mentoring=True)
    assert found.reviewers == ()
    assert len(found.learners) == 1


def test_elsewhere_no_learner_is_asked() -> None:
    assert asked(payments(pull("src/other.py")), mentoring=True).learners == ()


def test_nor_where_nobody_of_the_area_can_be_asked() -> None:
    assert asked(payments(away=("bob", "carol")), mentoring=True).learners == ()


@pytest.mark.parametrize(
    "seen",
    [
        pull("src/pay/till.py", requested_reviewers=("bob", "lea")),
        pull("src/pay/till.py", requested_reviewers=("bob",), review_requests=story("lea", "-lea")),
        pull("src/pay/till.py", reviews=(a_review("leo", "commented"),)),
    ],
    ids=["asked", "asked before", "has spoken"],
)
def test_one_learner_is_enough_for_a_pull_request(seen: object) -> None:
    assert asked(payments(seen), mentoring=True).learners == ()


def test_who_is_away_busy_without_access_or_part_of_the_change_is_passed_over() -> None:
    assert asked(payments(away=("lea",)), mentoring=True).learners == ("leo",)
    busy = (*colleagues("bob", "carol"), Colleague("lea", "read", is_busy=True))
    assert asked(payments(people=busy), mentoring=True).learners == ("leo",)
    no_access = (*colleagues("bob", "carol"), Colleague("leo", "none"))
    assert asked(payments(people=no_access), mentoring=True).learners == ("lea",)
    own = pull("src/pay/till.py", commits=(a_commit("Change", a_person("lea")),))
    assert asked(payments(own), mentoring=True).learners == ("leo",)


def test_who_may_approve_in_the_area_learns_no_more() -> None:
    snapshot = payments()
    both = replace(snapshot, teams=(a_team("acme/pay-learners", "bob", "lea"),))
    assert asked(both, mentoring=True).learners == ("lea",)


def test_the_least_loaded_learner_is_asked() -> None:
    people = colleagues("bob", "carol", lea=4, leo=1)
    assert asked(payments(people=people), mentoring=True).learners == ("leo",)


def test_learners_take_turns() -> None:
    turns = Counter(
        asked(payments(pull("src/pay/till.py", number=n)), mentoring=True).learners
        for n in range(1, 11)
    )
    assert turns == {("lea",): 5, ("leo",): 5}


def test_a_team_that_cannot_be_read_has_no_learners() -> None:
    snapshot = replace(payments(), teams=())
    assert asked(snapshot, mentoring=True).learners == ()
