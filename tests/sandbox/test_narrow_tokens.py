"""A token opens what it was narrowed to, by whichever way a thing is reached."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.auth import identify
from sandbox.graph.context import Context
from sandbox.graph.execute import execute
from sandbox.limits import Budget
from sandbox.world import World
from tests.sandbox.harbour import Client, shop_world

NODE = "query($id: ID!) { node(id: $id) { id } }"
COMMENT = """mutation($id: ID!) {
  addComment(input: {subjectId: $id, body: "Hello"}) { clientMutationId }
}"""
INSIDE = 'query { repository(owner: "acme", name: "shop") { %s } }'


def kinds(world: World, permissions: dict[str, str], query: str, **variables: Any) -> list[str]:
    """The types of the errors that a token with these permissions gets."""
    token = world.mint_token(next(iter(world.installations.values())), permissions)
    context = Context(world, identify(world, f"Bearer {token.text}"), Budget(5_000, 0))
    return [error["type"] for error in execute(context, query, variables, None).get("errors", ())]


@pytest.mark.parametrize(
    ("number", "enough", "too_little"),
    [
        (1, {"pull_requests": "read"}, {"issues": "write", "contents": "read"}),
        (3, {"issues": "read"}, {"pull_requests": "write", "contents": "read"}),
    ],
    ids=["pull request", "issue"],
)
def test_an_id_opens_nothing_that_a_name_would_not(
    number: int, enough: dict[str, str], too_little: dict[str, str]
) -> None:
    world = shop_world()
    node = world.repository().numbered[number].node_id
    assert kinds(world, enough, NODE, id=node) == []
    assert kinds(world, too_little, NODE, id=node) == ["FORBIDDEN"]


def test_on_an_issue_the_permission_for_pull_requests_is_not_enough() -> None:
    world = shop_world()
    on_pull, on_issue = (world.repository().numbered[n].node_id for n in (1, 3))
    both = {"issues": "read", "pull_requests": "write"}
    assert kinds(world, both, COMMENT, id=on_pull) == []
    assert kinds(world, both, COMMENT, id=on_issue) == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("field", "permission"),
    [
        ("labels(first: 1) { totalCount }", "issues"),
        ("labels(first: 1) { totalCount }", "pull_requests"),
        ('label(name: "x") { id }', "issues"),
        ("codeowners { errors { line } }", "contents"),
    ],
)
def test_parts_of_a_repository_take_their_permission(field: str, permission: str) -> None:
    world = shop_world()
    assert kinds(world, {permission: "read"}, INSIDE % field) == []
    assert kinds(world, {"checks": "write"}, INSIDE % field) == ["FORBIDDEN"]


@pytest.mark.parametrize("classic", [True, False])
def test_tokens_come_in_either_form(client: Client, classic: bool) -> None:
    client.world.classic_tokens = classic
    path = f"/app/installations/{client.installation.id}/access_tokens"
    token = client.app("POST", path, json={}).json()["token"]
    assert (len(token) == 40) is classic
    assert (token.count(".") == 2) is not classic
    assert client.ask("GET", "/repos/acme/shop", token=token).status_code == 200
