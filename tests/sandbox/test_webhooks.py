"""Webhooks: signed, recorded, listed and sent again."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sandbox import courier
from sandbox.courier import PERMISSION
from tests.sandbox.harbour import SECRET, Client


@dataclass
class Ear:
    """A webhook address that remembers what arrives and answers with `status`."""

    url: str = ""
    status: int = 202
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def events(self) -> list[str]:
        return [headers["X-GitHub-Event"] for headers, _ in self.heard]


@pytest.fixture
def ear(client: Client) -> Iterator[Ear]:
    """Listens to the client's world."""
    ear = Ear()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            ear.heard.append((dict(self.headers), body))
            self.send_response(ear.status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    ear.url = f"http://127.0.0.1:{server.server_port}/webhook"
    app = client.world.registered_app()
    app.webhook_url, app.events = ear.url, tuple(PERMISSION)
    yield ear
    server.shutdown()
    server.server_close()
    thread.join()


def settle(client: Client) -> None:
    assert client.running.service.courier.settle()


def deliveries(client: Client, query: str = "") -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = client.app("GET", f"/app/hook/deliveries{query}").json()
    return listed


def test_a_delivery_is_signed_and_says_what_it_is(client: Client, ear: Ear) -> None:
    client.world.comment(1, "Hello", by="bo")
    settle(client)
    headers, body = ear.heard[0]
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert headers["X-Hub-Signature-256"] == f"sha256={expected}"
    assert headers["X-GitHub-Event"] == "issue_comment"
    assert headers["X-GitHub-Hook-Installation-Target-Type"] == "integration"
    payload = json.loads(body)
    assert payload["installation"]["id"] == client.installation.id
    assert (payload["action"], payload["sender"]["login"]) == ("created", "bo")


def test_events_the_app_has_not_asked_for_stay_away(client: Client, ear: Ear) -> None:
    app = client.world.registered_app()
    app.events = ("push",)
    client.world.comment(1, "Hello", by="bo")
    client.world.push(1, {"a": "b"})
    settle(client)
    assert ear.events() == ["push"]


def test_a_missing_permission_keeps_events_away(client: Client, ear: Ear) -> None:
    del client.installation.permissions["issues"]
    client.world.comment(1, "Hello", by="bo")
    client.world.label(1, "debt", by="bo")
    settle(client)
    assert ear.events() == ["pull_request"]


def test_deliveries_are_listed_newest_first_with_their_fate(client: Client, ear: Ear) -> None:
    client.world.comment(1, "One", by="bo")
    settle(client)
    ear.status = 500
    client.world.label(1, "debt", by="bo")
    settle(client)
    listed = deliveries(client)
    assert [(each["event"], each["status_code"]) for each in listed] == [
        ("pull_request", 500),
        ("issue_comment", 202),
    ]
    assert [each["event"] for each in deliveries(client, "?status=failure")] == ["pull_request"]


def test_a_redelivery_keeps_its_guid(client: Client, ear: Ear) -> None:
    client.world.comment(1, "One", by="bo")
    settle(client)
    first = deliveries(client)[0]
    answer = client.app("POST", f"/app/hook/deliveries/{first['id']}/attempts")
    assert answer.status_code == 202
    settle(client)
    guids = {headers["X-GitHub-Delivery"] for headers, _ in ear.heard}
    assert (len(ear.heard), guids) == (2, {first["guid"]})
    assert deliveries(client)[0]["redelivery"] is True


def test_lost_deliveries_can_be_asked_for_and_show_as_failed(client: Client, ear: Ear) -> None:
    url = f"{client.running.url}/_sandbox/settings"
    client.session.post(url, json={"lose_deliveries": 1}, timeout=5)
    client.world.comment(1, "Lost", by="bo")
    settle(client)
    client.world.comment(1, "Heard", by="bo")
    settle(client)
    assert len(ear.heard) == 1
    assert [each["status"] for each in deliveries(client)] == ["OK", "failed to connect to host"]


def test_a_delivery_can_be_repeated(client: Client, ear: Ear) -> None:
    client.running.service.courier.repeating = 1
    client.world.comment(1, "Twice", by="bo")
    settle(client)
    assert len(ear.heard) == 2
    assert len({headers["X-GitHub-Delivery"] for headers, _ in ear.heard}) == 1


def test_pages_of_deliveries_are_walked_by_link(client: Client, ear: Ear) -> None:
    for number in range(5):
        client.world.comment(1, f"{number}", by="bo")
    settle(client)
    first = client.app("GET", "/app/hook/deliveries?per_page=3")
    path = first.links["next"]["url"].removeprefix(client.running.api_url)
    rest = client.app("GET", path)
    assert (len(first.json()), len(rest.json())) == (3, 2)
    assert "next" not in rest.links


def test_every_open_pull_request_is_announced(client: Client, ear: Ear) -> None:
    assert client.tell("announce").json() == {"count": 2}
    settle(client)
    numbers = sorted(json.loads(body)["number"] for _, body in ear.heard)
    assert (numbers, set(ear.events())) == ([1, 2], {"pull_request"})


def test_nobody_listening_is_a_failed_delivery(client: Client, ear: Ear) -> None:
    client.world.registered_app().webhook_url = "http://127.0.0.1:9/"
    client.world.comment(1, "Hello?", by="bo")
    settle(client)
    assert deliveries(client)[0]["status_code"] == 502


def test_what_never_arrived_is_remembered_longer_than_what_did(
    client: Client, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "KEPT", 5)
    monkeypatch.setattr(courier, "_BATCH", 1)
    ear.status = 503
    client.world.comment(1, "Lost", by="bo")
    settle(client)
    ear.status = 202
    for number in range(12):
        client.world.comment(1, f"Heard {number}", by="bo")
        settle(client)
    listed = deliveries(client)
    assert len(listed) <= 6
    assert [each["status"] for each in listed].count("OK") == len(listed) - 1
    assert listed[-1]["status_code"] == 503
