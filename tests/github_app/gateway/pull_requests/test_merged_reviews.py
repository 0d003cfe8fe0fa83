"""Who reviewed what was merged last: read once a day, beside something else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import parse

from sandbox.graph.cost import price
from sandbox.pull_requests import PullRequest
from tests.github_app.gateway.pull_requests.looking import APPROVAL, look, on_base
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import Stage

CHANGE = {"README.md": "1\n"}


@pytest.fixture
def merged(stage: Stage) -> list[PullRequest]:
    """Two of ada's, approved by linus, the second by grace too; and one into another branch."""
    stage.repository.git.point("side", stage.repository.git.tip("main"))
    pulls = []
    for n, base in enumerate(("main", "side", "main")):
        pull = stage.open({f"src/{n}.py": f"{n}\n", "docs/a.md": f"{n}\n"}, head=f"h{n}", base=base)
        stage.world.approve(pull.number, by="linus")
        if n == 2:
            stage.world.approve(pull.number, by="grace")
            stage.world.request_changes(pull.number, by="linus")
        stage.world.advance(1)
        stage.world.merge(pull.number, by="linus")
        pulls.append(pull)
    return pulls


def test_the_latest_into_the_base_are_known_newest_first(
    stage: Stage, merged: list[PullRequest]
) -> None:
    seen = look(stage, stage.open(CHANGE)).snapshot.merged_reviews
    assert seen is not None
    assert [one.number for one in seen] == [merged[2].number, merged[0].number]
    assert [one.approvers for one in seen] == [("grace",), ("linus",)]
    assert seen[0].paths == ("docs/a.md", "src/2.py")
    assert (seen[0].author, seen[0].merged_at > seen[1].merged_at) == ("ada", True)


def test_they_are_remembered_for_other_pull_requests_into_the_base(
    stage: Stage, merged: list[PullRequest]
) -> None:
    first = look(stage, stage.open(CHANGE))
    other = look(stage, stage.open({"README.md": "2\n"}, head="other"))
    assert other.snapshot.merged_reviews == first.snapshot.merged_reviews
    assert other.kinds == ["GET", "query"]


def test_a_review_never_asks_for_them(stage: Stage, merged: list[PullRequest]) -> None:
    pull = stage.open(CHANGE)
    assert look(stage, pull, APPROVAL).snapshot.merged_reviews is None
    sent = b"".join(e.request_body for e in stage.sandbox.service.exchanges.last())
    assert b"MERGED" not in sent


def test_trouble_with_them_fails_nothing(stage: Stage, merged: list[PullRequest]) -> None:
    def lose(answer: dict[str, Any]) -> None:
        repository = answer["data"].get("repository") or {}
        for name in [n for n in repository if n.startswith("optional")]:
            repository[name] = None
            error = {"message": "Something went wrong", "path": ["repository", name]}
            answer["errors"] = [error]

    with distorted(lose):
        seen = look(stage, stage.open(CHANGE))
    assert (seen.snapshot.merged_reviews, seen.members("acme/maintainers")) == (None, {"linus"})


def test_no_query_costs_more_than_two_points(stage: Stage, merged: list[PullRequest]) -> None:
    logins = [f"person-{n:02}" for n in range(70)]
    for login in logins:
        stage.world.add_account(login)
    on_base(stage, owners=f"* @acme/maintainers {' '.join(f'@{login}' for login in logins)}\n")
    pull = stage.open(CHANGE)
    for _ in range(2):
        look(stage, pull)
        sent = [
            json.loads(e.request_body)
            for e in stage.sandbox.service.exchanges.last()
            if e.verb == "POST"
        ]
        bodies = [body for body in sent if body and "query" in body]
        points = [price(parse(body["query"]), body["variables"])[0] for body in bodies]
        assert points
        assert max(points) <= 2
