"""Turns schemas of OpenAPI 3.0 into plain JSON Schema that the validator runs without lookups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openapi_schema_validator import OAS31Validator, oas31_format_checker

Schema = dict[str, Any]

_COMBINERS = ("allOf", "anyOf", "oneOf")
_MAPS = ("properties", "patternProperties")
_NESTED = ("items", "additionalProperties", "not")


class PlainSchemas:
    """The schemas of one description, with references inlined and `nullable` spelled out.

    `closed` refuses keys an object does not name; GitHub's descriptions leave objects open.
    GitHub's schemas hold no cycles, and a named schema is converted once and then shared.
    """

    def __init__(self, description: Mapping[str, Any], *, closed: bool) -> None:
        self._description = description
        self._closed = closed
        self._named: dict[tuple[str, bool], Schema] = {}

    def plain(self, schema: Schema, *, is_branch: bool = False) -> Schema:
        """`is_branch`: part of an allOf/anyOf/oneOf, whose object is closed by the whole."""
        if "$ref" in schema:
            return self._by_name(schema["$ref"], is_branch)
        plain = {key: self._value(key, value) for key, value in schema.items() if _means(key)}
        if self._closed and not is_branch and _names_keys(plain):
            plain.pop("additionalProperties", None)
            plain["unevaluatedProperties"] = False
        return _with_null(plain) if schema.get("nullable") else plain

    def _by_name(self, reference: str, is_branch: bool) -> Schema:
        key = (reference, is_branch)
        if key not in self._named:
            self._named[key] = self.plain(
                resolve(self._description, reference), is_branch=is_branch
            )
        return self._named[key]

    def _value(self, key: str, value: Any) -> Any:
        if key in _COMBINERS:
            return [self.plain(branch, is_branch=True) for branch in value]
        if key in _MAPS:
            return {name: self.plain(schema) for name, schema in value.items()}
        if key in _NESTED and isinstance(value, dict):
            return self.plain(value)
        return value


def resolve(description: Mapping[str, Any], reference: str) -> Schema:
    """What a local reference such as `#/components/schemas/label` stands for."""
    found: Any = description
    for part in reference.removeprefix("#/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    resolved: Schema = found
    return resolved


def validator(schema: Schema) -> OAS31Validator:
    """A validator of plain schemas that checks formats (times, addresses) as well."""
    return OAS31Validator(schema, format_checker=oas31_format_checker)


def _means(key: str) -> bool:
    return key not in ("nullable", "example", "examples", "description", "discriminator")


def _names_keys(schema: Schema) -> bool:
    """True for an object with named keys; a map from free keys to values stays as it is."""
    if isinstance(schema.get("additionalProperties"), dict):
        return False
    return "properties" in schema or any(
        "properties" in branch for key in _COMBINERS for branch in schema.get(key, ())
    )


def _with_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
