"""Signing in with GitHub, and everything somebody might try instead."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from redis import Redis

from github_app.gateway.app_key import AppKey
from github_app.gateway.ledger import Ledger
from github_app.gateway.visitors.addresses import web_address
from github_app.gateway.visitors.credential import VisitorToken
from github_app.gateway.visitors.failures import SignedOut
from github_app.gateway.visitors.grant import Grant
from github_app.gateway.visitors.sessions import SESSION_SECONDS, Sessions
from github_app.gateway.visitors.sign_in import SignIn
from github_app.web.pages.targets import own_page
from sandbox.faults import Fault
from tests.github_app.web.harbour_front import (
    CALLBACK,
    DECISIONS,
    SECRET,
    URL,
    Front,
    form_key,
    keys,
)


def asked_of_github(browser: FlaskClient) -> str:
    """The address somebody is sent to."""
    return browser.get("/sign-in").headers["Location"]


def session_id(browser: FlaskClient) -> str:
    cookie = browser.get_cookie("plumbline")
    return cookie.value if cookie else ""


def test_without_a_client_id_the_pages_say_how_they_are_switched_on(our_front: Front) -> None:
    for name in ("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"):
        our_front.environment[name] = ""
    browser = our_front.browser()
    for path in (DECISIONS, "/repositories", "/sign-in", "/sign-in/callback?code=1&state=2"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert "GITHUB_CLIENT_ID" in answer.text
    assert "sign in" not in browser.get("/").text


def test_the_front_page_offers_signing_in(our_front: Front) -> None:
    assert f'href="{URL}/repositories"' in our_front.browser().get("/").text


def test_people_are_sent_to_github_with_state_challenge_and_the_registered_address(
    our_front: Front,
) -> None:
    address = asked_of_github(our_front.browser())
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{our_front.github.url}/login/oauth/authorize?")
    assert asked["redirect_uri"] == CALLBACK
    assert (len(asked["code_challenge"]), asked["code_challenge_method"]) == (43, "S256")
    assert len(asked["state"]) >= 40
    assert SECRET not in address


def test_cookies_are_for_us_alone(our_front: Front) -> None:
    answer = our_front.browser().get("/sign-in")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/sign-in"):
        assert part in answer.headers["Set-Cookie"]
    our_front.environment["PLUMBLINE_URL"] = "https://plumbline.example"
    answer = our_front.browser().get("/sign-in")
    assert answer.headers["Set-Cookie"].startswith("__Secure-")
    assert "Secure;" in answer.headers["Set-Cookie"]


def test_a_session_lasts_a_week_and_says_nothing_of_itself(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    cookie = browser.get_cookie("plumbline")
    assert cookie is not None
    assert (cookie.max_age, cookie.path, cookie.http_only) == (SESSION_SECONDS, "/", True)
    assert len(cookie.value) >= 40
    stored = " ".join(key.decode() for key in our_front.redis.keys("*"))
    assert cookie.value not in stored


@pytest.mark.parametrize("change", ["no cookie", "other state", "other browser", "forged"])
def test_nobody_is_signed_in_by_an_address_made_elsewhere(our_front: Front, change: str) -> None:
    thief, victim = our_front.browser(), our_front.browser()
    back = our_front.agree(asked_of_github(thief), "eve")
    if change == "other state":
        asked_of_github(victim)
        back = back.partition("&state=")[0] + "&state=guessed"
    elif change == "other browser":
        asked_of_github(victim)
    elif change == "forged":
        victim.set_cookie("plumbline-errand", "gAAAA-forged", path="/sign-in")
    answer = victim.get(back)
    assert answer.status_code == 400
    assert session_id(victim) == ""
    assert "Sign in" in answer.text


def test_a_code_is_taken_once(our_front: Front) -> None:
    browser = our_front.browser()
    back = our_front.agree(asked_of_github(browser))
    errand = browser.get_cookie("plumbline-errand", path="/sign-in")
    assert errand is not None
    assert browser.get(back).status_code == 303
    browser.set_cookie("plumbline-errand", errand.value, path="/sign-in")
    assert browser.get(back).status_code == 400


def test_an_id_that_was_there_before_is_not_taken_over(our_front: Front) -> None:
    browser = our_front.browser()
    browser.set_cookie("plumbline", "chosen-by-somebody-else")
    browser.get(our_front.agree(asked_of_github(browser)))
    first = session_id(browser)
    assert first != "chosen-by-somebody-else"
    browser.get(our_front.agree(asked_of_github(browser), "bo"))
    assert session_id(browser) != first
    other = our_front.browser()
    other.set_cookie("plumbline", first)
    assert other.get("/repositories").status_code == 401


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/repositories",
        "//evil.example/repositories",
        "/\\evil.example",
        "/repositories\\..\\evil",
        "/repositories\r\nSet-Cookie: a=b",
        "/webhook",
        "/repositoriesevil",
        "/ritualsevil",
        "//rituals",
        "javascript:alert(1)",
        "http://[",
        "/repositories/" + "x" * 2000,
        "",
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(wanted: str) -> None:
    assert own_page(wanted) == "/repositories"


def test_after_signing_in_people_stand_before_the_page_they_wanted(our_front: Front) -> None:
    wanted = f"{DECISIONS}?q=post&status=accepted"
    asked = our_front.browser().get(wanted)
    assert asked.status_code == 401
    assert f"{URL}/sign-in?next=%2Frepositories%2Facme%2Fshop%2Fdecisions%3Fq" in asked.text
    assert "Use Postgres" in our_front.visitor("bo", wanted).get(wanted).text


def test_whoever_says_no_at_github_is_told_calmly(our_front: Front) -> None:
    browser = our_front.browser()
    answer = browser.get(our_front.agree(asked_of_github(browser), ""))
    assert answer.status_code == 403
    assert "Nobody was signed in" in answer.text


def test_settings_that_do_not_agree_with_github_are_told(
    our_front: Front, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    our_front.environment["GITHUB_CLIENT_SECRET"] = "another-secret"
    browser = our_front.browser()
    answer = browser.get(our_front.agree(asked_of_github(browser)))
    assert answer.status_code == 503
    assert "do not agree" in answer.text
    assert "incorrect_client_credentials" in caplog.text + "".join(capsys.readouterr())


def test_a_github_that_does_not_answer_lets_nobody_in(our_front: Front) -> None:
    browser = our_front.browser()
    back = our_front.agree(asked_of_github(browser))
    our_front.github.service.faults.add(Fault("status", path="/user", status=502))
    answer = browser.get(back)
    assert answer.status_code == 503
    assert "GitHub does not answer" in answer.text
    assert session_id(browser) == ""


def test_no_token_and_no_secret_shows_anywhere(
    our_front: Front, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    browser = our_front.visitor("bo")
    shown = browser.get(DECISIONS).text + browser.get("/repositories").text
    stored = b" ".join(
        our_front.redis.get(key) or b""  # type: ignore[operator]
        for key in our_front.redis.keys("*")
        if our_front.redis.type(key) == b"string"
    )
    written = "".join(capsys.readouterr()) + caplog.text
    tokens = list(our_front.world.authorizations.tokens.values())
    assert tokens
    for secret in (SECRET, tokens[0].text, tokens[0].refresh, session_id(browser)):
        assert secret not in shown + written
        assert secret.encode() not in stored
    assert "ghu_" not in repr(Grant("ghu_secret", "ghr_secret"))


def test_signing_out_takes_a_form_of_ours_and_ends_the_session(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    page, kept = browser.get("/repositories"), session_id(browser)
    assert browser.get("/sign-out").status_code == 405
    for data in ({}, {"form_key": "guessed"}):
        assert browser.post("/sign-out", data=data).status_code == 403
    assert browser.get("/repositories").status_code == 200
    answer = browser.post("/sign-out", data={"form_key": form_key(page)})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert session_id(browser) == ""
    browser.set_cookie("plumbline", kept)
    assert browser.get("/repositories").status_code == 401


def test_a_form_of_another_site_signs_nobody_out(our_front: Front) -> None:
    """The browser sends such a form without our cookie, but would heed an answer that drops it."""
    ours = our_front.browser()
    answer = ours.post("/sign-out", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers


def test_a_return_that_is_not_ours_does_not_disturb_the_one_on_its_way(our_front: Front) -> None:
    browser = our_front.browser()
    back = our_front.agree(asked_of_github(browser))
    assert browser.get("/sign-in/callback?code=1&state=guessed").status_code == 400
    assert browser.get(back).status_code == 303


def test_a_permission_that_was_taken_back_ends_the_session(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    our_front.world.revoke_authorization("bo")
    answer = browser.get("/repositories")
    assert answer.status_code == 401
    assert session_id(browser) == ""


def test_without_redis_a_page_says_so_and_breaks_nothing(our_front: Front) -> None:
    browser = our_front.browser()
    browser.set_cookie("plumbline", "x")
    our_front.redis.connection_pool.disconnect()
    gone = Redis.from_url("unix:///nowhere/redis.sock")
    our_front.redis.connection_pool = gone.connection_pool
    answer = browser.get("/repositories")
    assert answer.status_code == 503
    assert "A part of this service does not answer" in answer.text


class Desk:
    """The parts under the pages, at the same GitHub."""

    def __init__(self, our_front: Front) -> None:
        self.front = our_front
        client_id = our_front.world.registered_app().client_id
        self.sign_in = SignIn(client_id, SECRET, our_front.github.url, CALLBACK)
        self.sessions = Sessions(our_front.redis, AppKey(7, keys().private_pem))

    def ended(self, login: str = "bo") -> str:
        """A session whose token is at its end; answers its id."""
        token = self.front.world.authorizations.mint(self.front.world.account(login))
        grant = Grant(token.text, token.refresh, datetime.now(UTC) - timedelta(seconds=1))
        return self.sessions.begin(login, grant)

    def token(self, session: str) -> VisitorToken:
        found = self.sessions.find(session)
        assert found
        return VisitorToken(self.front.redis, self.sessions, self.sign_in, found)


def test_a_token_at_its_end_is_renewed_once_however_many_pages_ask(our_front: Front) -> None:
    desk = Desk(our_front)
    session = desk.ended()
    visitors = [desk.token(session) for _ in range(6)]
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda it=it: found.append(it.token(Ledger()))) for it in visitors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert our_front.world.authorizations.find(found[0])
    again = desk.sessions.find(session)
    assert again is not None
    assert again.grant.token == found[0]


def test_a_session_that_ended_meanwhile_does_not_come_back(our_front: Front) -> None:
    desk = Desk(our_front)
    session = desk.ended()
    token, found = desk.token(session), desk.sessions.find(session)
    assert found is not None
    desk.sessions.end(found)
    desk.sessions.renew(found, found.grant)
    with pytest.raises(SignedOut):
        token.token(Ledger())
    assert desk.sessions.find(session) is None


def test_a_token_that_cannot_be_renewed_ends_the_session(our_front: Front) -> None:
    desk = Desk(our_front)
    session = desk.ended()
    token = desk.token(session)
    our_front.world.revoke_authorization("bo")
    with pytest.raises(SignedOut):
        token.token(Ledger())
    assert desk.sessions.find(session) is None


def test_what_is_moved_about_in_redis_opens_nothing(our_front: Front) -> None:
    desk = Desk(our_front)
    mine, theirs = desk.ended("eve"), desk.ended("bo")
    places = [f"plumbline:session:{s.key}" for s in map(desk.sessions.find, (mine, theirs)) if s]
    our_front.redis.set(places[0], our_front.redis.get(places[1]) or b"")
    assert desk.sessions.find(mine) is None
    our_front.redis.set(places[1], b"garbage")
    assert desk.sessions.find(theirs) is None
    assert desk.sessions.find("x" * 5000) is None


@pytest.mark.parametrize(
    ("api", "web"),
    [
        ("https://api.github.com", "https://github.com"),
        ("https://api.acme.ghe.com", "https://acme.ghe.com"),
        ("https://git.acme.example/api/v3", "https://git.acme.example"),
        ("http://127.0.0.1:8081/api/v3", "http://127.0.0.1:8081"),
        ("https://api.acme.example/api/v3", "https://api.acme.example"),
    ],
)
def test_the_pages_of_github_are_found_from_its_api(api: str, web: str) -> None:
    assert web_address(api) == web
    address = SignIn("Iv1", "s", web, CALLBACK).address("state", "v" * 43)
    assert address.startswith(f"{web}/login/oauth/authorize?client_id=Iv1&")
