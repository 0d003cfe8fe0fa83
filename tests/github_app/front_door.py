"""The front door alone, for tests of a whole module: what one of them stores stays for the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from redis import Redis

from github_app.inbox.opening import open_inbox
from github_app.settings import read_settings
from github_app.web.app import create_app
from tests.github_app.conftest import environment


@contextmanager
def front_door(redis_url: str) -> Iterator[FlaskClient]:
    redis = Redis.from_url(redis_url)
    redis.flushall()
    settings = read_settings(environment(REDIS_URL=redis_url))
    yield create_app(settings, redis, open_inbox(redis)).test_client()
    redis.flushall()
    redis.close()
