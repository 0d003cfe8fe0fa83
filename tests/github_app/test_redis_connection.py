"""How long anyone waits for a Redis that stopped answering."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from redis import Redis
from redis.exceptions import RedisError

from github_app import redis_connection
from github_app.redis_connection import connect
from tests.conftest import RedisServer


@contextmanager
def frozen(server: RedisServer) -> Iterator[None]:
    """Meanwhile it answers nothing, although the system takes connections for it."""
    assert server.process is not None
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


def stand_idle(client: Redis) -> None:
    """As if nobody had asked for long."""
    connection = client.connection_pool.get_connection()
    connection.next_health_check = 0
    client.connection_pool.release(connection)


def test_one_that_froze_is_waited_for_twice_at_most(
    redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_connection, "_ANSWER_SECONDS", 0.5)
    client = connect(redis_server.url)
    client.ping()
    stand_idle(client)
    with frozen(redis_server):
        begun = time.monotonic()
        with pytest.raises(RedisError):
            client.ping()
        assert time.monotonic() - begun < 1.4
    assert client.ping()
    client.close()
