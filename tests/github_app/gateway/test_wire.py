"""What the wire does with answers that are not the usual ones."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from github_app.failures import Gone, WorldFailure
from github_app.gateway import wire
from github_app.gateway.connections import Connection, Connections
from sandbox.faults import Fault
from tests.github_app.gateway.test_client import client
from tests.github_app.use_cases.stage import REPOSITORY, Stage

PULLS = f"/repos/{REPOSITORY}/pulls"


class _Reply(BaseHTTPRequestHandler):
    """Answers every GET with what the test has put on the server."""

    def do_GET(self) -> None:
        self.server.asked += 1  # type: ignore[attr-defined]
        status, headers, chunks = self.server.reply  # type: ignore[attr-defined]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for chunk in chunks:
            self.wfile.write(chunk)
            time.sleep(0.05 if len(chunks) > 1 else 0)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def answering(
    status: int, headers: dict[str, str], *chunks: bytes
) -> Iterator[tuple[Connection, ThreadingHTTPServer]]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Reply) as server:
        server.reply, server.asked = (status, headers, chunks), 0  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Connection(f"http://127.0.0.1:{server.server_address[1]}", 1), server
        server.shutdown()


def get(connection: Connection) -> tuple[int, dict[str, Any], str]:
    return connection.send("GET", "/thing", "token")


def test_what_is_not_ready_is_told_at_once_and_not_asked_for_for_ever() -> None:
    with answering(202, {}, b"{}") as (connection, server):
        began = time.monotonic()
        assert get(connection)[0] == 202
        assert time.monotonic() - began < 1.5
        assert server.asked == 1  # type: ignore[attr-defined]


def test_a_forwarding_to_another_host_is_not_followed() -> None:
    with answering(301, {"Location": "https://elsewhere.example/x"}) as (connection, _):
        assert get(connection)[0] == 301
        with pytest.raises(WorldFailure):
            connection.forwarded("/thing", "https://elsewhere.example/x")


@pytest.mark.parametrize("location", ["", "//elsewhere.example/x", "http://[", "ftp://127.0.0.1/"])
def test_nobody_else_gets_to_see_a_token(location: str) -> None:
    connection = Connection("https://api.github.com")
    with pytest.raises(WorldFailure):
        connection.forwarded("/repos/a/b", location)
    went = connection.forwarded("/repos/a/b", "https://api.github.com/repositories/1?page=2")
    assert went == "https://api.github.com/repositories/1?page=2"


def test_limits_that_are_no_numbers_do_no_harm() -> None:
    headers = {"x-ratelimit-remaining": "many", "x-ratelimit-limit": "x", "x-ratelimit-reset": ""}
    with answering(200, headers, b"[]") as (connection, _):
        assert get(connection)[0] == 200


@pytest.mark.parametrize("content_type", ["text/html", "application/json; charset=latin-1", "x"])
def test_text_is_utf_8_whatever_it_is_called(content_type: str) -> None:
    with answering(200, {"Content-Type": content_type}, '{"a": "ä"}'.encode()) as (connection, _):
        assert json.loads(get(connection)[2]) == {"a": "ä"}


@pytest.mark.parametrize("status", [204, 304])
def test_an_empty_answer_is_an_answer(status: int) -> None:
    with answering(status, {}) as (connection, _):
        assert get(connection)[::2] == (status, "")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"\xff\xfe{"),
        ({"Content-Encoding": "gzip"}, b"no gzip"),
        ({"Content-Length": "99"}, b"{}"),
        ({"Transfer-Encoding": "chunked"}, b"zz\r\n"),
    ],
)
def test_what_is_damaged_is_a_failure_of_the_network(headers: dict[str, str], body: bytes) -> None:
    with answering(200, headers, body) as (connection, _), pytest.raises(wire.RequestException):
        get(connection)


def test_an_answer_without_end_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LARGEST_ANSWER", 1_000)
    with answering(200, {}, b"x" * 5_000) as (connection, _), pytest.raises(wire.RequestException):
        get(connection)


def test_a_host_that_takes_no_calls_is_a_failure_of_the_world(stage: Stage) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        github = client(stage)
        github._connections = Connections(address)
        with pytest.raises(WorldFailure):
            github.rest("GET", "/meta")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_reads_and_writes_go_on_where_github_forwards_them(stage: Stage, status: int) -> None:
    pull = stage.open({"a.md": "a\n"})
    below = f"{stage.sandbox.api_url}/repositories/{stage.repository.id}"
    for on, place in (("reads", "pulls?state=open"), ("writes", f"issues/{pull.number}/comments")):
        headers = {"location": f"{below}/{place}"}
        fault = Fault("status", on=on, path="old/name", status=status, headers=headers)  # type: ignore[arg-type]
        stage.sandbox.service.faults.add(fault)
    github = client(stage)
    assert len(github.rest("GET", "/repos/old/name/pulls", query={"state": "open"}).data) == 1
    comment = {"body": "Hello"}
    assert github.rest("POST", "/repos/old/name/issues/1/comments", body=comment).status == 201
    assert [one.body for one in pull.comments] == ["Hello"]


def test_a_forwarding_in_circles_ends(stage: Stage) -> None:
    headers = {"location": f"{stage.sandbox.api_url}{PULLS}"}
    stage.sandbox.service.faults.add(Fault("status", 99, path="pulls", status=301, headers=headers))
    with pytest.raises(WorldFailure):
        client(stage).rest("GET", PULLS)
    assert stage.sandbox.service.faults.pending[0].times > 90


def test_what_is_expected_is_asked_for_once_more_before_it_is_called_gone(stage: Stage) -> None:
    stage.sandbox.service.faults.add(Fault("status", 1, path="pulls", status=404))
    assert client(stage).rest("GET", PULLS, expected=True).status == 200
    stage.sandbox.service.faults.add(Fault("status", 2, path="pulls", status=404))
    with pytest.raises(Gone):
        client(stage).rest("GET", PULLS, expected=True)


def test_a_token_that_died_early_is_replaced_once(stage: Stage) -> None:
    github = client(stage)
    github.rest("GET", PULLS)
    stage.sandbox.service.faults.add(Fault("credential"))
    github.rest("GET", PULLS)
    assert github.ledger.as_dict() == {"token": 2, "rest": 3}
