"""Whatever debt wants to be read and written, GitHub would understand it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from graphql import parse, validate
from redis import Redis

from github_app.gateway.debt.documents import LEDGER, MERGED, PIECES, READ, sizes_read
from sandbox.graph.schema import schema
from tests.conftest import RedisServer
from tests.contracts.published import graphql_schema
from tests.contracts.recorded import kept, problems
from tests.github_app.debt_town import DebtTown, debt_town

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[DebtTown]:
    with debt_town(redis, redis_server.url) as made:
        yield made


@pytest.mark.parametrize("read", [READ, LEDGER, PIECES, MERGED, sizes_read(1), sizes_read(100)])
def test_a_read_is_valid_at_github_and_in_the_sandbox(read: str) -> None:
    document = parse(read)
    assert validate(graphql_schema(), document) == []
    assert validate(schema(), document) == []


def test_debt_is_kept_in_githubs_words(town: DebtTown) -> None:
    for number in range(3):
        town.merge("Fix prices", {"src/prices.py": f"PRICE = {number}\n" * 60}, labels=["bug"])
    for number in range(120):
        town.debt(f"Debt {number}", "Payback: 2026-12-01")
    town.recall.put({"hotspots:asked": True})
    town.requests()
    for _ in range(2):
        town.let_claim_expire()
        town.take_turn()
        town.redis.flushall()
    said = list(town.running.service.exchanges.last())
    words = ("ReadDebt", "ReadPieces", "ReadLedger", "ReadMergedFiles", "ReadSizes", "pinIssue")
    assert [word for word in words if not any(word in str(e.request_body) for e in said)] == []
    assert [problem for exchange in kept(said) for problem in problems(exchange)] == []
