"""Who has access to a repository, who is busy, and who was asked for a review."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.auth import Caller, identify
from sandbox.graph.context import Context
from sandbox.graph.execute import execute
from sandbox.limits import Budget
from sandbox.refusals import Refused
from sandbox.world import World
from tests.sandbox.harbour import Client, shop_world

COLLABORATORS = """
query($login: String, $words: String, $affiliation: CollaboratorAffiliation) {
  repository(owner: "acme", name: "shop") {
    collaborators(first: 100, login: $login, query: $words, affiliation: $affiliation) {
      totalCount edges { permission node { login } }
    }
  }
}
"""
STATUS = """query($login: String!) { user(login: $login) {
  status { indicatesLimitedAvailability message expiresAt }
} }"""
TIMELINE = """query($types: [PullRequestTimelineItemsItemType!], $last: Int = 50) {
  repository(owner: "acme", name: "shop") { pullRequest(number: 1) {
    createdAt
    timelineItems(itemTypes: $types, last: $last) { totalCount filteredCount pageCount nodes {
      __typename
      ... on ReviewRequestedEvent {
        createdAt actor { login }
        requestedReviewer { ... on User { login } ... on Team { combinedSlug } }
      }
      ... on ReviewRequestRemovedEvent { requestedReviewer { ... on User { login } } }
      ... on ReadyForReviewEvent { createdAt }
    } }
  } }
}"""


def collaborators(client: Client, **asked: Any) -> dict[str, str]:
    answer = client.graphql(COLLABORATORS, **asked)
    edges = answer["data"]["repository"]["collaborators"]["edges"]
    return {edge["node"]["login"]: edge["permission"] for edge in edges}


@pytest.fixture
def world(client: Client) -> World:
    return client.world


def test_collaborators_have_the_highest_of_all_the_ways_they_come_by_access(
    client: Client, world: World
) -> None:
    for login in ("mia", "tom", "zoe"):
        world.add_account(login, name=login.title())
    world.members["acme"] |= {"mia", "tom"}
    world.repository().roles |= {"zoe": "triage", "tom": "maintain"}
    found = {"ana": "ADMIN", "bo": "WRITE", "mia": "READ", "tom": "MAINTAIN", "zoe": "TRIAGE"}
    assert collaborators(client) == found
    world.base_roles["acme"] = "write"
    assert collaborators(client)["mia"] == "WRITE"
    world.base_roles["acme"] = None
    assert "mia" not in collaborators(client)


def test_who_only_reads_what_is_public_is_no_collaborator(client: Client, world: World) -> None:
    world.repository().private = False
    assert world.role(world.repository(), world.account("eve")) == "read"
    assert "eve" not in collaborators(client)


def test_collaborators_are_found_by_login_name_and_affiliation(
    client: Client, world: World
) -> None:
    world.repository().roles |= {"eve": "write", "bo": "write"}
    assert collaborators(client, login="EVE") == {"eve": "WRITE"}
    assert collaborators(client, login="nobody") == {}
    assert collaborators(client, words="an") == {"ana": "ADMIN"}
    assert collaborators(client, affiliation="OUTSIDE") == {"eve": "WRITE"}
    assert set(collaborators(client, affiliation="DIRECT")) == {"eve", "bo"}


def test_collaborators_are_shown_to_those_who_may_see_them_only() -> None:
    world = shop_world()
    world.repository().private = False
    world.add_account("else", "Organization")
    elsewhere = world.mint_token(world.install("else"))
    for caller in (
        identify(world, f"Bearer {elsewhere.text}"),
        Caller(person=world.account("eve")),
    ):
        answer = execute(Context(world, caller, Budget(5_000, 0)), COLLABORATORS, {}, None)
        assert answer["data"]["repository"]["collaborators"] is None
        assert answer["errors"][0]["type"] == "FORBIDDEN"


def test_somebody_is_busy_until_their_status_expires(client: Client, world: World) -> None:
    def status() -> Any:
        return client.graphql(STATUS, login="bo")["data"]["user"]["status"]

    assert status() is None
    assert client.tell("set_status", login="bo", busy=True, message="Sailing").ok
    limited = {"indicatesLimitedAvailability": True, "message": "Sailing", "expiresAt": None}
    assert status() == limited
    client.tell("set_status", login="bo", busy=True, hours=2)
    assert status()["expiresAt"] is not None
    world.advance(2)
    assert status() is None
    client.tell("set_status", login="bo", busy=False, message="At my desk")
    assert status()["indicatesLimitedAvailability"] is False


def test_the_timeline_tells_who_was_asked_and_when_it_was_ready(
    client: Client, world: World
) -> None:
    world.convert_to_draft(1)
    world.ready_for_review(1)
    world.request_review(1, of="bo", by="ana")
    world.request_review(1, of="bo", by="ana")
    world.request_review(1, of="acme/payments", by="plumbline[bot]")
    world.withdraw_request(1, of="bo", by="ana")
    items = client.graphql(TIMELINE)["data"]["repository"]["pullRequest"]["timelineItems"]
    kinds = [node["__typename"] for node in items["nodes"]]
    asked, team = items["nodes"][2:4]
    assert kinds == [
        "ConvertToDraftEvent",
        "ReadyForReviewEvent",
        "ReviewRequestedEvent",
        "ReviewRequestedEvent",
        "ReviewRequestRemovedEvent",
    ]
    assert (asked["actor"], asked["requestedReviewer"]) == ({"login": "ana"}, {"login": "bo"})
    assert team["actor"] == {"login": "plumbline"}
    assert team["requestedReviewer"] == {"combinedSlug": "acme/payments"}
    assert items["nodes"][4]["requestedReviewer"] == {"login": "bo"}


def test_the_timeline_is_filtered_by_kind_and_cut_from_the_end(
    client: Client, world: World
) -> None:
    world.repository().roles["eve"] = "read"
    for who in ("bo", "eve", "acme/payments"):
        world.request_review(1, of=who)
    world.convert_to_draft(1)
    answer = client.graphql(TIMELINE, types=["REVIEW_REQUESTED_EVENT"], last=2)
    items = answer["data"]["repository"]["pullRequest"]["timelineItems"]
    assert (items["totalCount"], items["filteredCount"], items["pageCount"]) == (3, 3, 2)
    assert [n["requestedReviewer"] for n in items["nodes"]] == [
        {"login": "eve"},
        {"combinedSlug": "acme/payments"},
    ]
    assert "errors" in client.graphql(TIMELINE, types=["ASSIGNED_EVENT"])


def test_a_review_answers_the_request_and_the_timeline_keeps_it(world: World) -> None:
    pull = world.pull(world.repository(), 1)
    world.request_review(1, of="bo")
    world.approve(1, by="bo")
    assert pull.requested_people == []
    assert [moment.kind for moment in pull.moments] == ["review_requested"]
    with pytest.raises(Refused, match="No team"):
        world.request_review(1, of="acme/nobody")


def test_a_team_that_was_asked_is_shown_with_the_permission_to_see_members_only() -> None:
    world = shop_world()
    world.request_review(1, of="acme/payments")
    token = world.mint_token(next(iter(world.installations.values())), {"pull_requests": "read"})
    context = Context(world, identify(world, f"Bearer {token.text}"), Budget(5_000, 0))
    answer = execute(context, TIMELINE, {}, None)
    node = answer["data"]["repository"]["pullRequest"]["timelineItems"]["nodes"][0]
    assert node["requestedReviewer"] is None
