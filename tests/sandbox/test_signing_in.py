"""People sign in to the App, and its tokens act for them."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.sandbox.harbour import REPOSITORY, Client

HOME = f"/repos/{REPOSITORY}"
BACK = "http://127.0.0.1:9/back"
VERIFIER = "v" * 50
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
)


@pytest.fixture(autouse=True)
def _registered(client: Client) -> None:
    app = client.world.registered_app()
    app.client_secret, app.callback_urls = "hush", (BACK,)


def asked(client: Client, **changes: str) -> dict[str, str]:
    return {
        "client_id": client.world.registered_app().client_id,
        "redirect_uri": BACK,
        "state": "s t&a",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }


def authorize(client: Client, verb: str = "POST", **changes: str) -> requests.Response:
    url = f"{client.running.url}/login/oauth/authorize"
    fields = asked(client, **changes)
    given = {"params": fields} if verb == "GET" else {"data": fields}
    return requests.request(verb, url, allow_redirects=False, timeout=10, **given)  # type: ignore[arg-type]


def returned(answer: requests.Response) -> dict[str, str]:
    """What the address says that people are sent back to."""
    where = urlsplit(answer.headers["Location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == BACK
    return {name: values[0] for name, values in parse_qs(where.query).items()}


def token(client: Client, **changes: str) -> dict[str, Any]:
    fields = {
        "client_id": client.world.registered_app().client_id,
        "client_secret": "hush",
        "code_verifier": VERIFIER,
        **changes,
    }
    url = f"{client.running.url}/login/oauth/access_token"
    answer = requests.post(url, json=fields, headers={"Accept": "application/json"}, timeout=10)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def signed_in(client: Client, login: str) -> str:
    code = returned(authorize(client, login=login))["code"]
    return str(token(client, code=code)["access_token"])


def test_a_person_is_chosen_with_one_click_and_comes_back_with_code_and_state(
    client: Client,
) -> None:
    page = authorize(client, "GET")
    assert set(re.findall(r'name="login" value="(\w+)"', page.text)) == {"ana", "bo", "eve"}
    assert "form-action 'self' http://127.0.0.1:9" in page.headers["Content-Security-Policy"]
    back = returned(authorize(client, login="bo"))
    assert back["state"] == "s t&a"
    answer = token(client, code=back["code"])
    assert answer["access_token"].startswith("ghu_")
    assert answer["refresh_token"].startswith("ghr_")
    assert (answer["expires_in"], answer["token_type"]) == (28_800, "bearer")
    assert client.ask("GET", "/user", token=answer["access_token"]).json()["login"] == "bo"


def test_whoever_cancels_comes_back_with_the_news(client: Client) -> None:
    back = returned(authorize(client, login=""))
    assert (back["error"], back["state"]) == ("access_denied", "s t&a")


def test_nobody_is_sent_to_an_address_that_is_not_registered(client: Client) -> None:
    answer = authorize(client, "GET", redirect_uri="https://evil.example/back")
    assert returned(answer)["error"] == "redirect_uri_mismatch"
    assert authorize(client, redirect_uri=f"{BACK}/", login="bo").status_code == 403


def test_an_app_nobody_knows_is_not_found(client: Client) -> None:
    assert authorize(client, "GET", client_id="Iv23nobody").status_code == 404


def test_a_code_is_good_once_and_for_its_asker_only(client: Client) -> None:
    code = returned(authorize(client, login="bo"))["code"]
    assert token(client, code=code, code_verifier="w" * 50)["error"] == "bad_verification_code"
    assert token(client, code=code)["error"] == "bad_verification_code"
    assert token(client, code="made-up")["error"] == "bad_verification_code"
    code = returned(authorize(client, login="bo"))["code"]
    assert token(client, code=code, client_secret="loud")["error"] == "incorrect_client_credentials"


def test_a_refresh_token_gives_a_new_pair_once(client: Client) -> None:
    code = returned(authorize(client, login="bo"))["code"]
    first = token(client, code=code)
    renewal = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = token(client, **renewal)
    assert client.ask("GET", "/user", token=first["access_token"]).status_code == 401
    assert client.ask("GET", "/user", token=second["access_token"]).status_code == 200
    assert token(client, **renewal)["error"] == "bad_refresh_token"


def test_a_token_sees_what_both_the_person_and_the_app_may_see(client: Client) -> None:
    bo, eve = signed_in(client, "bo"), signed_in(client, "eve")
    assert client.ask("GET", HOME, token=bo).status_code == 200
    assert client.ask("GET", HOME, token=eve).status_code == 404
    (home,) = client.ask("GET", "/user/installations", token=bo).json()["installations"]
    path = f"/user/installations/{home['id']}/repositories"
    listed = client.ask("GET", path, token=bo).json()["repositories"]
    assert [each["full_name"] for each in listed] == [REPOSITORY]
    assert client.ask("GET", "/user/installations", token=eve).json()["total_count"] == 0
    assert client.ask("GET", path, token=eve).status_code == 403
    client.world.uninstall("acme")
    assert client.ask("GET", HOME, token=bo).status_code == 404


def test_a_token_of_a_person_opens_nothing_else(client: Client) -> None:
    bo = signed_in(client, "bo")
    assert client.ask("GET", "/app", token=bo).status_code == 401
    assert client.ask("GET", f"{HOME}/pulls", token=bo).status_code == 401
    assert client.get("/user").status_code == 401


def test_a_permission_taken_back_ends_the_token(client: Client) -> None:
    bo = signed_in(client, "bo")
    assert client.tell("revoke_authorization", login="bo").status_code == 200
    assert client.ask("GET", "/user", token=bo).status_code == 401


def test_an_old_name_leads_to_the_repository_for_those_who_may_see_it(client: Client) -> None:
    number = client.world.repository().id
    bo, eve = signed_in(client, "bo"), signed_in(client, "eve")
    client.tell("rename_repository", old=REPOSITORY, new="market")
    moved = client.ask("GET", HOME, token=bo, allow_redirects=False)
    assert moved.status_code == 301
    assert moved.headers["Location"].endswith(f"/repositories/{number}")
    assert client.ask("GET", HOME, token=bo).json()["full_name"] == "acme/market"
    assert client.ask("GET", HOME, token=eve, allow_redirects=False).status_code == 404
