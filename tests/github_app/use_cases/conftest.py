"""The stage for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.conftest import RedisServer
from tests.github_app.use_cases.stage import Stage, staged


@pytest.fixture
def stage(redis_server: RedisServer, redis: Redis) -> Iterator[Stage]:
    with staged(redis_server, redis) as made:
        yield made
