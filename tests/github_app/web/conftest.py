"""The web service before a pretend GitHub, for a test client or for a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from redis import Redis
from selenium import webdriver
from werkzeug.serving import make_server

from github_app.inbox.opening import open_inbox
from github_app.settings import read_settings
from github_app.web.app import create_app
from tests.chromium import chromium
from tests.conftest import RedisServer
from tests.github_app.web.harbour_front import Front, front
from tests.product.stage import free_port


@pytest.fixture
def our_front(redis_server: RedisServer, redis: Redis) -> Iterator[Front]:
    with front(redis_server, redis) as made:
        yield made


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture
def served(redis_server: RedisServer, redis: Redis) -> Iterator[Front]:
    """Our pages at an address that a browser can open."""
    port = free_port()
    with front(redis_server, redis, f"http://127.0.0.1:{port}") as made:
        app = create_app(read_settings(made.environment), redis, open_inbox(redis))
        server = make_server("127.0.0.1", port, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield made
        server.shutdown()
        thread.join()
        server.server_close()
