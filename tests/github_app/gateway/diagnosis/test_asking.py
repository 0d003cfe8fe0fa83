"""Whatever comes of a request is a value, and a GitHub out of reach is waited for once."""

from __future__ import annotations

import pytest

from github_app.gateway.diagnosis.asking import Asker
from sandbox.faults import Fault
from tests.sandbox.harbour import Client, app_token, served


@pytest.fixture(scope="module")
def harbour() -> Client:
    with served() as made:
        yield made


def asked(harbour: Client, *faults: Fault, timeout: int = 8) -> Asker:
    harbour.running.service.faults.clear()
    for fault in faults:
        harbour.running.service.faults.add(fault)
    return Asker(harbour.running.api_url, timeout)


def test_an_answer_comes_with_its_headers_and_how_long_it_took(harbour: Client) -> None:
    heard = asked(harbour).ask("GET", "/app", app_token())
    assert (heard.status, heard.is_good, heard.fields["slug"]) == (200, True, "plumbline")
    assert heard.date is not None
    assert abs(heard.date.timestamp() - heard.sent) < 5
    assert 0 < heard.seconds < 8


def test_a_refusal_is_told_in_githubs_words(harbour: Client) -> None:
    heard = asked(harbour).ask("GET", "/app", "nonsense")
    assert (heard.status, heard.message) == (401, "Bad credentials")
    assert heard.items == []


@pytest.mark.parametrize(
    ("fault", "status", "is_limited"),
    [
        (Fault("status", status=502), 502, False),
        (Fault("status", status=403, headers={"retry-after": "7"}), 403, True),
        (Fault("status", status=429), 429, True),
        (Fault("status", status=403, body="Resource not accessible by integration"), 403, False),
    ],
)
def test_trouble_is_an_answer_too(
    harbour: Client, fault: Fault, status: int, is_limited: bool
) -> None:
    asker = asked(harbour, fault)
    heard = asker.ask("GET", "/app", app_token())
    assert (heard.status, heard.is_limited) == (status, is_limited)
    assert asker.ask("GET", "/app", app_token()).is_good


@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault("reset"), "the connection broke off"),
        (Fault("late", seconds=1.6), "no answer came in time"),
    ],
)
def test_what_never_answers_is_asked_once(harbour: Client, fault: Fault, word: str) -> None:
    asker = asked(harbour, fault, timeout=1)
    assert asker.ask("GET", "/app", app_token()).trouble == word
    assert asker.ask("GET", "/app/hook/config", app_token()).trouble == word
    assert asker.count == 1


def test_a_garbled_answer_is_no_word_of_githubs(harbour: Client) -> None:
    heard = asked(harbour, Fault("garbled")).ask("GET", "/app", app_token())
    assert (heard.status, heard.is_good) == (0, False)
    assert heard.trouble


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("http://127.0.0.1:9/api/v3", "the connection was refused"),
        ("http://no-such-host.invalid/api/v3", "the name of its host cannot be resolved"),
    ],
)
def test_why_nobody_is_there_is_told(address: str, word: str) -> None:
    assert Asker(address, 2).ask("GET", "/app", "token").trouble == word


def test_a_page_for_people_is_not_taken_for_the_api(harbour: Client) -> None:
    asker = Asker(harbour.running.url, 8)
    heard = asker.ask("GET", f"{harbour.running.url}/acme/shop/pulls", "token")
    assert (heard.status, heard.trouble) == (0, "what answers there does not speak GitHub's API")
