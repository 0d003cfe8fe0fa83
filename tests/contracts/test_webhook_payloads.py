"""Real deliveries at our front door, and our reading of them held against GitHub's schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from redis import Redis

from github_app.events import read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.handled_events import HANDLED
from github_app.inbox.opening import open_inbox
from github_app.settings import read_settings
from github_app.signature import sign
from github_app.web.app import create_app
from tests.contracts.deliveries import knows_path, payload_schema
from tests.contracts.published import webhook_examples
from tests.github_app.conftest import SECRET, environment

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]


@pytest.mark.parametrize("installed", [False, True])
def test_every_real_payload_is_taken(redis: Redis, installed: bool) -> None:
    settings = read_settings(environment())
    client = create_app(settings, redis, open_inbox(redis)).test_client()
    answers: dict[str, int] = {}
    for number, (event, example) in enumerate(webhook_examples()):
        # Most examples come from webhooks of repositories, which name no installation.
        payload = {**example, "installation": {"id": 1}} if installed else example
        body = json.dumps(payload).encode()
        headers = {
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": f"d-{number}",
            "X-Hub-Signature-256": sign(body, SECRET),
        }
        answer = client.post(
            "/webhook", data=body, headers=headers, content_type="application/json"
        )
        assert answer.status_code == 202, (event, answer.text)
        assert answer.json is not None
        result = answer.json["result"]
        assert result == "accepted" or answer.json["reason"], event
        answers[result] = answers.get(result, 0) + 1
    assert sum(answers.values()) == 329
    assert answers["accepted"] > (40 if installed else 5)


class Noted(dict[str, Any]):
    """A payload that notes the paths that are asked of it."""

    def __init__(
        self, value: dict[str, Any], paths: set[tuple[str, ...]], here: tuple[str, ...] = ()
    ):
        super().__init__({k: _noted(v, paths, (*here, k)) for k, v in value.items()})
        self.paths, self.here = paths, here

    def get(self, key: str, default: Any = None) -> Any:
        self.paths.add((*self.here, key))
        return super().get(key, default)


def _noted(value: Any, paths: set[tuple[str, ...]], here: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return Noted(value, paths, here)
    if isinstance(value, list):
        return [_noted(member, paths, (*here, "[]")) for member in value]
    return value


def _handled_actions() -> Iterator[tuple[str, str]]:
    for event, handling in HANDLED.items():
        yield from ((event, action) for action in sorted(handling.actions) or [""])


@pytest.mark.parametrize(("event", "action"), list(_handled_actions()))
def test_every_path_that_is_read_exists_in_githubs_schema(
    redis: Redis, event: str, action: str
) -> None:
    schema = payload_schema(event, action or None)
    assert schema is not None, f"GitHub sends no {event}.{action}"
    paths: set[tuple[str, ...]] = set()
    examples = [e for name, e in webhook_examples() if name == event] or [{}]
    for example in examples:
        payload = {**example, "action": action, "installation": {"id": 1}}
        noted = Payload(Noted(payload, paths))
        read_event(Delivery(event, "d", noted, Identity(1, "us")), Sightings(redis))
    assert {path for path in paths if not knows_path(schema, path)} == set()
