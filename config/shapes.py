"""What kind of value a setting takes, in words, read from its JSON schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAMES = {
    "boolean": "`true` or `false`",
    "integer": "whole number",
    "number": "number",
    "string": "text",
    "object": "group of keys",
    "null": "nothing",
}


def kind_of(shape: Mapping[str, Any]) -> str:
    """`text`, `list of texts`, `whole number, 1 to 52`, "`off`, `advise` or `enforce`"..."""
    if "const" in shape:
        return f"`{shape['const']}`"
    if "enum" in shape:
        *first, last = (f"`{value}`" for value in shape["enum"])
        return f"{', '.join(first)} or {last}" if first else last
    if "anyOf" in shape:
        return " or ".join(kind_of(option) for option in shape["anyOf"])
    if shape.get("format") == "date":
        return "date"
    if shape.get("type") == "array":
        return f"list of {_several(shape.get('items', {}))}"
    if isinstance(shape.get("additionalProperties"), dict):
        return f"texts, each with its value: {kind_of(shape['additionalProperties'])}"
    name = _NAMES.get(str(shape.get("type")), "value")
    return name + _bounds(shape)


def _several(shape: Mapping[str, Any]) -> str:
    kind = kind_of(shape)
    return f"{kind}s" if kind in {"text", "number", "whole number"} else kind


def _bounds(shape: Mapping[str, Any]) -> str:
    low, high = shape.get("minimum"), shape.get("maximum")
    if low is not None and high is not None:
        return f", {low} to {high}"
    if low is not None:
        return f", at least {low}"
    return f", at most {high}" if high is not None else ""
