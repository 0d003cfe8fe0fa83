"""What the sandbox answers and sends is what GitHub's descriptions say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.check_requests import Output, RunRequest
from sandbox.rest.dispatch import ROUTES
from sandbox.world import World
from tests.contracts import rest
from tests.contracts.deliveries import payload_problems
from tests.contracts.exchange import Exchange
from tests.contracts.operations import find
from tests.sandbox.harbour import REPOSITORY, Client, served, shop_world

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

RUN = {
    "name": "plumbline/adr_link",
    "status": "completed",
    "conclusion": "failure",
    "external_id": "x",
    "details_url": "https://plumbline.example/repositories/acme/shop/pulls/1",
    "output": {
        "title": "t",
        "summary": "s",
        "text": "u",
        "annotations": [
            {
                "path": "src/pay.py",
                "start_line": 2,
                "end_line": 2,
                "annotation_level": "warning",
                "message": "m",
            }
        ],
    },
    "actions": [{"label": "Again", "description": "Judge again", "identifier": "again"}],
}
HOME = f"/repos/{REPOSITORY}"


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with served() as made:
        made.world.approve(1, by="bo")
        made.world.comment(1, "Hello", by="bo")
        made.world.request_review(2, of="acme/payments", by="eve")
        made.world.registered_app().webhook_url = "http://127.0.0.1:9/nobody-listens"
        made.world.label(1, "debt", by="bo")
        made.world.require_checks(["plumbline/adr_link"])
        made.world.require_checks(["ci"], app=None)
        made.world.require_checks(["ci"], app=None, classic=True)
        made.running.service.courier.settle()
        owners = "src/ @nobody\n/ @bo\n"
        made.world.push_to_branch("main", {"CODEOWNERS": owners}, "Own", by="ana")
        yield made


def problems(client: Client, verb: str, path: str, body: Any = None, *, app: bool) -> Any:
    ask = client.app if app else client.ask
    answer = ask(verb, path, json=body)
    assert answer.status_code < 300, answer.text
    data = answer.json() if answer.content else None
    bare, _, query = path.partition("?")
    pairs = dict(pair.split("=") for pair in query.split("&")) if query else {}
    return rest.problems(Exchange(verb, bare, answer.status_code, pairs, body, data))


@pytest.mark.parametrize(
    "path",
    [
        "/app",
        "/app/installations",
        "/app/installations/INSTALLATION",
        f"{HOME}/installation",
        "/orgs/acme/installation",
        "/app/hook/config",
        "/app/hook/deliveries",
        "/app/hook/deliveries/DELIVERY",
    ],
)
def test_reading_as_the_app_is_answered_as_described(client: Client, path: str) -> None:
    delivery = str(next(iter(client.running.service.courier.deliveries)))
    path = path.replace("INSTALLATION", str(client.installation.id)).replace("DELIVERY", delivery)
    assert problems(client, "GET", path, app=True) == ()


@pytest.mark.parametrize(
    "path",
    [
        "/installation/repositories",
        HOME,
        f"{HOME}/pulls",
        f"{HOME}/pulls?state=all&per_page=1",
        f"{HOME}/pulls/1",
        f"{HOME}/pulls/2",
        f"{HOME}/pulls/1/files",
        f"{HOME}/pulls/1/commits",
        f"{HOME}/pulls/1/reviews",
        f"{HOME}/pulls/2/requested_reviewers",
        f"{HOME}/issues",
        f"{HOME}/issues/3",
        f"{HOME}/issues/1/comments",
        f"{HOME}/issues/1/labels",
        f"{HOME}/labels",
        f"{HOME}/labels/debt",
        f"{HOME}/contents/README.md",
        f"{HOME}/contents/docs/adr?ref=main",
        f"{HOME}/git/trees/main?recursive=1",
        f"{HOME}/git/ref/heads/main",
        f"{HOME}/branches",
        f"{HOME}/branches/main",
        f"{HOME}/branches/later",
        f"{HOME}/rules/branches/main",
        f"{HOME}/rules/branches/nowhere",
        f"{HOME}/commits",
        f"{HOME}/commits/main",
        f"{HOME}/compare/main...later",
        f"{HOME}/collaborators/bo/permission",
        f"{HOME}/codeowners/errors",
        "/orgs/acme",
        "/orgs/acme/members",
        "/orgs/acme/teams",
        "/orgs/acme/teams/payments",
        "/orgs/acme/teams/payments/members",
        "/orgs/acme/teams/payments/memberships/bo",
        "/users/bo",
        "/rate_limit",
        "/meta",
    ],
)
def test_reading_as_an_installation_is_answered_as_described(client: Client, path: str) -> None:
    assert problems(client, "GET", path, app=False) == ()


@pytest.mark.parametrize(
    "path",
    [
        "/user",
        "/user/installations",
        "/user/installations/INSTALLATION/repositories",
        "/user/installations/INSTALLATION/repositories?per_page=1&page=1",
        HOME,
    ],
)
def test_reading_for_a_person_is_answered_as_described(client: Client, path: str) -> None:
    token = client.world.authorizations.mint(client.world.account("bo")).text
    path = path.replace("INSTALLATION", str(client.installation.id))
    bare, _, query = path.partition("?")
    answer = client.ask("GET", path, token=token)
    assert answer.status_code == 200
    pairs = dict(pair.split("=") for pair in query.split("&")) if query else {}
    exchange = Exchange("GET", bare, 200, pairs, None, answer.json())
    assert rest.problems(exchange) == ()


def test_a_blob_is_answered_as_described(client: Client) -> None:
    entry = client.get(f"{HOME}/contents/README.md").json()
    assert problems(client, "GET", f"{HOME}/git/blobs/{entry['sha']}", app=False) == ()


def test_checks_are_written_and_read_as_described(client: Client) -> None:
    head = client.world.pull(client.world.repository(), 1).head_oid
    run = {**RUN, "head_sha": head}
    assert problems(client, "POST", f"{HOME}/check-runs", run, app=False) == ()
    listed = client.get(f"{HOME}/commits/{head}/check-runs").json()["check_runs"][0]
    one, suite = f"{HOME}/check-runs/{listed['id']}", listed["check_suite"]["id"]
    assert problems(client, "PATCH", one, {"status": "in_progress"}, app=False) == ()
    for path in (
        one,
        f"{one}/annotations",
        f"{HOME}/commits/{head}/check-runs?filter=all",
        f"{HOME}/commits/{head}/check-suites",
        f"{HOME}/check-suites/{suite}",
        f"{HOME}/check-suites/{suite}/check-runs",
    ):
        assert problems(client, "GET", path, app=False) == ()
    assert problems(client, "POST", f"{one}/rerequest", app=False) == ()


def test_tokens_are_made_and_revoked_as_described(client: Client) -> None:
    path = f"/app/installations/{client.installation.id}/access_tokens"
    body = {"repository_ids": [client.world.repository().id], "permissions": {"checks": "write"}}
    assert problems(client, "POST", path, body, app=True) == ()
    token = client.app("POST", path, json=body).json()["token"]
    assert client.ask("DELETE", "/installation/token", token=token).status_code == 204


def test_conversations_are_written_as_described(client: Client) -> None:
    issue = {"title": "A title", "body": "b", "labels": ["debt"], "assignees": ["bo"]}
    assert problems(client, "POST", f"{HOME}/issues", issue, app=False) == ()
    label = {"name": "calm", "color": "00ff00", "description": "d"}
    assert problems(client, "POST", f"{HOME}/labels", label, app=False) == ()
    assert problems(client, "PATCH", f"{HOME}/labels/calm", {"color": "00ff01"}, app=False) == ()
    one = f"{HOME}/issues/3"
    assert problems(client, "PATCH", one, {"state": "closed"}, app=False) == ()
    assert problems(client, "POST", f"{one}/labels", {"labels": ["calm"]}, app=False) == ()
    assert problems(client, "PUT", f"{one}/labels", {"labels": ["debt"]}, app=False) == ()
    assert problems(client, "DELETE", f"{one}/labels/debt", app=False) == ()
    assert problems(client, "POST", f"{one}/assignees", {"assignees": ["bo"]}, app=False) == ()
    assert problems(client, "POST", f"{one}/comments", {"body": "c"}, app=False) == ()
    comment = client.get(f"{one}/comments").json()[-1]["id"]
    path = f"{HOME}/issues/comments/{comment}"
    assert problems(client, "PATCH", path, {"body": "d"}, app=False) == ()
    assert problems(client, "GET", path, app=False) == ()
    assert problems(client, "DELETE", path, app=False) == ()


def test_reviews_are_asked_for_as_described(client: Client) -> None:
    path = f"{HOME}/pulls/1/requested_reviewers"
    body = {"reviewers": ["bo"], "team_reviewers": ["payments"]}
    assert problems(client, "POST", path, body, app=False) == ()
    assert problems(client, "DELETE", path, body, app=False) == ()
    path = f"{HOME}/pulls/1/update-branch"
    body = {"expected_head_sha": client.world.pull(client.world.repository(), 1).head_oid}
    assert problems(client, "PUT", path, body, app=False) == ()


def test_every_route_is_one_of_github() -> None:
    """What goes by ids is real but described nowhere."""
    strange = {r.path for r in ROUTES if find(r.verb, filled(r.path)) is None}
    by_id = "/organizations/{org_id}/team/{team_id}"
    assert strange == {"/repositories/{repository_id}", by_id, f"{by_id}/members"}


def filled(path: str) -> str:
    return re.sub(r"[{}]|(?<=contents/)$", "x", path)


def test_every_webhook_is_as_described() -> None:
    world, heard = shop_world(), []
    world.listeners.append(lambda event, payload, _: heard.append((event, payload)))
    live_through_a_day(world)
    let_issues_go_around(world)
    kinds = {(event, payload.get("action")) for event, payload in heard}
    assert len(kinds) >= 30
    found = [p for event, payload in heard for p in payload_problems(event, payload)]
    # An App may subscribe to merge groups, though the list inside check suites does not know it.
    assert [p for p in found if "'merge_group' is not one of" not in p] == []


def let_issues_go_around(world: World) -> None:
    world.add_repository("acme/elsewhere")
    for to_delete in (True, False):
        number = world.open_issue("Slow", by="ana", labels=["debt"]).number
        world.set_milestone(number, "Autumn", "2026-12-01T00:00:00+00:00", by="ana")
        world.assign(number, "bo", by="ana")
        world.unassign(number, "bo", by="ana")
        if to_delete:
            world.delete_issue(number, by="ana")
        else:
            world.transfer_issue(number, "acme/elsewhere", by="ana")


def grant_and_take(world: World) -> None:
    world.set_team_members("acme/payments", ["ana"], by="ana")
    world.set_membership("acme", "eve", "member")
    world.set_team_members("acme/payments", ["ana", "eve"])
    world.set_membership("acme", "eve", None)
    for role in ("triage", "maintain", None):
        world.set_permission("eve", role, by="ana")
        world.set_team_permission("acme/payments", role, by="ana")
    world.create_team("acme", "refunds", ["bo"], parent="payments")
    world.set_team_secret("acme/refunds", True)
    world.delete_team("acme/refunds", by="ana")


def live_through_a_day(world: World) -> None:
    """Everything that can happen, once."""
    repository, app = world.repository(), world.registered_app()
    world.label(1, "debt", by="bo")
    world.label(3, "calm", by="bo")
    world.unlabel(1, "debt", by="bo")
    world.comment(1, "Hm", by="bo")
    world.comment(3, "Hm", by="eve")
    comment = world.issue(repository, 1).comments[0]
    world.edit_comment(comment, "Well", by="bo")
    world.delete_comment(comment, by="bo")
    world.approve(1, by="bo")
    world.request_changes(2, by="bo")
    world.edit_review(1, of="bo", body="Fine")
    world.dismiss(1, of="bo", by="ana")
    world.request_review(1, of="bo")
    world.request_review(1, of="acme/payments")
    world.withdraw_request(1, of="acme/payments")
    world.request_review(1, of="bo", by="plumbline[bot]")
    world.withdraw_request(1, of="bo", by="ana")
    world.edit(1, title="Pay at once", body="New", base="main")
    world.convert_to_draft(1)
    world.ready_for_review(1)
    world.force_push(1, {"src/pay.py": "one = 2\n"})
    head = world.pull(repository, 1).head_oid
    output = Output("t", "s")
    done = RunRequest("plumbline/x", "completed", "success", output=output)
    run = world.create_check_run(repository, app, head, RunRequest("plumbline/x"))
    world.update_check_run(run, done)
    world.rerun(1, "plumbline/x")
    world.rerequest_suite(1)
    world.close(2)
    world.reopen(2)
    world.enqueue(1)
    world.merge(1, by="ana")
    world.edit(2, title="Say more", by="eve")
    world.tick_checklist(3, "pay")
    world.close_issue(3)
    world.set_issue_state(world.issue(repository, 3), closed=False, sender=world.account("bo"))
    grant_and_take(world)
    world.suspend("acme")
    world.unsuspend("acme")
    world.ask_for_permissions({**app.permissions, "statuses": "read"})
    world.accept_permissions("acme")
    world.uninstall("acme")
    world.install("acme")
