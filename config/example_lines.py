"""Keys of a policy as lines of YAML, with what they mean above them as comments."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

from config.scalars import meaning_of

_WIDTH: Final = 96
_PLAIN = re.compile(r"[A-Za-z0-9_./][A-Za-z0-9_./ *-]*(?<! )", re.ASCII)


def keys_of(properties: Mapping[str, Any], indent: str, *, commented: bool = True) -> Iterator[str]:
    """The keys of a JSON schema with their defaults, `commented` with a blank line between them."""
    for place, (key, shape) in enumerate(properties.items()):
        if commented and shape.get("description", ""):
            if place:
                yield ""
            yield from comment_of(shape["description"], indent)
        yield from entry_of(key, shape, indent, commented=commented)


def entry_of(
    key: str, shape: Mapping[str, Any], indent: str, *, commented: bool = True
) -> Iterator[str]:
    """One key; behind `#` where it has no default, as a group that nobody has unless it asks."""
    if "examples" in shape and "properties" in shape:
        group = {name: value for name, value in shape.items() if name != "examples"}
        yield from commented_out(entry_of(key, group, indent, commented=commented), indent)
    elif "properties" in shape:
        yield f"{indent}{key}:"
        yield from keys_of(shape["properties"], indent + "  ", commented=commented)
    elif "default" not in shape:
        yield f"{indent}# {key}: {_sample(shape)}".rstrip()
    else:
        yield from value_of(key, shape["default"], indent)


def _sample(shape: Mapping[str, Any]) -> str:
    if "examples" in shape:
        return yaml_text(shape["examples"][0])
    return "2026-01-05" if shape.get("format") == "date" else ""


def value_of(key: str, default: object, indent: str) -> Iterator[str]:
    """A key with its value, on lines of their own where they are too long for one."""
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


def comment_of(words: str, indent: str) -> list[str]:
    """`words` behind `#`, folded."""
    lead = f"{indent}# "
    return textwrap.wrap(
        words, _WIDTH, initial_indent=lead, subsequent_indent=lead, break_on_hyphens=False
    )


def commented_out(lines: Iterator[str], indent: str) -> Iterator[str]:
    """Each line behind `#` in the group's column, so that an editor can bring them back."""
    for line in lines:
        text = line.removeprefix(indent)
        yield f"{indent}# {text}" if text else f"{indent}#"
