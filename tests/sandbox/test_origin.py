"""The sandbox answers to its own names only, so that no site can reach it under a name of its."""

from __future__ import annotations

import pytest

from sandbox.server import application
from tests.sandbox.harbour import Client

PLACES = ("/", "/api/v3/meta", "/_sandbox/state", "/_page/page.css")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["evil.example", "evil.example:8081", "127.0.0.1.evil.example"])
def test_a_request_under_the_name_of_another_site_is_refused(
    client: Client, place: str, name: str
) -> None:
    answer = client.session.get(
        f"{client.running.url}{place}", headers={"Host": name}, allow_redirects=False, timeout=5
    )
    assert answer.status_code == 421
    assert "harbour" not in answer.text


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost:8081", "[::1]:8081", "LOCALHOST"])
def test_the_names_of_this_machine_are_its_own(client: Client, name: str) -> None:
    answer = client.session.get(
        f"{client.running.url}/_sandbox/state", headers={"Host": name}, timeout=5
    )
    assert answer.status_code == 200


def test_the_address_given_at_the_start_is_its_own_too(client: Client) -> None:
    app = application(client.running.service, "sandbox.example").test_client()
    told = [
        app.get("/_sandbox/state", headers={"Host": name}).status_code
        for name in ("sandbox.example:80", "localhost", "evil.example")
    ]
    assert told == [200, 200, 421]
