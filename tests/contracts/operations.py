"""Finds the REST operation that a request is about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.contracts.plain_schema import resolve
from tests.contracts.published import rest_description

_VERBS = ("get", "post", "put", "patch", "delete")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One operation of the description; `parameters` have their references resolved. There is one
    value for each, so it is its own key.
    """

    id: str
    method: str
    template: str
    pattern: re.Pattern[str]
    parameters: tuple[Mapping[str, Any], ...]
    described: Mapping[str, Any]


def find(method: str, path: str) -> Operation | None:
    """Of the operations that fit, the one with the fewest slots; of those, the longest."""
    return next((op for op in _all(method) if op.pattern.fullmatch(path)), None)


@cache
def _all(method: str) -> tuple[Operation, ...]:
    operations = [
        _operation(verb, template, described)
        for template, verbs in rest_description()["paths"].items()
        for verb, described in verbs.items()
        if verb in _VERBS and verb == method.lower()
    ]
    return tuple(sorted(operations, key=lambda op: (op.template.count("{"), -len(op.template))))


def _operation(verb: str, template: str, described: Mapping[str, Any]) -> Operation:
    parameters = tuple(_resolved(p) for p in described.get("parameters", ()))
    wide = {p["name"] for p in parameters if p.get("x-multi-segment")}
    pieces = _SLOT.split(template)
    pattern = "".join(
        re.escape(piece) if index % 2 == 0 else (".+" if piece in wide else "[^/]+")
        for index, piece in enumerate(pieces)
    )
    return Operation(
        described["operationId"], verb, template, re.compile(pattern), parameters, described
    )


def _resolved(parameter: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" in parameter:
        return resolve(rest_description(), parameter["$ref"])
    return parameter
