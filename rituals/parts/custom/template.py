"""A template file as it is used: its own text, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rituals.engine.carry_over import items_of
from rituals.parts.custom.code_regions import Region, regions
from rituals.parts.custom.neutral import neutral, without_markers
from rituals.parts.custom.placeholders import PLACEHOLDER, Filling, Unknown, fill, unknown_in

LONGEST_TEMPLATE: Final = 60_000
"""Characters that are used."""

_FRONT_MATTER: Final = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,100}?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The harmless text of a template, part by part; `front_matter` and `left_out` count lines of
    it that are not used: those of its front matter, and those beyond what is read.
    """

    parts: tuple[Region, ...]
    front_matter: int = 0
    left_out: int = 0

    @property
    def own_items(self) -> tuple[str, ...]:
        """The tasks of the template itself; placeholders in them are not filled in."""
        prose = "\n".join(part.text for part in self.parts if not part.is_code)
        return tuple(item.text for item in items_of(prose, ()))

    def unknown(self, known: Mapping[str, Filling]) -> tuple[Unknown, ...]:
        """The placeholders nobody knows, in the order of their lines."""
        prose = (part for part in self.parts if not part.is_code)
        return tuple(each for part in prose for each in unknown_in(part.text, part.line, known))

    def filled(self, known: Mapping[str, Filling]) -> tuple[str, frozenset[str]]:
        """The text with its placeholders filled in, and the names of those; code stays as it is."""
        used: set[str] = set()
        parts = (part.text if part.is_code else fill(part.text, known, used) for part in self.parts)
        return "\n".join(parts).strip("\n"), frozenset(used)


def prepare(text: str) -> Prepared:
    """A template as it is used; `parts` is empty when nothing but blanks is left of it."""
    whole = _CONTROLS.sub("", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    used = whole[:LONGEST_TEMPLATE]
    left_out = whole.count("\n", LONGEST_TEMPLATE) + 1 if len(whole) > LONGEST_TEMPLATE else 0
    head = _FRONT_MATTER.match(used)
    lines = head[0].rstrip("\n").count("\n") + 1 if head else 0
    own = used[head.end() :] if head else used
    if not own.strip():
        return Prepared((), lines, left_out)
    parts = tuple(Region(_harmless(part), part.line + lines, part.is_code) for part in regions(own))
    return Prepared(parts, lines, left_out)


def is_own(item: str, own_items: tuple[str, ...]) -> bool:
    """Whether `item`, as it stood in the issue before, is one of the template's, whatever stood in
    place of its placeholders.
    """
    return any(_is_same(item, own) for own in own_items)


def _is_same(item: str, own: str) -> bool:
    places = tuple(PLACEHOLDER.finditer(own))
    if not places:
        return item == own
    before, after = own[: places[0].start()].rstrip(), own[places[-1].end() :].lstrip()
    is_long_enough = bool(before or after) and len(item) >= len(before) + len(after)
    return is_long_enough and item.startswith(before) and item.endswith(after)


def _harmless(part: Region) -> str:
    return without_markers(part.text if part.is_code else neutral(part.text))
