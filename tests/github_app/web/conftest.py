"""The web service before a pretend GitHub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.conftest import RedisServer
from tests.github_app.web.harbour_front import Front, front


@pytest.fixture
def our_front(redis_server: RedisServer, redis: Redis) -> Iterator[Front]:
    with front(redis_server, redis) as made:
        yield made
