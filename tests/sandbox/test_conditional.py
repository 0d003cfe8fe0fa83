"""What the caller has already is not sent again, and is free."""

from __future__ import annotations

from tests.sandbox.harbour import REPOSITORY, Client

PULLS = f"/repos/{REPOSITORY}/pulls"


def remaining(client: Client) -> int:
    return int(client.get("/rate_limit").json()["resources"]["core"]["remaining"])


def test_an_answer_that_is_known_comes_without_a_body_and_costs_nothing(client: Client) -> None:
    first = client.get(PULLS)
    before = remaining(client)
    client.session.headers["If-None-Match"] = first.headers["ETag"]
    again = client.get(PULLS)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert remaining(client) == before


def test_once_something_changed_the_whole_answer_comes_and_counts(client: Client) -> None:
    tag = client.get(PULLS).headers["ETag"]
    client.world.edit(1, title="Pay soon", by="ana")
    before = remaining(client)
    client.session.headers["If-None-Match"] = f'"other", {tag}'
    again = client.get(PULLS)
    assert again.status_code == 200
    assert again.json()[-1]["title"] == "Pay soon"
    assert remaining(client) == before - 1
