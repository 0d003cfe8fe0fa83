"""Whatever the rituals of a repository want to be read, GitHub would understand the question."""

from __future__ import annotations

from itertools import product

import pytest
from graphql import parse, validate

from github_app.gateway.rituals.documents import MORE_OWN, FactShape, Shape, rituals_read
from sandbox.graph.schema import schema
from tests.contracts.published import graphql_schema

pytestmark = pytest.mark.contracts

FLAGS = [[True] * 6, *([n == place for n in range(6)] for place in range(6))]
SHAPES = [
    Shape(2, 2, 2, 2, True, tuple(FactShape(2, *flags, is_wide=is_wide) for _ in range(2)))
    for flags, is_wide in product(FLAGS, (True, False))
]


@pytest.mark.parametrize("shape", [Shape(0, 0, 0, 0, False, ()), *SHAPES])
def test_a_read_is_valid_at_github_and_in_the_sandbox(shape: Shape) -> None:
    document = parse(rituals_read(shape))
    assert validate(graphql_schema(), document) == []
    assert validate(schema(), document) == []


def test_so_is_what_goes_on_through_our_own_issues() -> None:
    assert validate(graphql_schema(), parse(MORE_OWN)) == []
