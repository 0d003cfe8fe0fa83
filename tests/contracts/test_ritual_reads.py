"""Whatever the rituals of a repository want to be read, GitHub would understand the question."""

from __future__ import annotations

from itertools import product

import pytest
from graphql import parse, validate

from github_app.gateway.rituals.documents import MORE_OWN, Shape, rituals_read
from github_app.gateway.rituals.fact_documents import FactShape
from sandbox.graph.cost import price
from sandbox.graph.schema import schema
from tests.contracts.published import graphql_schema

pytestmark = pytest.mark.contracts

FLAGS = [[True] * 6, *([n == place for n in range(6)] for place in range(6))]
SHAPES = [
    Shape(2, 2, 2, 2, True, (FactShape(2, *flags, is_wide, 2, 2 * is_wide),) * 2)
    for flags, is_wide in product(FLAGS, (True, False))
]


@pytest.mark.parametrize("shape", [Shape(0, 0, 0, 0, False, ()), *SHAPES])
def test_a_read_is_valid_at_github_and_in_the_sandbox(shape: Shape) -> None:
    document = parse(rituals_read(shape))
    assert validate(graphql_schema(), document) == []
    assert validate(schema(), document) == []


def test_so_is_what_goes_on_through_our_own_issues() -> None:
    assert validate(graphql_schema(), parse(MORE_OWN)) == []


def test_the_most_that_all_our_rituals_together_may_ask_for_is_not_too_much() -> None:
    """Every one of them with as many labels as it takes, and ten of the team's own."""
    audit = FactShape(8, True, True, True, True, here=100)
    facts = (audit, *(FactShape(10, merged=True) for _ in range(17)))
    document = parse(rituals_read(Shape(18, 20, 72, 4, True, facts)))
    _, nodes = price(document, {})
    assert nodes < 500_000
