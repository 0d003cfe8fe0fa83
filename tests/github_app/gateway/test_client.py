"""The client and its tokens, over HTTP."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from github_app.failures import Gone, NotPermitted
from github_app.gateway.client import GitHub
from sandbox.faults import Fault
from tests.github_app.use_cases.stage import REPOSITORY, Stage


def client(stage: Stage) -> GitHub:
    return stage.desk.github.installation(stage.installation.id, stage.repository.id, REPOSITORY)


def test_threads_share_a_client_and_each_gets_its_own_answer(stage: Stage) -> None:
    numbers = [stage.open({"a.md": "a\n"}, head=f"h{n}").number for n in range(12)]
    github = client(stage)
    asked = [github.beside(lambda n=n: _number(github, n)) for n in numbers * 5]  # type: ignore[misc]
    assert [answer.result() for answer in asked] == numbers * 5


def _number(github: GitHub, number: int) -> int:
    return int(github.rest("GET", f"/repos/{REPOSITORY}/pulls/{number}").data["number"])


def test_workers_that_start_together_ask_for_one_token(stage: Stage) -> None:
    def work(_: int) -> int:
        github = client(stage)
        github.rest("GET", f"/repos/{REPOSITORY}/pulls")
        return github.ledger.as_dict().get("token", 0)

    stage.sandbox.service.latency = 0.05
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 1


def test_every_request_says_who_asks_and_which_version_it_means(stage: Stage) -> None:
    client(stage).rest("GET", f"/repos/{REPOSITORY}/pulls")
    headers = stage.sandbox.service.exchanges.last(1)[0].request_headers
    assert headers["User-Agent"].startswith("plumbline/")
    assert headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert headers["Accept"] == "application/vnd.github+json"


def test_a_write_is_never_repeated(stage: Stage) -> None:
    stage.sandbox.service.faults.add(Fault("lost", on="writes", path="issues"))
    github, pull = client(stage), stage.open({"a.md": "a\n"})
    with pytest.raises(Exception, match="issues"):
        github.rest(
            "POST", f"/repos/{REPOSITORY}/issues/{pull.number}/comments", body={"body": "Hello"}
        )
    assert len(pull.comments) == 1


def test_the_app_itself_can_be_asked_about(stage: Stage) -> None:
    assert stage.desk.github.as_app().rest("GET", "/app").data["id"] == 7


def test_what_another_repository_holds_is_out_of_reach(stage: Stage) -> None:
    stage.world.add_repository("acme/secret")
    with pytest.raises((Gone, NotPermitted)):
        client(stage).rest("GET", "/repos/acme/secret/contents/README.md")
