"""What `plumbline rituals` asks, GitHub would understand, and its answers are as described."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from graphql import parse, validate

from cli.rituals import command
from github_app.gateway.diagnosis.documents import POLICIES
from sandbox.graph.schema import schema
from sandbox.server import serve
from sandbox.world import World
from tests.cli.doctor.ward import keys, settle
from tests.contracts.published import graphql_schema
from tests.contracts.recorded import kept, problems
from tests.product.town import APP_ID, REPOSITORY, SECRET

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

POLICY = "rituals:\n  refactor_sprint: {}\n  retrospective: {}\n"


def test_the_read_of_policies_is_valid_at_github_and_in_the_sandbox() -> None:
    document = parse(POLICIES)
    assert validate(graphql_schema(), document) == []
    assert validate(schema(), document) == []


def test_calendars_are_asked_for_in_githubs_words(tmp_path: Path) -> None:
    world = World()
    settle(world)
    files = {".github/plumbline.yml": POLICY}
    world.push_to_branch("main", files, "Ask for rituals", by="alice", repository=REPOSITORY)
    with serve(world) as github:
        environment: dict[str, str | None] = {
            **{name: "" for name in os.environ if name.startswith(("GITHUB_", "PLUMBLINE_"))},
            "GITHUB_APP_ID": str(APP_ID),
            "GITHUB_PRIVATE_KEY": keys().private_pem,
            "GITHUB_WEBHOOK_SECRET": SECRET,
            "GITHUB_API_URL": github.api_url,
            "PLUMBLINE_DATA_DIR": str(tmp_path),
        }
        arguments = ["--installation", "acme", "--json"]
        done = CliRunner().invoke(command, arguments, env=environment, standalone_mode=False)
        assert done.exception is None
        said = list(github.service.exchanges.last())
    words = ("ReadPolicies", "ReadRituals")
    assert [word for word in words if not any(word in str(e.request_body) for e in said)] == []
    assert [problem for exchange in kept(said) for problem in problems(exchange)] == []
