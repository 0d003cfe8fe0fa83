"""A story with something of everything: what the product says to GitHub in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from redis import Redis

from github_app.use_cases.keep_decisions import keep_decisions
from sandbox.exchanges import Exchange
from tests.conftest import RedisServer
from tests.contracts.recorded import kept, problems
from tests.github_app.decision_town import (
    BOTH,
    POLICY_PATH,
    DecisionTown,
    a_record,
    decision_town,
)
from tests.github_app.ritual_town import Town, ritual_town
from tests.github_app.use_cases.stage import Stage, staged

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

MANY_MARKERS = "".join(f"# TODO: thing {n}\nvalue_{n} = {n}\n" for n in range(60))


@pytest.fixture
def stage(redis_server: RedisServer, redis: Redis) -> Iterator[Stage]:
    with staged(redis_server, redis) as made:
        yield made


@pytest.fixture
def town(redis_server: RedisServer, redis: Redis) -> Iterator[Town]:
    with ritual_town(redis, redis_server.url) as made:
        yield made


@pytest.fixture
def harbour(redis_server: RedisServer, redis: Redis) -> Iterator[DecisionTown]:
    with decision_town(redis, redis_server.url) as made:
        yield made


def judged(exchanges: list[Exchange]) -> list[str]:
    return [problem for exchange in kept(exchanges) for problem in problems(exchange)]


def test_judging_is_said_in_githubs_words(stage: Stage) -> None:
    said = [*one_pull_request(stage), *a_fork_and_a_queue(stage), *what_concerns_many(stage)]
    assert any("mutation" in str(exchange.request_body) for exchange in said)
    assert judged(said) == []


def one_pull_request(stage: Stage) -> Iterator[Exchange]:
    world = stage.world
    pull = stage.open({"src/core/engine.py": MANY_MARKERS, "tool/new.py": "x = 1\n"})
    yield from stage.judge(pull, "pull_request.opened")
    world.approve(pull.number, by="grace")
    yield from stage.judge(pull, "pull_request_review.submitted")
    world.push(pull.number, {"src/core/engine.py": "POWER = 2\n", "docs/x.md": "x\n"})
    world.edit(pull.number, body="See docs/adr/0001-record-decisions.md")
    yield from stage.judge(pull, "pull_request.edited")
    world.push(pull.number, {".github/plumbline.yml": "checks: {adr_lnk: {}}\n"})
    yield from stage.judge(pull, "pull_request.synchronize")
    yield from stage.judge(pull, "check_run.rerequested", again=True)
    world.approve(pull.number, by="linus")
    yield from stage.judge(pull, "pull_request_review.submitted")


def a_fork_and_a_queue(stage: Stage) -> Iterator[Exchange]:
    world = stage.world
    pull = stage.open({"src/app.py": "# FIXME\n"}, head="else", by="mallory", fork=True)
    yield from stage.judge(pull, "pull_request.opened")
    world.delete_fork(pull.number)
    yield from stage.judge(pull, "pull_request.labeled")
    head = world.enqueue(pull.number)
    prompt = stage.prompt("merge_group.checks_requested", base_name="main", head_oid=head)
    yield from stage.attend("merge_group", head, prompt)


def what_concerns_many(stage: Stage) -> Iterator[Exchange]:
    stage.world.set_team_members("acme/maintainers", ["grace"])
    yield from stage.attend("organization", "acme", stage.prompt("membership.added"))
    yield from stage.attend("repository", "main", stage.prompt("push", base_name="main"))


def test_a_ritual_is_called_in_githubs_words(town: Town) -> None:
    town.look()
    first = town.issues[-1]
    town.world.tick_checklist(first.number, "", by="alice")
    town.world.clock.advance(timedelta(weeks=6))
    town.world.comment(first.number, "/snooze soon", by="alice")
    town.world.comment(first.number, "/snooze 2d", by="alice")
    town.world.open_issue(first.title, first.body, by=town.world.registered_app().bot.login)
    for _ in range(2):
        town.let_claim_expire()
        town.look()
    assert len(town.issues) == 3
    town.world.delete_issue(town.issues[-1].number, by="alice")
    town.let_claim_expire()
    town.look()
    assert judged(list(town.running.service.exchanges.last())) == []


def test_decisions_are_kept_in_githubs_words(harbour: DecisionTown) -> None:
    def look() -> None:
        harbour.let_claim_expire()
        keep_decisions(harbour.turn, harbour.desk)

    overdue = a_record(3, "Look again", "Accepted", "Revisit by: 2026-11-20")
    files = overdue | {
        path: text
        for number in range(4, 500)
        for path, text in a_record(number, f"A title that says what is at stake: {number}").items()
    }
    harbour.files({POLICY_PATH: BOTH, **files})
    look()
    harbour.files(dict.fromkeys(files))
    harbour.merge("Move", "ADR-1")
    look()
    harbour.files(files)
    harbour.redis.flushall()
    look()
    said = list(harbour.running.service.exchanges.last())
    words = ("createLabel", "createIssue", "pinIssue", "updateIssue(", "timelineItems", "history(")
    parts = ("addComment", "updateIssueComment", "minimizeComment", "unminimizeComment")
    assert all(any(w in str(e.request_body) for e in said) for w in (*words, *parts))
    assert judged(said) == []
