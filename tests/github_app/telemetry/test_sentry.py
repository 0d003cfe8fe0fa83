from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
import structlog

from github_app.inbox import Turn
from github_app.logs.journey import tell, told
from github_app.logs.redaction import redactor
from github_app.logs.set_up import configure
from github_app.subjects import Prompt, Subject
from github_app.telemetry.sentry import report_to_sentry
from tests.github_app.telemetry.conftest import HUSH, TOKEN
from tests.github_app.telemetry.receiver import Receiver

TURN = Turn(
    Subject("pull_request", 11, 22, "33"),
    Prompt("pull_request.opened", "acme/shop", "guid-2"),
    "a-token",
    1,
    ("guid-1", "guid-2"),
)


@pytest.fixture(autouse=True)
def _sentry(receiver: Receiver) -> Iterator[None]:
    hide = redactor([HUSH])
    configure("json", "worker", hide)
    dsn = receiver.url.replace("://", "://0123456789abcdef@") + "/42"
    report_to_sentry(dsn, "worker", hide)
    yield
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def broken(words: str) -> ValueError:
    secret_of_a_variable = f"{words} and more"
    try:
        raise ValueError(words) from KeyError(secret_of_a_variable[:5])
    except ValueError as bug:
        return bug


def reported(receiver: Receiver, count: int = 1) -> list[dict[str, Any]]:
    """What the envelopes hold: a line about the envelope, one about the item, the item."""
    sentry_sdk.flush(5)
    return [json.loads(body.splitlines()[2]) for body in receiver.wait_for(count)]


def test_a_bug_is_reported_with_its_turn(receiver: Receiver) -> None:
    with told(TURN):
        structlog.get_logger("x").error("A check broke", exc_info=broken("no such thing"))
    (event,) = reported(receiver)
    assert receiver.bodies[0][0] == "/api/42/envelope/"
    assert event["exception"]["values"][-1]["value"] == "no such thing"
    assert event["tags"] == {
        "process": "worker",
        "subject": "pull_request:11:22:33",
        "installation": "11",
        "repository": "acme/shop",
        "delivery": "guid-2",
        "turn": "a-token",
    }
    line = event["contexts"]["line of the log"]
    assert line["words"] == "A check broke"
    assert "guid-1" in line["deliveries"]
    assert event["release"].startswith("plumbline@")


def test_a_dead_letter_without_an_exception_is_reported(receiver: Receiver) -> None:
    with told(TURN):
        tell(TURN, 40, "Turn given up", why="No attempt came to an end", dead_letters=1)
    (event,) = reported(receiver)
    assert event["message"] == "Turn given up"
    assert event["contexts"]["line of the log"]["why"] == "No attempt came to an end"


def test_nothing_secret_and_nothing_of_people_is_reported(receiver: Receiver) -> None:
    words = f"refused {TOKEN} with {HUSH}"
    with structlog.contextvars.bound_contextvars(delivery="guid-1", note=words):
        structlog.get_logger("x").error(f"Said {TOKEN}", exc_info=broken(words))
    (event,) = reported(receiver)
    whole = receiver.bodies[0][1].decode()
    assert "[redacted]" in event["exception"]["values"][-1]["value"]
    for secret in (TOKEN, TOKEN.split(".")[2], HUSH):
        assert secret not in whole
    frames = event["exception"]["values"][-1]["stacktrace"]["frames"]
    assert frames[-1]["function"] == "broken"
    assert not any("vars" in frame for frame in frames)
    assert not {"request", "user"} & event.keys()
    assert not event["breadcrumbs"]["values"]


def test_what_is_no_bug_is_not_reported(receiver: Receiver) -> None:
    log = structlog.get_logger("x")
    log.warning("Turn deferred", why="GitHub answered 502")
    log.error("The delivery was not stored; GitHub lists it as failed", why="refused")
    log.error("A check broke", exc_info=broken("only this"))
    assert len(reported(receiver)) == 1
