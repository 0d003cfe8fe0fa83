"""What every page of the handbook is made of: tables of keys, manuals in Markdown, the page."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from checks.engine.words import code, table
from config.example_lines import yaml_text
from config.shapes import kind_of

_GENERATED = "<!-- Written by `plumbline docs` from the program itself; edit the docstrings. -->"


Row = tuple[str, str, str, str]
"""Key, kind, default and meaning."""


def page_of(title: str, *parts: str) -> str:
    """A page that says who wrote it."""
    return "\n\n".join((f"# {title}", _GENERATED, *parts)).rstrip() + "\n"


def rows_of(properties: Mapping[str, Any], prefix: str = "") -> Iterator[Row]:
    """A row for each key of a JSON schema; those of groups have the path to them."""
    for key, shape in properties.items():
        if "properties" in shape:
            yield from rows_of(shape["properties"], f"{prefix}{key}.")
            continue
        words = one_line(shape.get("description", ""))
        yield (f"`{prefix}{key}`", kind_of(shape), default_of(shape), words)


def rows_table(rows: Iterator[Row]) -> str:
    """The rows below their heading."""
    return table(("Key", "Kind", "Default", "Meaning"), list(rows))


def default_of(shape: Mapping[str, Any]) -> str:
    """The default of a key in code spans; `none` where there is none, or it is empty."""
    default = shape.get("default")
    if default is None or default in ("", [], {}):
        return "none"
    items = default if isinstance(default, list) else [default]
    return ", ".join(code(yaml_text(item).strip('"')) for item in items)


def one_line(words: str) -> str:
    """`words` without line breaks, as cells of tables need it."""
    return " ".join(words.split())


def manual_in_markdown(manual: str) -> str:
    """A docstring as Markdown: its first line bold, and the words that open its paragraphs."""
    title, _, rest = inspect.cleandoc(manual).partition("\n")
    paragraphs = [f"**{title.strip()}**", *rest.strip().split("\n\n")]
    return "\n\n".join(_with_bold_opening(paragraph) for paragraph in paragraphs if paragraph)


def _with_bold_opening(paragraph: str) -> str:
    for word in ("Why", "Remedy", "Limits"):
        if paragraph.startswith(f"{word}:"):
            return f"**{word}:**{paragraph.removeprefix(f'{word}:')}"
    return paragraph
