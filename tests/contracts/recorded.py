"""Exchanges as the sandbox records them, and the judge of all kinds of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import sandbox.exchanges
from sandbox.faults import TROUBLE
from tests.contracts import graphql_said, rest
from tests.contracts.exchange import Exchange

PRODUCT = "plumbline/"

# Where the description is wrong about GitHub: the repository of a deleted fork is null, and a
# repository can be asked for by its id.
GAPS = (
    "head.repo: None is not of type 'object'",
    "GET /repositories/",
)


def exchange(record: dict[str, Any]) -> Exchange:
    """From the form in which the sandbox writes exchanges down."""
    return Exchange(
        record["verb"],
        record["path"],
        record["status"],
        record["query"],
        record["request_body"],
        record["response_body"],
        by_us=record["request_headers"].get("User-Agent", "").startswith(PRODUCT),
        is_made_up=TROUBLE in record["response_headers"],
    )


def exchanges_in(folder: Path) -> Iterator[Exchange]:
    """Everything recorded in the folder's files."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (exchange(json.loads(line)) for line in lines)


def kept(exchanges: Iterable[sandbox.exchanges.Exchange]) -> list[Exchange]:
    """What a sandbox in this process kept."""
    return [exchange(each.as_json()) for each in exchanges]


def problems(exchange: Exchange) -> tuple[str, ...]:
    """What is wrong with this exchange. Tests may say to the sandbox what GitHub refuses, so only
    our own requests are judged; the sandbox's answers always are.
    """
    judge = graphql_said if exchange.is_graphql else rest
    found = judge.problems(exchange)
    return tuple(problem for problem in found if not any(gap in problem for gap in GAPS))
