"""The schema, bound to the views: each field reads the attribute of its name in snake case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    build_schema,
    get_named_type,
)

from sandbox.graph.connection import check_bounds

SDL = Path(__file__).parent.parent / "schema.graphql"
Resolver = Callable[..., Any]
Info = GraphQLResolveInfo[Any]


@cache
def schema() -> GraphQLSchema:
    """GitHub's schema as far as the sandbox speaks it; built once."""
    built = build_schema(SDL.read_text(encoding="utf-8"))
    for kind in built.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                _bind(name, field)
    return built


def type_name(value: Any, _info: Info, _abstract: Any) -> str:
    """The concrete type of a view behind an interface or union."""
    return str(value.typename)


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m.group(1).lower(), name)


def _bind(name: str, field: GraphQLField) -> None:
    for argument_name, argument in field.args.items():
        argument.out_name = snake(argument_name)
    if get_named_type(field.type).name.endswith("Connection"):
        field.resolve = _connection(name, snake(name))
    else:
        field.resolve = _field(name, snake(name))


def _field(name: str, attribute: str) -> Resolver:
    def resolve(source: Any, _info: Info, **arguments: Any) -> Any:
        if isinstance(source, Mapping):
            return source.get(name)
        value = getattr(source, attribute)
        return value(**arguments) if callable(value) else value

    return resolve


def _connection(name: str, attribute: str) -> Resolver:
    def resolve(source: Any, _info: Info, **arguments: Any) -> Any:
        check_bounds(name, arguments.get("first"), arguments.get("last"))
        return getattr(source, attribute)(**arguments)

    return resolve
