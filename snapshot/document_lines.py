"""A document as lines, whatever its markup: what is code or hidden is blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST_LINE = 2_000
"""Characters of a line that are looked at; longer ones are embedded images."""

_MARKDOWN_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ASCIIDOC_FENCE = re.compile(r"(-{4,}|\.{4,}|/{4,})\s*$")
_UNDERLINE = re.compile(r"([=\-~^\"'*+#:.`_])\1{2,}\s*")


def visible_lines(text: str, *, asciidoc: bool = False) -> list[str]:
    """The lines of `text` without their ends; those in code fences and HTML comments are empty, so
    that positions stay those of the file.
    """
    lines = [line[:LONGEST_LINE].rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    fence = _ASCIIDOC_FENCE if asciidoc else _MARKDOWN_FENCE
    return list(_without_comments(_without_fences(lines, fence)))


def is_underline(line: str) -> bool:
    """True for a line that makes the one above it a heading (Markdown, RST)."""
    return _UNDERLINE.fullmatch(line) is not None


def _without_fences(lines: Iterable[str], fence: re.Pattern[str]) -> Iterator[str]:
    opened = ""
    for line in lines:
        match = fence.match(line)
        if opened:
            if match and match[1].startswith(opened) and line.strip() == match[1]:
                opened = ""
            yield ""
        elif match:
            opened = match[1]
            yield ""
        else:
            yield line


def _without_comments(lines: Iterable[str]) -> Iterator[str]:
    hidden = False
    for line in lines:
        shown = []
        rest = line
        while rest:
            if hidden:
                _, closing, rest = rest.partition("-->")
                hidden = not closing
            else:
                before, opening, rest = rest.partition("<!--")
                shown.append(before)
                hidden = bool(opening)
        yield "".join(shown)
