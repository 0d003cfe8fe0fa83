"""What is read about postmortems is valid at GitHub, by its published schema."""

from __future__ import annotations

import pytest
from graphql import parse, validate

from github_app.gateway.postmortems.documents import (
    INDEX,
    MORE_OWN,
    people_read,
    postmortems_read,
    texts_read,
)
from sandbox.graph.schema import schema
from tests.contracts.published import graphql_schema

pytestmark = pytest.mark.contracts

READS = (
    INDEX,
    MORE_OWN,
    people_read(2),
    texts_read(2),
    postmortems_read(0, 0, 0, 0, False, False),
    postmortems_read(3, 2, 2, 3, True, True),
)


def test_what_is_read_about_postmortems_is_valid_at_github_and_in_the_sandbox() -> None:
    for text in READS:
        assert validate(graphql_schema(), parse(text)) == []
        assert validate(schema(), parse(text)) == []
