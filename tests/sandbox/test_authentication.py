"""Who gets in, and how far."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest

from sandbox.app import KeyPair
from tests.sandbox.harbour import APP_ID, REPOSITORY, Client, app_token

HOME = f"/repos/{REPOSITORY}"


def token_for(client: Client, **body: Any) -> str:
    path = f"/app/installations/{client.installation.id}/access_tokens"
    answer = client.app("POST", path, json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["token"])


def test_the_app_is_known_by_its_signed_token(client: Client) -> None:
    assert client.app("GET", "/app").json()["id"] == APP_ID


@pytest.mark.parametrize(
    ("claims", "word"),
    [
        ({"exp": int(time.time()) - 5}, "exp"),
        ({"exp": int(time.time()) + 3_600}, "too far in the future"),
        ({"iat": int(time.time()) + 600}, "iat"),
        ({"iat": None}, "iat"),
    ],
)
def test_a_token_with_wrong_times_is_refused(
    client: Client, claims: dict[str, Any], word: str
) -> None:
    answer = client.ask("GET", "/app", token=app_token(**claims))
    assert answer.status_code == 401
    assert word in answer.json()["message"]


def test_a_token_signed_by_another_key_is_refused(client: Client) -> None:
    now = int(time.time())
    claims = {"iat": now, "exp": now + 60, "iss": str(APP_ID)}
    forged = jwt.encode(claims, KeyPair.generate().private_pem, algorithm="RS256")
    assert client.ask("GET", "/app", token=forged).status_code == 401


def test_an_unsigned_token_is_refused(client: Client) -> None:
    now = int(time.time())
    unsigned = jwt.encode({"iat": now, "exp": now + 60, "iss": str(APP_ID)}, "", algorithm="none")
    assert client.ask("GET", "/app", token=unsigned).status_code == 401


def test_another_apps_token_is_not_found(client: Client) -> None:
    assert client.ask("GET", "/app", token=app_token(iss="99")).status_code == 404


def test_an_installation_token_opens_no_app_endpoint(client: Client) -> None:
    assert client.get("/app").status_code == 401


def test_an_app_token_opens_no_repository(client: Client) -> None:
    assert client.app("GET", HOME).status_code == 401


def test_unknown_and_expired_tokens_are_bad_credentials(client: Client) -> None:
    token = token_for(client)
    assert client.ask("GET", HOME, token=token).status_code == 200
    client.world.expire_tokens()
    for text in (token, "ghs_" + "x" * 36):
        answer = client.ask("GET", HOME, token=text)
        assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


def test_a_repository_outside_the_token_does_not_exist(client: Client) -> None:
    other = client.world.add_repository("acme/other")
    token = token_for(client, repository_ids=[other.id])
    assert client.ask("GET", HOME, token=token).status_code == 404
    assert client.ask("GET", "/repos/acme/other", token=token).status_code == 200


def test_a_public_repository_is_read_by_all_and_written_by_its_own(client: Client) -> None:
    other = client.world.add_repository("acme/other")
    client.world.repository(REPOSITORY).private = False
    token = token_for(client, repository_ids=[other.id])
    assert client.ask("GET", f"{HOME}/labels", token=token).status_code == 200
    answer = client.ask("POST", f"{HOME}/issues", token=token, json={"title": "No"})
    assert answer.status_code == 403
    assert client.post(f"{HOME}/issues", {"title": "Yes"}).status_code == 201


def test_an_archived_repository_is_only_read(client: Client) -> None:
    client.world.repository(REPOSITORY).archived = True
    assert client.get(f"{HOME}/labels").status_code == 200
    answer = client.post(f"{HOME}/issues", {"title": "No"})
    assert (answer.status_code, "archived" in answer.json()["message"]) == (403, True)


def test_a_token_lists_only_its_repositories(client: Client) -> None:
    client.world.add_repository("acme/other")
    token = token_for(client, repositories=["other"])
    listed = client.ask("GET", "/installation/repositories", token=token).json()
    assert [each["full_name"] for each in listed["repositories"]] == ["acme/other"]
    assert listed["total_count"] == 1


def test_a_missing_permission_is_named_as_github_does(client: Client) -> None:
    token = token_for(client, permissions={"checks": "read"})
    for verb, path in (("GET", f"{HOME}/pulls"), ("POST", f"{HOME}/check-runs")):
        answer = client.ask(verb, path, token=token, json={} if verb == "POST" else None)
        assert answer.status_code == 403
        assert answer.json()["message"] == "Resource not accessible by integration"


def test_more_than_the_grant_is_refused(client: Client) -> None:
    path = f"/app/installations/{client.installation.id}/access_tokens"
    answer = client.app("POST", path, json={"permissions": {"administration": "write"}})
    assert answer.status_code == 422


def test_an_unknown_repository_in_a_token_request_is_refused(client: Client) -> None:
    path = f"/app/installations/{client.installation.id}/access_tokens"
    assert client.app("POST", path, json={"repository_ids": [1]}).status_code == 422


def test_a_suspended_installation_gets_nothing(client: Client) -> None:
    token = token_for(client)
    client.world.suspend("acme")
    path = f"/app/installations/{client.installation.id}/access_tokens"
    assert client.app("POST", path, json={}).status_code == 403
    assert client.ask("GET", HOME, token=token).status_code == 403


def test_nobody_in_particular_may_ask_for_the_rate_limit_only(client: Client) -> None:
    url = client.running.api_url
    assert client.session.get(f"{url}/rate_limit", timeout=5).status_code == 200
    assert client.session.get(f"{url}{HOME}", timeout=5).status_code == 401


def test_a_world_moved_forward_leaves_authentication_alone(client: Client) -> None:
    client.world.advance(24 * 30)
    assert client.ask("GET", HOME, token=token_for(client)).status_code == 200
