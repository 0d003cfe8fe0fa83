"""A review is missing, seen from outside: the one who can give it is asked, once for each state."""

from __future__ import annotations

from sandbox.pull_requests import PullRequest
from tests.journeys.traveller import Traveller

_REPOSITORY = "acme/bakery"
_POLICY = """\
checks:
  adr_link: {mode: "off"}
areas:
  ovens: {paths: [ovens/], users: [bob], owners: [alice]}
reviews:
  ask: {}
  nudge: {}
"""


def test_who_is_missing_is_asked_and_asked_again_only_for_a_new_state(
    traveller: Traveller,
) -> None:
    world, pull = traveller.world, _open_draft(traveller)
    traveller.wait(lambda: "review_coverage" in traveller.conclusions(pull), lambda: "a verdict")
    traveller.settle()
    assert _asked(pull) == []

    world.ready_for_review(pull.number, repository=_REPOSITORY)
    traveller.wait(lambda: _asked(pull) == ["bob"], lambda: "a request for a review")
    world.edit(pull.number, title="Bake much hotter", repository=_REPOSITORY)
    traveller.settle()
    assert _asked(pull) == ["bob"]

    world.approve(pull.number, by="bob", repository=_REPOSITORY)
    traveller.settle()
    assert _asked(pull) == ["bob"]

    world.push(pull.number, {"ovens/heat.py": "HEAT = 3\n"}, repository=_REPOSITORY)
    traveller.wait(lambda: _asked(pull) == ["bob", "bob"], lambda: "another request")
    traveller.settle()
    assert _asked(pull) == ["bob", "bob"]
    assert traveller.comments(pull) == []


def _open_draft(traveller: Traveller) -> PullRequest:
    world = traveller.world
    roles = {"alice": "write", "bob": "write", "carol": "write"}
    world.add_repository(_REPOSITORY).roles.update(roles)
    files = {".github/plumbline.yml": _POLICY, "ovens/heat.py": "HEAT = 1\n"}
    world.push_to_branch("main", files, "Begin", by="alice", repository=_REPOSITORY)
    return world.open_pull_request(
        "Bake hotter",
        by="carol",
        head="hotter",
        files={"ovens/heat.py": "HEAT = 2\n"},
        draft=True,
        repository=_REPOSITORY,
    )


def _asked(pull: PullRequest) -> list[str]:
    """Everybody who was ever asked for a review, in order."""
    asked = (moment for moment in pull.moments if moment.kind == "review_requested")
    return [moment.reviewer.login for moment in asked if moment.reviewer]
