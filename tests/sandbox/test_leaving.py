"""People who are gone, and people with another name."""

from __future__ import annotations

from typing import Any

from tests.sandbox.harbour import REPOSITORY, Client

QUERY = """{ user(login: "bo") { login } repository(owner: "acme", name: "shop") {
  collaborators(first: 10) { nodes { login } }
  pullRequest(number: 1) {
    reviews(first: 5) { nodes { author { login } authorCanPushToRepository state } }
    comments(first: 5) { nodes { author { login } } }
    commits(last: 1) { nodes { commit { authors(first: 5) { nodes { user { login } } } } } }
  } } organization(login: "acme") {
  membersWithRole(first: 10) { nodes { login } }
  team(slug: "payments") { members(first: 10) { nodes { login } } } } }"""


def told(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.graphql(QUERY)["data"]
    return found


def test_what_somebody_wrote_stays_and_is_nobodys_once_they_are_gone(client: Client) -> None:
    world = client.world
    world.approve(1, by="bo")
    world.comment(1, "Hm", by="bo")
    world.request_review(1, of="bo")
    assert client.tell("remove_account", login="bo").ok
    found = told(client)
    pull = found["repository"]["pullRequest"]
    review = {"author": None, "authorCanPushToRepository": False, "state": "APPROVED"}
    assert pull["reviews"]["nodes"] == [review]
    assert pull["comments"]["nodes"] == [{"author": None}]
    authors = pull["commits"]["nodes"][0]["commit"]["authors"]["nodes"]
    assert authors == [{"user": {"login": "ana"}}, {"user": None}]
    assert found["user"] is None
    assert found["repository"]["collaborators"]["nodes"] == [{"login": "ana"}]
    assert found["organization"]["membersWithRole"]["nodes"] == [{"login": "ana"}]
    assert found["organization"]["team"]["members"]["nodes"] == []
    assert world.pull(world.repository(), 1).requested_people == []
    reviews = client.get(f"/repos/{REPOSITORY}/pulls/1/reviews").json()
    assert [each["user"] for each in reviews] == [None]
    comments = client.get(f"/repos/{REPOSITORY}/issues/1/comments").json()
    assert [each["user"] for each in comments] == [None]
    assert client.get("/orgs/acme/teams/payments/members").json() == []
    assert client.session.get(f"{client.running.url}/acme/shop/pull/1", timeout=5).ok


def test_a_suspension_is_lifted(client: Client) -> None:
    world = client.world
    world.approve(1, by="bo")
    world.remove_account("bo")
    assert client.tell("restore_account", login="bo").ok
    review = told(client)["repository"]["pullRequest"]["reviews"]["nodes"][0]
    assert (review["author"], review["authorCanPushToRepository"]) == ({"login": "bo"}, True)
    assert client.tell("restore_account", login="bo").status_code == 422


def test_somebody_renamed_keeps_what_they_had(client: Client) -> None:
    world = client.world
    world.approve(1, by="bo")
    world.set_permission("bo", "triage")
    assert client.tell("rename_account", old="bo", new="Bodil").ok
    found = told(client)
    assert found["repository"]["pullRequest"]["reviews"]["nodes"][0]["author"] == {"login": "Bodil"}
    assert found["organization"]["team"]["members"]["nodes"] == [{"login": "Bodil"}]
    assert found["user"] is None
    assert world.role(world.repository(), world.account("bodil")) == "write"
    assert client.tell("rename_account", old="Bodil", new="ana").status_code == 422


def test_teams_that_form_a_ring_still_have_members(client: Client) -> None:
    world = client.world
    below = world.add_team("acme", "refunds", ("eve",), parent="payments")
    world.teams["acme/payments"].parent = below
    found = told(client)["organization"]["team"]["members"]["nodes"]
    assert found == [{"login": "bo"}, {"login": "eve"}]
