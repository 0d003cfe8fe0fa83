"""The placeholders of a template: what is known, and what stands in their place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from checks.engine.words import code
from rituals.parts.custom.code_regions import without_spans

MOST_NAMED: Final = 10
"""Unknown ones that are told of one by one."""

PLACEHOLDER: Final = re.compile(r"\{\{[ \t]*(?P<name>[^{}\n]{0,60}?)[ \t]*\}\}")
# What an item, a heading or a quote begins with.
_OPENS: Final = re.compile(r"[ \t]*(?:#{1,6} |[>*+-] |[0-9]{1,9}[.)] )+(?:\[[ xX]\] )?[*_]*")


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in place of a placeholder: `inline` within a line of text, `block` where it has a
    line to itself. Both are Markdown.
    """

    inline: str
    block: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A placeholder nobody knows: its name and line; `near` is a known one like it, or ""."""

    name: str
    line: int
    near: str


def fill(prose: str, known: Mapping[str, Filling], used: set[str]) -> str:
    """`prose` with its placeholders filled in; their names are added to `used`. An unknown one is
    shown as code; those in code spans stay.
    """
    shown = without_spans(prose)
    pieces = []
    at = 0
    for match in PLACEHOLDER.finditer(shown):
        pieces.append(prose[at : match.start()])
        filling = known.get(match["name"])
        if filling is None:
            pieces.append(code(match[0], 80))
        else:
            used.add(match["name"])
            words = _block(filling) if _is_alone(match) else filling.inline
            pieces.append(words[:1].upper() + words[1:] if _begins_sentence(match) else words)
        at = match.end()
    return "".join([*pieces, prose[at:]])


def unknown_in(prose: str, first_line: int, known: Mapping[str, Filling]) -> tuple[Unknown, ...]:
    """The placeholders of `prose` that nobody knows; its first line has this number in its file."""
    found: list[Unknown] = []
    for match in PLACEHOLDER.finditer(without_spans(prose)):
        if match["name"] not in known:
            line = first_line + prose.count("\n", 0, match.start())
            near = _near(match["name"], known) if len(found) < MOST_NAMED else ""
            found.append(Unknown(match["name"], line, near))
    return tuple(found)


def _near(name: str, known: Mapping[str, Filling]) -> str:
    return next(iter(difflib.get_close_matches(name.casefold(), known, n=1)), "")


def _is_alone(match: re.Match[str]) -> bool:
    """Whether the placeholder has its line to itself."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    end = match.string.find("\n", match.end())
    return match.string[start : end if end >= 0 else None].strip() == match[0]


def _begins_sentence(match: re.Match[str]) -> bool:
    """Whether a paragraph, an item, a heading or a quote begins with the placeholder."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    before = match.string[start : match.start()]
    if _OPENS.fullmatch(before):
        return True
    line_above = match.string[match.string.rfind("\n", 0, max(0, start - 1)) + 1 : start]
    return not before.strip(" \t*_") and not line_above.strip()


def _block(filling: Filling) -> str:
    """Lists and the like are parted from the lines around them."""
    block = filling.block
    return f"\n{block}\n" if "\n" in block or block.startswith("- ") else block
