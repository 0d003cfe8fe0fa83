"""The policy file's JSON schema, for editors; also what the example and the handbook read."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from config.schema import policy_model

SCHEMA_FILE: Final = "schema/plumbline.schema.json"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_SECTIONS: Final = ("checks", "rituals")


class _WithoutFieldTitles(GenerateJsonSchema):
    """Pydantic's default titles only repeat the keys (`Time Zone` for `time_zone`)."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def policy_schema() -> dict[str, Any]:
    """The schema as a tree without references, keys in the order of the settings classes."""
    tree = without_references(policy_model())
    for name in _SECTIONS:
        section = tree["properties"][name]
        for inner in section["properties"].values():
            _allow_empty(inner)
        _allow_empty(section)
    _allow_empty_records(tree["properties"]["records"])
    _allow_empty(tree["properties"]["areas"])
    _allow_empty_reviews(tree["properties"]["reviews"])
    _allow_empty_debt(tree["properties"]["debt"])
    _allow_empty(tree["properties"]["postmortems"])
    return {"$schema": _DRAFT, **tree, "title": "Plumbline policy"}


def without_references(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model as a tree, the caller's own; what may be left out has no default of
    null.
    """
    tree: dict[str, Any] = json.loads(_tree_text(model))
    return tree


@cache
def _tree_text(model: type[BaseModel]) -> str:
    """As text, because pydantic takes long for so many keys, and whoever asks may change a tree."""
    raw = model.model_json_schema(schema_generator=_WithoutFieldTitles)
    return json.dumps(_inlined(raw, raw.pop("$defs", {})))


def policy_schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(policy_schema(), indent=2, ensure_ascii=False) + "\n"


def _inlined(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(item, definitions) for item in part]
    if not isinstance(part, dict):
        return part
    part = _without_null_default(part)
    reference = part.pop("$ref", None)
    if reference:
        definition = definitions[reference.removeprefix("#/$defs/")]
        part = {**definition, **part}
    part.pop("title", None) if "properties" in part else None
    return {key: _inlined(value, definitions) for key, value in part.items()}


def _without_null_default(part: dict[str, Any]) -> dict[str, Any]:
    """Null as a default says "left out"; `X or null` is shown as plain X."""
    options = part.get("anyOf", [])
    if {"type": "null"} not in options:
        return dict(part)
    rest = [option for option in options if option != {"type": "null"}]
    kept = {
        key: value
        for key, value in part.items()
        if key != "anyOf" and (key != "default" or value is not None)
    }
    return {**rest[0], **kept} if len(rest) == 1 else {**kept, "anyOf": rest}


def _allow_empty_records(section: dict[str, Any]) -> None:
    decisions = section["properties"]["adr"]
    for group in (section, decisions, decisions["properties"]["remind"]):
        _allow_empty(group)
    _allow_empty(section["additionalProperties"]["properties"]["remind"])


def _allow_empty_reviews(section: dict[str, Any]) -> None:
    keys = section["properties"]
    for group in (section, keys["ask"], keys["nudge"], keys["nudge"]["properties"]["working_time"]):
        _allow_empty(group)


def _allow_empty_debt(section: dict[str, Any]) -> None:
    for group in (section, section["properties"]["hotspots"], section["properties"]["labels"]):
        _allow_empty(group)


def _allow_empty(section: dict[str, Any]) -> None:
    """A section whose lines are all commented out is null in YAML, and means its defaults."""
    section["type"] = ["object", "null"]
