"""Is a schema a true subset of GitHub's? Whatever is valid against the small one must be valid
against the official one, and mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_required_argument,
    is_required_input_field,
    is_specified_scalar_type,
    print_ast,
)


def subset_problems(small: GraphQLSchema, official: GraphQLSchema) -> Iterator[str]:
    """Every difference that is more than leaving something out."""
    for name, ours in small.type_map.items():
        if name.startswith("__") or is_specified_scalar_type(ours):
            continue
        theirs = official.type_map.get(name)
        if theirs is None:
            yield f"type {name} is not GitHub's"
        elif type(theirs) is not type(ours):
            yield f"type {name} is a {type(theirs).__name__} at GitHub"
        else:
            yield from (f"{name}{problem}" for problem in _type_problems(ours, theirs))


def _type_problems(ours: GraphQLNamedType, theirs: GraphQLNamedType) -> Iterator[str]:
    if isinstance(ours, GraphQLObjectType | GraphQLInterfaceType):
        assert isinstance(theirs, GraphQLObjectType | GraphQLInterfaceType)
        yield from _field_problems(ours, theirs)
        yield from _extra("interface", ours.interfaces, theirs.interfaces)
    elif isinstance(ours, GraphQLUnionType):
        assert isinstance(theirs, GraphQLUnionType)
        yield from _extra("member", ours.types, theirs.types)
    elif isinstance(ours, GraphQLEnumType):
        assert isinstance(theirs, GraphQLEnumType)
        yield from (f".{value} is no value" for value in ours.values if value not in theirs.values)
    elif isinstance(ours, GraphQLInputObjectType):
        assert isinstance(theirs, GraphQLInputObjectType)
        yield from _input_problems(ours, theirs)


def _extra(
    what: str, ours: tuple[GraphQLNamedType, ...], theirs: tuple[GraphQLNamedType, ...]
) -> Iterator[str]:
    known = {kind.name for kind in theirs}
    yield from (f" has no {what} {kind.name}" for kind in ours if kind.name not in known)


def _field_problems(
    ours: GraphQLObjectType | GraphQLInterfaceType, theirs: GraphQLObjectType | GraphQLInterfaceType
) -> Iterator[str]:
    for name, field in ours.fields.items():
        official = theirs.fields.get(name)
        if official is None:
            yield f".{name} is no field"
            continue
        if str(field.type) != str(official.type):
            yield f".{name} is {field.type}, GitHub says {official.type}"
        yield from (f".{name}{p}" for p in _argument_problems(field.args, official.args))


def _argument_problems(
    ours: Mapping[str, GraphQLArgument], theirs: Mapping[str, GraphQLArgument]
) -> Iterator[str]:
    for name, argument in ours.items():
        official = theirs.get(name)
        if official is None:
            yield f"({name}:) is no argument"
        elif _declared(argument) != _declared(official):
            yield f"({name}:) is {_declared(argument)}, GitHub says {_declared(official)}"
    for name, official in theirs.items():
        if is_required_argument(official) and name not in ours:
            yield f"({name}:) is required by GitHub"


def _declared(argument: GraphQLArgument) -> str:
    default = argument.ast_node and argument.ast_node.default_value
    return f"{argument.type} = {print_ast(default)}" if default else str(argument.type)


def _input_problems(ours: GraphQLInputObjectType, theirs: GraphQLInputObjectType) -> Iterator[str]:
    for name, field in ours.fields.items():
        official = theirs.fields.get(name)
        if official is None:
            yield f".{name} is no input field"
        elif str(field.type) != str(official.type):
            yield f".{name} is {field.type}, GitHub says {official.type}"
    for name, official in theirs.fields.items():
        if is_required_input_field(official) and name not in ours.fields:
            yield f".{name} is required by GitHub"
