"""The commented default policy: every key, its default, and the reason as a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from config.example_lines import comment_of, commented_out, entry_of, keys_of, value_of
from config.json_schema import SCHEMA_FILE, policy_schema, without_references
from config.rituals import CUSTOM
from rituals.engine.declare import RitualSettings

EXAMPLE_FILE: Final = "docs/handbook/plumbline.yml"
_HEAD: Final = """\
# yaml-language-server: $schema=https://raw.githubusercontent.com/plumbline/plumbline/main/{schema}
#
# Every setting with its default; copy to `.github/plumbline.yml` what should differ. What is left
# out keeps its default. Pull requests are judged by this file as it stands on their base branch.
"""


def example() -> str:
    """The file's text. It loads as exactly the defaults; rituals are there, commented out."""
    lines = [_HEAD.format(schema=SCHEMA_FILE).rstrip("\n")]
    for key, shape in policy_schema()["properties"].items():
        lines += ["", *comment_of(shape["description"], "")]
        if key == "rituals":
            lines += ["rituals:", *commented_out(_rituals(shape["properties"]), "  ")]
        elif key == "areas":
            lines += ["areas:", *commented_out(_named("payments", shape), "  ")]
        else:
            lines += entry_of(key, shape, "")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def example_of(section: str, name: str) -> str:
    """One check or ritual with its defaults, as a snippet without comments."""
    shape = policy_schema()["properties"][section]["properties"][name]
    entry = entry_of(name, shape, "  ", commented=False)
    return "\n".join([f"{section}:", *entry])


def _rituals(rituals: Mapping[str, Any]) -> Iterator[str]:
    """The first ritual with all its keys; the others with their own, and with other defaults."""
    shared: Mapping[str, Any] = {}
    for name, shape in rituals.items():
        if shared:
            yield ""
        yield from comment_of(shape["description"], "  ")
        yield f"  {name}:"
        if name == CUSTOM:
            yield from _custom(shape["additionalProperties"]["properties"])
        elif shared:
            yield "    # The keys that are explained above; of these:"
            yield from keys_of(_differing(shape["properties"], shared), "    ")
        else:
            yield from keys_of(shape["properties"], "    ")
        shared = shared or without_references(RitualSettings)["properties"]


def _differing(keys: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is as for every ritual; a key that only has another default is not explained
    again.
    """
    words = {key: field.get("description") for key, field in shared.items()}
    return {
        key: {**field, "description": ""} if field["description"] == words.get(key) else field
        for key, field in keys.items()
        if field != shared.get(key)
    }


def _custom(keys: Mapping[str, Any]) -> Iterator[str]:
    """A ritual of a team's own: what it needs, and its own keys."""
    shared = set(RitualSettings.model_fields)
    yield "    release_check:"
    yield "      # The keys that are explained above, one of the four that say the rhythm, and:"
    for key, field in keys.items():
        if key not in shared:
            yield from comment_of(field["description"], "      ")
            yield from value_of(key, field.get("examples", [field.get("default")])[0], "      ")
            yield ""
    yield from value_of("every_weeks", 2, "      ")


def _named(name: str, shape: Mapping[str, Any]) -> Iterator[str]:
    """A group under a name of the owner's choice, filled in as an example."""
    yield f"  {name}:"
    for place, (key, field) in enumerate(shape["additionalProperties"]["properties"].items()):
        if place:
            yield ""
        yield from comment_of(field["description"], "    ")
        yield from value_of(key, field.get("examples", [field.get("default")])[0], "    ")
