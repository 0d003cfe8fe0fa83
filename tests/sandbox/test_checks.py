"""Check runs: the rules GitHub has and its descriptions do not tell."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.check_requests import RunRequest
from sandbox.check_runs import CheckRun
from sandbox.world import World
from tests.sandbox.harbour import REPOSITORY, Client, shop_world

RUNS = f"/repos/{REPOSITORY}/check-runs"
LINE: dict[str, Any] = {
    "path": "src/pay.py",
    "start_line": 1,
    "end_line": 1,
    "annotation_level": "notice",
    "message": "m",
}


def head(world: World, number: int = 1) -> str:
    return world.pull(world.repository(), number).head_oid


def create(client: Client, **fields: Any) -> Any:
    body = {"name": "plumbline/x", "head_sha": head(client.world), **fields}
    return client.post(RUNS, body)


def output(**fields: Any) -> dict[str, Any]:
    return {"title": "t", "summary": "s", **fields}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "completed"},
        {"completed_at": "2026-01-01T00:00:00Z"},
        {"conclusion": "stale"},
        {"status": "done"},
        {"head_sha": "0" * 40},
        {"output": {"title": "t"}},
        {"output": output(summary="s" * 65_536)},
        {"output": output(text="s" * 65_536)},
        {"output": output(annotations=[LINE] * 51)},
        {"output": output(annotations=[LINE | {"start_line": 0}])},
        {"output": output(annotations=[LINE | {"end_line": 2, "start_column": 1}])},
        {"output": output(annotations=[LINE | {"message": "m" * 65_537}])},
        {"actions": [{"label": "l", "description": "d", "identifier": "i"}] * 4},
        {"actions": [{"label": "l" * 21, "description": "d", "identifier": "i"}]},
    ],
)
def test_what_github_refuses_is_refused(client: Client, fields: dict[str, Any]) -> None:
    answer = create(client, **fields)
    assert answer.status_code == 422
    assert answer.json()["message"]
    assert client.world.latest_runs(None, head(client.world)) == []


def test_annotations_are_added_by_each_update(client: Client) -> None:
    run = create(client, output=output(annotations=[LINE] * 50)).json()
    client.ask("PATCH", f"{RUNS}/{run['id']}", json={"output": output(annotations=[LINE] * 3)})
    assert client.get(f"{RUNS}/{run['id']}").json()["output"]["annotations_count"] == 53


def test_giving_a_conclusion_completes_the_run(client: Client) -> None:
    run = create(client, conclusion="neutral").json()
    assert (run["status"], run["conclusion"]) == ("completed", "neutral")
    assert run["completed_at"]


def test_a_new_run_of_the_same_name_is_the_latest_one(client: Client) -> None:
    create(client, conclusion="failure")
    second = create(client, conclusion="success").json()
    path = f"/repos/{REPOSITORY}/commits/{head(client.world)}/check-runs"
    latest = client.get(path).json()["check_runs"]
    assert [run["id"] for run in latest] == [second["id"]]
    assert client.get(f"{path}?filter=all").json()["total_count"] == 2


def test_starting_again_forgets_the_conclusion(client: Client) -> None:
    run = create(client, conclusion="failure").json()
    again = client.ask("PATCH", f"{RUNS}/{run['id']}", json={"status": "in_progress"}).json()
    assert (again["status"], again["conclusion"]) == ("in_progress", None)


def test_asking_again_queues_the_suite_and_leaves_the_run_as_it_is() -> None:
    world, heard = listened()
    run = reported(world)
    world.rerun(1, "plumbline/x", by="bo")
    assert heard[-1] == ("check_run", "rerequested", "bo")
    assert (run.status, run.conclusion, run.suite.status) == ("completed", "success", "queued")
    world.rerequest_suite(1, by="bo")
    assert heard[-1] == ("check_suite", "rerequested", "bo")
    reported(world)
    assert run.suite.status == "completed"


def test_a_suite_shows_the_gravest_conclusion_of_its_latest_runs() -> None:
    world = shop_world()
    repository, app = world.repository(), world.registered_app()
    for name, conclusion in (("a", "neutral"), ("b", "failure"), ("c", "success")):
        request = RunRequest(name, conclusion=conclusion)  # type: ignore[arg-type]
        run = world.create_check_run(repository, app, head(world), request)
    assert run.suite.conclusion == "failure"
    world.create_check_run(repository, app, head(world), RunRequest("b", conclusion="success"))
    assert run.suite.conclusion == "success"


def test_a_fork_gets_check_runs_but_they_list_no_pull_request(client: Client) -> None:
    fork = create(client, head_sha=head(client.world, 2)).json()
    assert fork["pull_requests"] == []
    assert [pull["number"] for pull in create(client).json()["pull_requests"]] == [1]


def reported(world: World) -> CheckRun:
    request = RunRequest("plumbline/x", conclusion="success")
    app = world.registered_app()
    return world.create_check_run(world.repository(), app, head(world), request)


def listened() -> tuple[World, list[tuple[str, str | None, str]]]:
    """A world, and the events it tells of as (event, action, sender)."""
    world = shop_world()
    heard: list[tuple[str, str | None, str]] = []
    world.listeners.append(
        lambda event, payload, _: heard.append(
            (event, payload.get("action"), payload["sender"]["login"])
        )
    )
    return world, heard
