"""A small served world for the tests, and a client that carries its tokens."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jwt
import requests

from sandbox.app import Installation, KeyPair
from sandbox.server import RunningSandbox, serve
from sandbox.world import World

APP_ID = 7
SECRET = "quay"
REPOSITORY = "acme/shop"


@cache
def keys() -> KeyPair:
    return KeyPair.generate()  # takes a while


def shop_world() -> World:
    """ana owns acme, bo is in `payments` with write access, eve is a stranger.

    #1 by ana changes `src/pay.py` in two commits, #2 is a draft from eve's fork, #3 is an issue.
    """
    world = World()
    world.add_account("acme", "Organization", name="Acme")
    for login in ("ana", "bo", "eve"):
        world.add_account(login, name=login.title(), email=f"{login}@acme.example")
    world.owners["acme"], world.members["acme"] = {"ana"}, {"ana", "bo"}
    team = world.add_team("acme", "payments", ("bo",))
    repository = world.add_repository(REPOSITORY, description="A shop")
    repository.team_roles[team] = "write"
    world.register_app(keys(), app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    files: dict[str, str | bytes | None] = {
        "README.md": "# Shop\n",
        "src/pay.py": "one = 1\ntwo = 2\n",
        "docs/adr/0001-use-postgres.md": "# 1. Use Postgres\n\n## Status\n\nAccepted\n",
    }
    world.push_to_branch("main", files, "Start", by="ana")
    world.create_label(repository, "debt", "b08800", "Known debt", by="ana")
    world.install("acme")
    pay = {"src/pay.py": "one = 1\ntwo = 3\n"}
    world.open_pull_request("Pay later", "Closes #3", by="ana", head="later", files=pay)
    world.push(1, {"src/new.py": "x = 1\n"}, "Add x\n\nCo-authored-by: Bo <bo@acme.example>")
    fork: dict[str, str | bytes | None] = {"README.md": "# The shop\n"}
    world.open_pull_request("Say the", by="eve", head="words", files=fork, fork=True, draft=True)
    world.open_issue("Old debt", "- [ ] pay", by="bo", labels=["debt"])
    return world


@contextmanager
def served(world: World | None = None, record: Path | None = None) -> Iterator[Client]:
    """A client of a served world."""
    with serve(world or shop_world(), record=record) as running:
        yield Client(running)


class Client:
    """Asks as the App (`app`) or as its installation (`get`, `post`, `graphql`, ...)."""

    def __init__(self, running: RunningSandbox) -> None:
        self.running, self.world = running, running.world
        self.session = requests.Session()
        self._token = ""

    @property
    def installation(self) -> Installation:
        return next(iter(self.world.installations.values()))

    @property
    def token(self) -> str:
        if not self._token:
            with self.world.lock:
                self._token = self.world.mint_token(self.installation).text
        return self._token

    def get(self, path: str, **options: Any) -> requests.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, body: Any = None) -> requests.Response:
        return self.ask("POST", path, json=body)

    def ask(self, verb: str, path: str, token: str | None = None, **options: Any) -> Any:
        """`path` is without `/api/v3`; `token` replaces the installation's."""
        headers = {"Authorization": f"Bearer {token or self.token}"}
        url = f"{self.running.api_url}{path}"
        return self.session.request(verb, url, headers=headers, timeout=10, **options)

    def app(self, verb: str, path: str, **options: Any) -> Any:
        return self.ask(verb, path, token=app_token(), **options)

    def graphql(self, query: str, **variables: Any) -> dict[str, Any]:
        answer = self.session.post(
            f"{self.running.url}/api/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=10,
        )
        parsed: dict[str, Any] = answer.json()
        return parsed

    def tell(self, verb: str, **arguments: Any) -> requests.Response:
        """A story verb over the control endpoint."""
        url = f"{self.running.url}/_sandbox/{verb}"
        return self.session.post(url, json=arguments, timeout=10)


def app_token(**claims: Any) -> str:
    """The App's JWT; `claims` replace the good ones."""
    now = int(time.time())
    good = {"iat": now - 60, "exp": now + 300, "iss": str(APP_ID)}
    return jwt.encode({**good, **claims}, keys().private_pem, algorithm="RS256")
