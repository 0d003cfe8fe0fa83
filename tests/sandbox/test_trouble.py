"""Faults, latency, limits and the record of exchanges."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox import limits
from sandbox.faults import Fault
from tests.sandbox.harbour import REPOSITORY, Client, served

HOME = f"/repos/{REPOSITORY}"


def trouble(client: Client, **fault: Any) -> None:
    url = f"{client.running.url}/_sandbox/faults"
    assert client.session.post(url, json=fault, timeout=5).status_code == 200


def test_a_status_comes_as_often_as_asked_and_nothing_is_done(client: Client) -> None:
    trouble(client, status=502, times=2, on="writes")
    body = {"name": "calm", "color": "00ff00"}
    assert client.get(f"{HOME}/labels").status_code == 200
    assert [client.post(f"{HOME}/labels", body).status_code for _ in range(3)] == [502, 502, 201]


def test_a_refusal_may_name_the_time_to_wait(client: Client) -> None:
    trouble(client, status=429, retry_after=7, body="Slow down", path="/labels")
    answer = client.get(f"{HOME}/labels")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "7")
    assert answer.json()["message"] == "Slow down"


def test_reads_and_writes_of_graphql_are_told_apart(client: Client) -> None:
    trouble(client, status=502, on="reads")
    query = 'mutation { closeIssue(input: {issueId: "none"}) { clientMutationId } }'
    assert "errors" in client.graphql(query)
    assert client.graphql("{ viewer { login } }") == {"message": "Server Error", "status": "502"}


def test_a_garbled_answer_is_no_json(client: Client) -> None:
    trouble(client, kind="garbled")
    with pytest.raises(requests.JSONDecodeError):
        client.get(f"{HOME}/labels").json()


def test_a_reset_connection_did_nothing(client: Client) -> None:
    trouble(client, kind="reset")
    with pytest.raises(requests.ConnectionError):
        client.post(f"{HOME}/issues", {"title": "Never"})
    assert len(client.world.repository().issues) == 1


def test_a_lost_answer_did_everything(client: Client) -> None:
    trouble(client, kind="lost")
    with pytest.raises(requests.ConnectionError):
        client.post(f"{HOME}/issues", {"title": "Done"})
    assert client.world.repository().issues[-1].title == "Done"


def test_waiting_happens_outside_the_lock(client: Client) -> None:
    trouble(client, kind="late", seconds=0.3, path="/labels")
    with client.world.lock:
        begun = time.monotonic()
    assert client.get(f"{HOME}/labels").status_code == 200
    assert time.monotonic() - begun >= 0.3


def test_latency_is_added_to_every_answer(client: Client) -> None:
    client.session.post(f"{client.running.url}/_sandbox/settings", json={"latency_ms": 60})
    begun = time.monotonic()
    client.get(f"{HOME}/labels")
    assert time.monotonic() - begun >= 0.06


def test_unknown_faults_are_refused(client: Client) -> None:
    answer = client.session.post(f"{client.running.url}/_sandbox/faults", json={"mood": 1})
    assert answer.status_code == 422


def test_headers_tell_what_is_left_and_what_time_it_is(client: Client) -> None:
    first, second = client.get(f"{HOME}/labels"), client.get(f"{HOME}/labels")
    left = [int(each.headers["x-ratelimit-remaining"]) for each in (first, second)]
    assert left[0] - left[1] == 1
    assert int(first.headers["x-ratelimit-reset"]) > time.time()
    client.world.advance(48)
    moved = client.get(f"{HOME}/labels").headers["Date"]
    assert moved != first.headers["Date"]
    assert moved.endswith("GMT")


def test_nothing_left_is_refused_as_github_refuses(client: Client) -> None:
    client.get(f"{HOME}/labels")
    client.graphql("{ viewer { login } }")
    client.running.service.limits.exhaust()
    refused = client.get(f"{HOME}/labels")
    assert refused.status_code == 403
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert client.graphql("{ viewer { login } }")["errors"][0]["type"] == "RATE_LIMITED"
    assert client.get("/rate_limit").json()["resources"]["core"]["remaining"] == 0


def test_too_much_content_in_a_minute_meets_the_secondary_limit(client: Client) -> None:
    client.running.service.limits.per_minute = 1
    first, second = (client.post(f"{HOME}/issues", {"title": "t"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 403)
    assert 0 < int(second.headers["retry-after"]) <= 60


def test_every_exchange_is_recorded_without_credentials(tmp_path: Path) -> None:
    record = tmp_path / "exchanges.jsonl"
    with served(record=record) as client:
        client.get(f"{HOME}/labels?per_page=1")
        client.graphql("{ viewer { login } }")
        assert client.running.service.exchanges.count == 2
    first, second = (json.loads(line) for line in record.read_text().splitlines())
    assert (first["verb"], first["path"], first["query"]) == (
        "GET",
        f"{HOME}/labels",
        {"per_page": "1"},
    )
    assert first["route"] == "/repos/{owner}/{repo}/labels"
    assert first["response_body"][0]["name"] == "debt"
    assert second["request_body"]["query"] == "{ viewer { login } }"
    assert "ghs_" not in record.read_text()


def test_exchanges_are_counted_and_forgotten_on_request(client: Client) -> None:
    url = f"{client.running.url}/_sandbox/exchanges"
    client.get(f"{HOME}/labels")
    assert client.session.get(url, timeout=5).json()["count"] == 1
    client.session.delete(url, timeout=5)
    told = client.session.get(url, timeout=5).json()
    assert told == {"count": 0, "offences": 0, "exchanges": []}


def test_one_field_fails_beside_the_others(client: Client) -> None:
    client.running.service.faults.add(Fault("field", field="labels"))
    query = """{ repository(owner: "acme", name: "shop") {
      name labels(first: 5) { totalCount } issues(first: 5) { totalCount } } }"""
    client.graphql("{ viewer { login } }")
    answer = client.graphql(query)
    assert [(error["type"], error["path"]) for error in answer["errors"]] == [
        ("INTERNAL", ["repository", "labels"])
    ]
    told = answer["data"]["repository"]
    assert (told["name"], told["labels"], told["issues"]["totalCount"]) == ("shop", None, 1)
    assert "errors" not in client.graphql(query)


def test_another_answer_comes_in_place_of_what_was_done(client: Client) -> None:
    trouble(client, kind="replaced", status=200, body="<html>Sign in</html>")
    answer = client.post(f"{HOME}/issues", {"title": "Done"})
    assert (answer.text, answer.headers["content-type"]) == (
        "<html>Sign in</html>",
        "text/html; charset=utf-8",
    )
    assert client.world.repository().issues[-1].title == "Done"


def test_a_raw_answer_did_nothing(client: Client) -> None:
    trouble(client, kind="raw", status=502, body="<html>Unicorn</html>")
    assert client.post(f"{HOME}/issues", {"title": "Never"}).text == "<html>Unicorn</html>"
    assert len(client.world.repository().issues) == 1


def test_a_credential_may_die_early_and_stays_dead(client: Client) -> None:
    trouble(client, kind="credential")
    assert [client.get(f"{HOME}/labels").status_code for _ in range(2)] == [401, 401]
    client.session.delete(f"{client.running.url}/_sandbox/faults", timeout=5)
    assert client.get(f"{HOME}/labels").status_code == 200


@pytest.mark.parametrize("named", [True, False])
def test_a_secondary_limit_notes_who_goes_on_asking(client: Client, named: bool) -> None:
    settings = {"forbid_seconds": 30, "forbid_named": named}
    client.session.post(f"{client.running.url}/_sandbox/settings", json=settings, timeout=5)
    refused = [client.get(f"{HOME}/labels") for _ in range(2)]
    assert client.running.service.limits.offences == 0
    time.sleep(limits.UNDER_WAY_SECONDS)
    refused += [client.get(f"{HOME}/labels") for _ in range(2)]
    assert {each.status_code for each in refused} == {403}
    assert ("retry-after" in refused[0].headers) is named
    assert client.running.service.limits.offences == 2


def test_one_budget_may_be_spent_while_another_is_not(client: Client) -> None:
    client.get(f"{HOME}/labels")
    client.graphql("{ viewer { login } }")
    settings = {"exhaust_seconds": 60, "exhaust_resource": "graphql"}
    client.session.post(f"{client.running.url}/_sandbox/settings", json=settings, timeout=5)
    assert client.get(f"{HOME}/labels").status_code == 200
    assert client.graphql("{ viewer { login } }")["errors"][0]["type"] == "RATE_LIMITED"


def test_a_former_name_leads_on_with_all_that_stood_below_it(client: Client) -> None:
    client.world.rename_repository(REPOSITORY, "market")
    moved = client.get(f"{HOME}/labels?per_page=1")
    answer = moved.history[0] if moved.history else moved
    assert answer.status_code == 301
    place = f"/repositories/{client.world.repository().id}/labels?per_page=1"
    assert answer.headers["location"].endswith(place)
    assert len(client.get(place).json()) == 1
    owner, name = REPOSITORY.split("/")
    query = f'{{ repository(owner: "{owner}", name: "{name}") {{ name }} }}'
    assert client.graphql(query)["data"]["repository"]["name"] == "market"
    client.world.rename_repository("acme/market", "bazaar", forwards=False)
    assert client.get("/repos/acme/market/labels").status_code == 404
