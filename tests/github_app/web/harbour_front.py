"""A pretend GitHub with a repository full of decisions, and people who visit our pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qs, urlsplit

import requests
from flask.testing import FlaskClient
from redis import Redis
from werkzeug.test import TestResponse

from github_app.inbox.opening import open_inbox
from github_app.settings import CALLBACK_PATH, read_settings
from github_app.web.app import create_app
from sandbox.app import KeyPair
from sandbox.server import RunningSandbox, serve
from sandbox.world import World
from tests.conftest import RedisServer

URL = "http://plumbline.example"
CALLBACK = f"{URL}{CALLBACK_PATH}"
DECISIONS = "/repositories/acme/shop/decisions"
SECRET = "hush-hush-hush"
RECORDS = {
    "docs/adr/0001-use-sqlite.md": "# 1. Use SQLite\n\nDate: 2024-03-01\n\n## Status\n\n"
    "Superseded by [ADR 2](0002-use-postgres.md)\n\n## Decision\n\nSmall.\n",
    "docs/adr/0002-use-postgres.md": "# 2. Use Postgres\n\nDate: 2025-01-09\n\n## Status\n\n"
    "Accepted\n\nSupersedes [ADR 1](0001-use-sqlite.md)\n\n## Decision\n\nYes.\n",
    "docs/adr/0003-speak-grpc.md": "# 3. Speak gRPC `<b>now</b>`\n\n## Status\n\nProposed\n\n"
    "## Context\n\nMany calls.\n\n## Decision\n\nMaybe.\n",
}


@cache
def keys() -> KeyPair:
    return KeyPair.generate()


def town(url: str = URL) -> World:
    """ana owns acme, bo is a member; eve is a stranger. `acme/shop` is private and holds RECORDS,
    `acme/site` is public; the App is on both. `eve/own` is eve's, without the App.
    """
    world = World()
    world.add_account("acme", "Organization")
    for login in ("ana", "bo", "eve"):
        world.add_account(login, name=login.title())
    world.owners["acme"], world.members["acme"] = {"ana"}, {"ana", "bo"}
    world.register_app(keys(), app_id=7, slug="plumbline", owner="acme", secret="x")
    app = world.registered_app()
    app.client_secret, app.callback_urls = SECRET, (f"{url}{CALLBACK_PATH}",)
    world.add_repository("acme/shop", description="A shop")
    world.add_repository("acme/site", private=False)
    world.add_repository("eve/own")
    world.install("acme")
    world.push_to_branch("main", dict(RECORDS), "Decide", by="ana", repository="acme/shop")
    return world


@dataclass
class Front:
    """The web service before a pretend GitHub."""

    github: RunningSandbox
    redis: Redis
    environment: dict[str, str]

    @property
    def world(self) -> World:
        return self.github.world

    def browser(self) -> FlaskClient:
        """A fresh one, with no cookies."""
        app = create_app(read_settings(self.environment), self.redis, open_inbox(self.redis))
        return app.test_client()

    def agree(self, address: str, login: str = "ana") -> str:
        """Presses a button on GitHub's page; answers the path and query people come back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        answer = requests.post(
            address.partition("?")[0],
            data={**asked, "login": login},
            allow_redirects=False,
            timeout=10,
        )
        assert answer.status_code == 303, answer.text
        back = answer.headers["Location"]
        assert back.startswith(CALLBACK)
        return back.removeprefix(URL)

    def visitor(self, login: str, target: str = DECISIONS) -> FlaskClient:
        """Somebody who has signed in."""
        browser = self.browser()
        leave = browser.get("/sign-in", query_string={"next": target})
        arrived = browser.get(self.agree(leave.headers["Location"], login))
        assert arrived.status_code == 303, arrived.text
        assert arrived.headers["Location"] == target
        return browser

    def requests_of(self, act: object) -> list[str]:
        """Paths of the requests that reach GitHub meanwhile."""
        self.github.service.exchanges.reset()
        assert callable(act)
        act()
        return [exchange.path for exchange in self.github.service.exchanges.last()]


@contextmanager
def front(redis_server: RedisServer, redis: Redis, url: str = URL) -> Iterator[Front]:
    """`url` is where our pages are."""
    with serve(town(url)) as github:
        environment = {
            "GITHUB_APP_ID": "7",
            "GITHUB_PRIVATE_KEY": keys().private_pem,
            "GITHUB_WEBHOOK_SECRET": "x",
            "GITHUB_API_URL": github.api_url,
            "GITHUB_CLIENT_ID": github.world.registered_app().client_id,
            "GITHUB_CLIENT_SECRET": SECRET,
            "PLUMBLINE_URL": url,
            "REDIS_URL": redis_server.url,
        }
        yield Front(github, redis, environment)


def form_key(answer: TestResponse) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', answer.text)
    assert found
    return found[1]
