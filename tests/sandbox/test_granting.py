"""Access comes and goes, and GitHub tells of it."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.refusals import Refused
from tests.sandbox.harbour import REPOSITORY, Client
from tests.sandbox.test_verbs import Listening


@pytest.fixture
def listening() -> Listening:
    return Listening()


def test_a_collaborator_is_added_changed_and_removed(listening: Listening) -> None:
    world = listening.world
    for role in ("triage", "maintain", "maintain", None, None):
        world.set_permission("eve", role, by="ana")  # type: ignore[arg-type]
    changes = [payload.get("changes") for _, payload in listening.payloads]
    assert listening.told() == ["member.added", "member.edited", "member.removed"]
    assert changes == [
        {"permission": {"to": "read"}, "role_name": {"to": "triage"}},
        {"old_permission": {"from": "read"}, "permission": {"from": "read", "to": "write"}},
        None,
    ]
    assert world.role(world.repository(), world.account("eve")) is None


def test_a_repository_of_a_person_tells_of_its_members_without_an_organization(
    listening: Listening,
) -> None:
    world = listening.world
    world.add_repository("ana/boat")
    world.install("ana")
    listening.told()
    world.set_permission("eve", "write", repository="ana/boat")
    payload = listening.payloads[0][1]
    assert listening.told() == ["member.added"]
    assert "organization" not in payload
    assert payload["installation"]["id"]
    assert payload["repository"]["full_name"] == "ana/boat"


def test_a_team_gets_a_repository_another_role_and_loses_it(listening: Listening) -> None:
    world = listening.world
    world.add_team("acme", "web", ("eve",))
    for role in ("read", "admin", None):
        world.set_team_permission("acme/web", role)  # type: ignore[arg-type]
    changes = [payload.get("changes") for _, payload in listening.payloads]
    assert listening.told() == [
        "team.added_to_repository",
        "team.edited",
        "team.removed_from_repository",
    ]
    was = {"pull": True, "push": False, "admin": False}
    assert changes == [None, {"repository": {"permissions": {"from": was}}}, None]


def test_who_leaves_an_organization_leaves_its_teams(listening: Listening) -> None:
    world = listening.world
    world.set_membership("acme", "eve", "admin")
    assert world.role(world.repository(), world.account("eve")) == "admin"
    world.set_team_members("acme/payments", ["bo", "eve"])
    listening.told()
    world.set_membership("acme", "eve", None)
    assert listening.told() == ["membership.removed", "organization.member_removed"]
    assert world.role(world.repository(), world.account("eve")) is None
    assert world.teams["acme/payments"].members == {"bo"}


def test_teams_come_hide_and_go(listening: Listening) -> None:
    world = listening.world
    world.create_team("acme", "refunds", ["eve"], parent="payments")
    world.set_team_permission("acme/refunds", "read")
    world.request_review(1, of="acme/refunds")
    world.set_team_secret("acme/refunds", True)
    world.delete_team("acme/refunds")
    assert listening.told() == [
        "team.created",
        "team.added_to_repository",
        "pull_request.review_requested",
        "team.edited",
        "team.deleted",
    ]
    assert world.pull(world.repository(), 1).requested_teams == []
    assert world.team_members(world.teams["acme/payments"]) == {"bo"}
    with pytest.raises(Refused, match="No team"):
        world.delete_team("acme/refunds")


def test_what_is_no_role_is_refused(client: Client) -> None:
    refused = client.tell("set_permission", login="eve", role="captain")
    assert (refused.status_code, "captain is no role" in refused.text) == (422, True)
    assert client.tell("set_base_permission", organization="acme", role="write").ok
    with pytest.raises(Refused, match="No team"):
        client.world.set_team_permission("acme/gone", "read")


def test_the_permission_of_one_person_says_the_real_role_too(client: Client) -> None:
    def told(login: str) -> Any:
        return client.get(f"/repos/{REPOSITORY}/collaborators/{login}/permission").json()

    client.world.set_permission("eve", "maintain")
    assert (told("eve")["permission"], told("eve")["role_name"]) == ("write", "maintain")
    client.world.set_permission("eve", "triage")
    assert (told("eve")["permission"], told("eve")["role_name"]) == ("read", "triage")
    client.world.set_permission("eve", None)
    assert (told("eve")["permission"], told("eve")["role_name"]) == ("none", "none")
    client.world.repository().private = False
    assert told("eve")["permission"] == "read"
