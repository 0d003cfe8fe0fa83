"""The commented default policy: every key, its default, and the reason as a comment."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

from config.json_schema import SCHEMA_FILE, policy_schema, without_references
from config.rituals import CUSTOM
from config.scalars import meaning_of
from rituals.engine.declare import RitualSettings

EXAMPLE_FILE: Final = "docs/handbook/plumbline.yml"
_WIDTH: Final = 96
_PLAIN = re.compile(r"[A-Za-z0-9_./][A-Za-z0-9_./ *-]*(?<! )", re.ASCII)
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
        lines += ["", *_comment(shape["description"], "")]
        if key == "rituals":
            lines += ["rituals:", *_commented_out(_rituals(shape["properties"]), "  ")]
        elif key == "areas":
            lines += ["areas:", *_commented_out(_named("payments", shape), "  ")]
        else:
            lines += _entry(key, shape, "")
    return "\n".join(line.rstrip() for line in lines) + "\n"


def example_of(section: str, name: str) -> str:
    """One check or ritual with its defaults, as a snippet without comments."""
    shape = policy_schema()["properties"][section]["properties"][name]
    entry = _entry(name, shape, "  ", commented=False)
    return "\n".join([f"{section}:", *entry])


def _rituals(rituals: Mapping[str, Any]) -> Iterator[str]:
    """The first ritual with all its keys; the others with their own, and with other defaults."""
    shared: Mapping[str, Any] = {}
    for name, shape in rituals.items():
        if shared:
            yield ""
        yield from _comment(shape["description"], "  ")
        yield f"  {name}:"
        if name == CUSTOM:
            yield from _custom(shape["additionalProperties"]["properties"])
        elif shared:
            yield "    # The keys that are explained above; of these:"
            yield from _keys(_differing(shape["properties"], shared), "    ")
        else:
            yield from _keys(shape["properties"], "    ")
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
            yield from _comment(field["description"], "      ")
            yield from _value(key, field.get("examples", [field.get("default")])[0], "      ")
            yield ""
    yield from _value("every_weeks", 2, "      ")


def _named(name: str, shape: Mapping[str, Any]) -> Iterator[str]:
    """A group under a name of the owner's choice, filled in as an example."""
    yield f"  {name}:"
    for place, (key, field) in enumerate(shape["additionalProperties"]["properties"].items()):
        if place:
            yield ""
        yield from _comment(field["description"], "    ")
        yield from _value(key, field.get("examples", [field.get("default")])[0], "    ")


def _keys(properties: Mapping[str, Any], indent: str, *, commented: bool = True) -> Iterator[str]:
    for place, (key, shape) in enumerate(properties.items()):
        if commented and shape.get("description", ""):
            if place:
                yield ""
            yield from _comment(shape["description"], indent)
        yield from _entry(key, shape, indent, commented=commented)


def _entry(
    key: str, shape: Mapping[str, Any], indent: str, *, commented: bool = True
) -> Iterator[str]:
    if "examples" in shape and "properties" in shape:
        group = {name: value for name, value in shape.items() if name != "examples"}
        yield from _commented_out(_entry(key, group, indent, commented=commented), indent)
    elif "properties" in shape:
        yield f"{indent}{key}:"
        yield from _keys(shape["properties"], indent + "  ", commented=commented)
    elif "default" not in shape:
        yield f"{indent}# {key}: {_sample(shape)}".rstrip()
    else:
        yield from _value(key, shape["default"], indent)


def _sample(shape: Mapping[str, Any]) -> str:
    if "examples" in shape:
        return yaml_text(shape["examples"][0])
    return "2026-01-05" if shape.get("format") == "date" else ""


def _value(key: str, default: object, indent: str) -> Iterator[str]:
    line = f"{indent}{key}: {yaml_text(default)}"
    if not isinstance(default, list | dict) or len(line) <= _WIDTH:
        yield line
        return
    yield f"{indent}{key}:"
    if isinstance(default, dict):
        yield from (f"{indent}  {yaml_text(name)}: {yaml_text(v)}" for name, v in default.items())
    else:
        yield from (f"{indent}  - {yaml_text(item)}" for item in default)


def yaml_text(value: object) -> str:
    """A default in YAML on one line, quoted only where it would read as something else."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(yaml_text(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{yaml_text(k)}: {yaml_text(v)}' for k, v in value.items())}}}"
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and meaning_of(value) == value:
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _comment(words: str, indent: str) -> list[str]:
    lead = f"{indent}# "
    return textwrap.wrap(
        words, _WIDTH, initial_indent=lead, subsequent_indent=lead, break_on_hyphens=False
    )


def _commented_out(lines: Iterator[str], indent: str) -> Iterator[str]:
    """Each line behind `#` in the group's column, so that an editor can bring them back."""
    for line in lines:
        text = line.removeprefix(indent)
        yield f"{indent}# {text}" if text else f"{indent}#"
