"""A fresh ward for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from tests.cli.doctor.ward import Ward, ward
from tests.conftest import RedisServer


@pytest.fixture
def service(redis: Redis, redis_server: RedisServer, tmp_path: Path) -> Iterator[Ward]:
    with ward(redis, redis_server.url, tmp_path) as made:
        yield made
