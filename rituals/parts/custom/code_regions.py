"""Which parts of a template are prose, and which are code that stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

_FENCE: Final = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_SPAN: Final = re.compile(
    r"(?<!`)(`{1,10})(?!`)((?:(?!\n[ \t]*\n).){1,500}?)(?<!`)\1(?!`)", re.DOTALL
)

_NO_BREAK: Final = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Region:
    """Whole lines of a template from `line` (counted from 1) on: a block of code, or prose."""

    text: str
    line: int
    is_code: bool


def regions(text: str) -> tuple[Region, ...]:
    """Fenced blocks and what lies between them, in order; joined by line breaks they are `text`. A
    fence that never closes reaches to the end, and is closed.
    """
    found: list[Region] = []
    lines: list[str] = []
    start, fence = 1, ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FENCE.fullmatch(line)
        opens = match is not None and not fence and "`" not in match["info"].strip("~")
        if opens and match is not None:
            found += [Region("\n".join(lines), start, is_code=False)] if lines else []
            lines, start, fence = [line], number, match["fence"]
            continue
        lines.append(line)
        if fence and match and match["fence"].startswith(fence) and not match["info"].strip():
            found.append(Region("\n".join(lines), start, is_code=True))
            lines, start, fence = [], number + 1, ""
    if fence:
        lines.append(fence)
    found += [Region("\n".join(lines), start, is_code=bool(fence))] if lines else []
    return tuple(found)


def outside_spans(prose: str, change: Callable[[str], str]) -> str:
    """`prose` with `change` applied to what lies outside of its code spans."""
    return "".join(part if is_code else change(part) for part, is_code in _parts(prose))


def without_spans(prose: str) -> str:
    """`prose` of the same length with blanks in place of its code spans."""
    parts = _parts(prose)
    return "".join(_NO_BREAK.sub(" ", part) if is_code else part for part, is_code in parts)


def has_loose_ticks(prose: str) -> bool:
    """Whether a backtick stands outside of what was recognised as code spans."""
    return any("`" in part for part, is_code in _parts(prose) if not is_code)


def _parts(prose: str) -> Iterator[tuple[str, bool]]:
    at = 0
    for span in _SPAN.finditer(prose):
        yield prose[at : span.start()], False
        yield span[0], True
        at = span.end()
    yield prose[at:], False
