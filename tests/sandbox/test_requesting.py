"""The App asks for reviews, by GraphQL and by REST, under GitHub's rules."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.pull_requests import PullRequest
from sandbox.world import World
from tests.sandbox.harbour import REPOSITORY, Client

ASK = """mutation($pull: ID!, $people: [ID!], $teams: [ID!], $union: Boolean) {
  requestReviews(input: {pullRequestId: $pull, userIds: $people, teamIds: $teams, union: $union}) {
    actor { login }
    pullRequest { reviewRequests(first: 10) { nodes { requestedReviewer {
      ... on User { login } ... on Team { combinedSlug }
    } } } }
    requestedReviewersEdge { node { login } }
  }
}"""
REVIEWERS = f"/repos/{REPOSITORY}/pulls/1/requested_reviewers"
TIMELINE = """{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) {
  timelineItems(first: 10) { nodes {
    __typename
    ... on BaseRefChangedEvent { previousRefName currentRefName actor { login } }
    ... on HeadRefForcePushedEvent { beforeCommit { oid } afterCommit { oid } }
  } } } } }"""


@pytest.fixture
def world(client: Client) -> World:
    """With mia, who may push."""
    client.world.add_account("mia", name="Mia")
    client.world.repository().roles["mia"] = "write"
    return client.world


@pytest.fixture
def pull(world: World) -> PullRequest:
    return world.pull(world.repository(), 1)


def ask(client: Client, *names: str, union: bool = True) -> Any:
    world = client.world
    people = [world.account(name).node_id for name in names if "/" not in name]
    teams = [world.teams[name].node_id for name in names if "/" in name]
    pull = world.pull(world.repository(), 1).node_id
    return client.graphql(ASK, pull=pull, people=people, teams=teams, union=union)


def test_people_and_teams_are_asked_in_the_name_of_the_app(
    client: Client, world: World, pull: PullRequest
) -> None:
    heard: list[tuple[str, Any]] = []
    world.listeners.append(lambda event, payload, _: heard.append((event, payload)))
    told = ask(client, "bo", "acme/payments")["data"]["requestReviews"]
    standing = told["pullRequest"]["reviewRequests"]["nodes"]
    assert [each["requestedReviewer"] for each in standing] == [
        {"login": "bo"},
        {"combinedSlug": "acme/payments"},
    ]
    assert told["actor"] == {"login": "plumbline"}
    assert told["requestedReviewersEdge"]["node"] == {"login": "bo"}
    assert [(event, p["action"], p["sender"]["login"]) for event, p in heard] == [
        ("pull_request", "review_requested", "plumbline[bot]")
    ] * 2
    assert heard[0][1]["requested_reviewer"]["login"] == "bo"
    assert heard[1][1]["requested_team"]["slug"] == "payments"
    ask(client, "bo")
    assert len(heard) == 2
    assert len(pull.moments) == 2


def test_without_union_the_named_replace_the_others(
    client: Client, world: World, pull: PullRequest
) -> None:
    ask(client, "bo", "acme/payments")
    ask(client, "mia", union=False)
    assert (pull.requested_people, pull.requested_teams) == ([world.account("mia")], [])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ana", "Review cannot be requested from pull request author."),
        ("eve", "is not a collaborator of the acme/shop repository."),
        ("acme/idle", "is not a collaborator of the acme/shop repository."),
    ],
)
def test_one_who_cannot_be_asked_refuses_all(
    client: Client, world: World, pull: PullRequest, name: str, reason: str
) -> None:
    world.add_team("acme", "idle", ("bo",))
    answer = ask(client, "bo", name)
    assert answer["errors"][0]["type"] == "UNPROCESSABLE"
    assert answer["errors"][0]["message"].endswith(reason)
    assert answer["data"]["requestReviews"] is None
    key = "team_reviewers" if "/" in name else "reviewers"
    refused = client.post(REVIEWERS, {"reviewers": ["bo"], key: [name.rpartition("/")[2]]})
    assert (refused.status_code, refused.json()["message"].endswith(reason)) == (422, True)
    assert pull.requested_people == []


def test_a_team_below_one_with_access_may_be_asked(
    client: Client, world: World, pull: PullRequest
) -> None:
    below = world.add_team("acme", "refunds", ("bo",), parent="payments")
    assert "errors" not in ask(client, "acme/refunds")
    assert pull.requested_teams == [below]


def test_rest_asks_by_login_and_slug_and_takes_back(client: Client, pull: PullRequest) -> None:
    made = client.post(REVIEWERS, {"reviewers": ["bo"], "team_reviewers": ["payments"]})
    assert made.status_code == 201
    assert [team["slug"] for team in made.json()["requested_teams"]] == ["payments"]
    gone = client.ask("DELETE", REVIEWERS, json={"reviewers": ["bo"]})
    assert (gone.status_code, gone.json()["requested_reviewers"]) == (200, [])
    assert pull.moments[-1].kind == "review_request_removed"


def test_asking_needs_the_permission_to_write_pull_requests(client: Client) -> None:
    readable = {"pull_requests": "read", "metadata": "read"}
    token = client.world.mint_token(client.installation, readable).text
    refused = client.ask("POST", REVIEWERS, token=token, json={"reviewers": ["bo"]})
    assert refused.status_code == 403


def test_the_timeline_tells_of_other_bases_and_forced_pushes(
    client: Client, world: World, pull: PullRequest
) -> None:
    world.push_to_branch("release", {"README.md": "# R\n"}, "Release", by="ana")
    world.edit(1, base="release", by="bo")
    before = pull.head_oid
    after = world.force_push(1, {"src/pay.py": "one = 3\n"})
    world.push(1, {"src/pay.py": "one = 4\n"})
    found = client.graphql(TIMELINE)["data"]["repository"]["pullRequest"]["timelineItems"]
    assert found["nodes"] == [
        {
            "__typename": "BaseRefChangedEvent",
            "previousRefName": "main",
            "currentRefName": "release",
            "actor": {"login": "bo"},
        },
        {
            "__typename": "HeadRefForcePushedEvent",
            "beforeCommit": {"oid": before},
            "afterCommit": {"oid": after},
        },
    ]
