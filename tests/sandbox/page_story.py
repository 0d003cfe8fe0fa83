"""A small world with one of everything the pages show."""

from __future__ import annotations

from functools import cache

from flask import Flask
from flask.testing import FlaskClient

from sandbox.app import App, KeyPair
from sandbox.check_requests import Output, RunRequest
from sandbox.check_runs import Annotation, CheckRun, Conclusion
from sandbox.page import blueprint
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.world import World

PULL = "/acme/shop/pull/1"


@cache
def _keys() -> KeyPair:
    return KeyPair.generate()  # takes a while


def small_world() -> World:
    """ana owns acme, bo may write, eve is a stranger; #1 by ana changes `src/pay.py`."""
    world = World()
    world.add_account("acme", "Organization")
    for login in ("ana", "bo", "eve"):
        world.add_account(login, name=login.title())
    world.owners["acme"], world.members["acme"] = {"ana"}, {"ana", "bo"}
    world.add_team("acme", "payments", ("bo",))
    repository = world.add_repository("acme/shop", private=False)
    repository.roles["bo"] = "write"
    world.register_app(_keys(), app_id=5, slug="plumbline", owner="acme", secret="not-a-secret")
    world.install("acme")
    world.push_to_branch("main", {"src/pay.py": "one = 1\ntwo = 2\n"}, "Start", by="ana")
    world.create_label(repository, "debt", "b08800", "Known debt", by="ana")
    world.open_pull_request(
        "Pay later", "Asks @bo.", by="ana", head="later", files={"src/pay.py": "one = 1\ntwo = 3\n"}
    )
    return world


def report(
    world: World,
    title: str,
    conclusion: Conclusion = "failure",
    *,
    summary: str = "",
    annotations: tuple[Annotation, ...] = (),
    on: str | None = None,
) -> CheckRun:
    """The App's verdict on #1, or on another commit."""
    pull, app = first_pull(world), world.app
    assert isinstance(app, App)
    output = Output(title, summary, None, annotations)
    request = RunRequest(
        name="plumbline/debt_label", status="completed", conclusion=conclusion, output=output
    )
    return world.create_check_run(pull.repository, app, on or pull.head_oid, request)


def first_pull(world: World) -> PullRequest:
    return world.pull(shop(world), 1)


def shop(world: World) -> Repository:
    return world.repository("acme/shop")


def visit(world: World, person: str = "bo") -> FlaskClient:
    """A browser without scripts that acts as this person."""
    application = Flask("pages")
    application.register_blueprint(blueprint(world))
    client = application.test_client()
    client.set_cookie("sandbox_person", person)
    return client


def read(client: FlaskClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.get_data(as_text=True)
