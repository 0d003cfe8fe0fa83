"""GitHub's published payloads with anything in place of anything: the front door answers calmly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from github_app.handled_events import HANDLED
from tests.conftest import RedisServer
from tests.contracts.published import webhook_examples
from tests.contracts.test_real_webhooks import deliver
from tests.github_app.front_door import front_door
from tests.github_app.hostile import HOSTILE, places, replaced

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]


@pytest.fixture(scope="module")
def door(redis_server: RedisServer) -> Iterator[FlaskClient]:
    with front_door(redis_server.url) as opened:
        yield opened


def mutate(data: st.DataObject) -> tuple[str, Any]:
    handled = [pair for pair in webhook_examples() if pair[0] in HANDLED]
    event, example = data.draw(st.sampled_from(handled))
    document: Any = {"installation": {"id": 1}, **example}
    everywhere = list(places(document, most=4))
    for place in data.draw(st.lists(st.sampled_from(everywhere), min_size=1, max_size=4)):
        document = replaced(document, place, data.draw(HOSTILE))
    return event, document


@given(data=st.data())
@bounds(max_examples=80, deadline=None)
def test_no_mutation_of_a_real_payload_breaks_the_door(
    door: FlaskClient, data: st.DataObject
) -> None:
    event, payload = mutate(data)
    assert deliver(door, event, payload, 1).status_code in (202, 400)


@pytest.mark.soak
@given(data=st.data())
@bounds(max_examples=20_000, deadline=None)
def test_the_same_for_long(door: FlaskClient, data: st.DataObject) -> None:
    event, payload = mutate(data)
    assert deliver(door, event, payload, 1).status_code in (202, 400)
