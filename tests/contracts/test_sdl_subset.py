"""The sandbox's schema leaves things out of GitHub's and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import build_schema

import sandbox
from tests.contracts.published import graphql_schema
from tests.contracts.sdl_subset import subset_problems

pytestmark = pytest.mark.contracts

SANDBOX_SCHEMA = Path(sandbox.__file__).with_name("schema.graphql")

OFFICIAL = """
type Query { item(id: ID!, size: Int = 10): Item! node: Node other: Other }
interface Node { id: ID! }
type Item implements Node { id: ID! kind: Kind add(input: Wish!): Item }
type Other { id: ID! }
enum Kind { BIG SMALL }
input Wish { name: String! note: String }
"""


def differences(small: str) -> str:
    return " ".join(subset_problems(build_schema(small), build_schema(OFFICIAL)))


def test_leaving_things_out_is_no_difference() -> None:
    assert (
        differences(
            "type Query { item(id: ID!): Item! } type Item { kind: Kind } enum Kind { BIG }"
        )
        == ""
    )
    assert differences(OFFICIAL) == ""


@pytest.mark.parametrize(
    ("small", "word"),
    [
        ("type Query { thing: Thing } type Thing { id: ID }", "type Thing is not GitHub's"),
        ("type Query { item(id: ID!): Item! } enum Item { BIG }", "Item is a GraphQLObjectType"),
        ("type Query { price: Int }", "Query.price is no field"),
        ("type Query { item(id: ID!): Item } type Item { id: ID! }", "Query.item is Item"),
        ("type Query { item: Item! } type Item { id: ID! }", "(id:) is required"),
        ("type Query { item(id: ID!, age: Int): Item! } type Item { id: ID! }", "(age:) is no"),
        ("type Query { item(id: ID): Item! } type Item { id: ID! }", "(id:) is ID, GitHub"),
        (
            "type Query { item(id: ID!, size: Int = 9): Item! } type Item { id: ID! }",
            "(size:) is Int",
        ),
        ("type Query { node: Node } interface Node { id: ID }", "Node.id is ID"),
        (
            "type Query { other: Other } interface Node { id: ID! }"
            " type Other implements Node { id: ID! }",
            "Other has no interface Node",
        ),
        ("type Query { item(id: ID!): Item! } type Item { kind: Kind } enum Kind { HUGE }", "HUGE"),
        (
            "type Query { item(id: ID!): Item! } type Item { add(input: Wish!): Item }"
            " input Wish { note: String }",
            "Wish.name is required",
        ),
        (
            "type Query { item(id: ID!): Item! } type Item { add(input: Wish!): Item }"
            " input Wish { name: String }",
            "Wish.name is String, GitHub says String!",
        ),
    ],
)
def test_each_change_is_told(small: str, word: str) -> None:
    assert word in differences(small)


@pytest.mark.usefixtures("descriptions")
def test_the_sandbox_speaks_a_true_subset_of_githubs_schema() -> None:
    small = build_schema(SANDBOX_SCHEMA.read_text())
    assert list(subset_problems(small, graphql_schema())) == []
