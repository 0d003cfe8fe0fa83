"""A document as lines, whatever its markup: what is code or hidden is blanked out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Markup = Literal["markdown", "rst", "asciidoc"]

LONGEST_LINE = 2_000
"""Characters of a line that are looked at; longer ones are embedded images."""

LONGEST_TEXT = 300_000
"""Characters that are read, embedded images aside; what follows is ignored."""

_MOST_WITH_IMAGES = 5_000_000
_EMBEDDED = re.compile(r"(data:[a-z]{1,20}/[a-z0-9.+-]{1,40};base64,)[A-Za-z0-9+/=%_-]{100,}", re.I)
_MARKDOWN_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ASCIIDOC_FENCE = re.compile(r"(-{4,}|\.{4,}|/{4,})\s*$")
_FENCES = {
    "markdown": (_MARKDOWN_FENCE, ("```", "~~~", "<!--")),
    "asciidoc": (_ASCIIDOC_FENCE, ("----", "....", "////", "<!--")),
}
_LITERAL = re.compile(
    r"(?P<indent>\s*)(?:\.\.\s+(?:code|code-block|sourcecode|parsed-literal|math|raw|graphviz|uml"
    r"|mermaid)::.*|(?!\s*\.\.\s).*::\s*)"
)
_UNDERLINE = re.compile(r"([=\-~^\"'*+#:.`_])\1{2,}\s*")


@dataclass(frozen=True, slots=True)
class Lines:
    """`visible` are the lines without their ends; those in code fences and HTML comments are empty,
    so that positions stay those of the file. `code` are the positions of lines in fences.
    """

    visible: list[str]
    code: frozenset[int] = frozenset()


def read_lines(text: str, markup: Markup = "markdown") -> Lines:
    """The lines of `text`, as far as they are looked at."""
    lines = _cut(text.removeprefix("\ufeff")).split("\n")
    if "\r" in text:
        lines = [line.rstrip("\r") for line in lines]
    if max(map(len, lines)) > LONGEST_LINE:
        lines = [line[:LONGEST_LINE] for line in lines]
    if markup == "rst":
        return _without_literal_blocks(lines) if "::" in text else Lines(lines)
    fence, marks = _FENCES[markup]
    if not any(mark in text for mark in marks):
        return Lines(lines)
    return _without_code_and_comments(lines, fence)


def is_underline(line: str) -> bool:
    """True for a line that makes the one above it a heading (Markdown, RST)."""
    return _UNDERLINE.fullmatch(line) is not None


def _cut(text: str) -> str:
    if len(text) > LONGEST_TEXT and "data:" in text:
        text = _EMBEDDED.sub(r"\1", text[:_MOST_WITH_IMAGES])
    return text[:LONGEST_TEXT]


def _without_literal_blocks(lines: list[str]) -> Lines:
    """reStructuredText: what is indented below a line that ends with `::` is code."""
    visible, code = [], set()
    depth = -1
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and (indent > depth or not line.strip()):
            if line.strip():
                code.add(at)
            visible.append("")
            continue
        opening = _LITERAL.fullmatch(line) if "::" in line else None
        depth = len(opening["indent"]) if opening else -1
        visible.append(line)
    return Lines(visible, frozenset(code))


def _without_code_and_comments(lines: list[str], fence: re.Pattern[str]) -> Lines:
    """Whichever opens first hides the other: a fence in a comment is none, and the reverse."""
    visible, code = [], set()
    opened, hidden = "", False
    for at, line in enumerate(lines):
        match = None if hidden else fence.match(line)
        if opened:
            code.add(at)
            if match and match[1].startswith(opened) and line.strip() == match[1]:
                opened = ""
            visible.append("")
        elif match:
            code.add(at)
            opened = match[1]
            visible.append("")
        elif hidden or "<!--" in line:
            shown, hidden = _without_comments(line, hidden)
            visible.append(shown)
        else:
            visible.append(line)
    return Lines(visible, frozenset(code))


def _without_comments(line: str, hidden: bool) -> tuple[str, bool]:
    """What `line` shows, and whether a comment is still open behind it."""
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
    return "".join(shown), hidden
