"""A document in Markdown, reStructuredText or AsciiDoc: its lines, front matter and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from snapshot.document_lines import Markup, is_underline, read_lines
from snapshot.front_matter import FrontMatter, front_matter

_MARKED = re.compile(
    r"(?: {0,3}(?P<marks>#{1,6})|(?P<signs>={1,6}))[ \t]+(?P<text>[^\s=].*?)[ \t]*[#=]*[ \t]*"
)
_UNSPACED = re.compile(r"(?P<marks>#{1,6})(?P<text>(?:[A-Z]|\d{1,4}[.:)] ).*?)[ \t]*#*")
_HTML = re.compile(r"\s*<h(?P<level>[1-6])[^>]*>(?P<text>.*?)</h[1-6]>.*", re.IGNORECASE)
_STARTS_A_HEADING = frozenset("#=-~^\"'*+:.`_< ")
_SETEXT_LEVEL = {"=": 1, "-": 2}


@dataclass(frozen=True, slots=True)
class Heading:
    """`at` is the position of its text in the lines, `body` that of the first line below it."""

    at: int
    body: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """`lines` are the visible ones (code and comments are empty), `code` the positions of those in
    code fences; `headings` are in their order, without front matter.
    """

    path: str
    lines: list[str]
    code: frozenset[int]
    front: FrontMatter
    headings: tuple[Heading, ...]

    def own_lines(self, index: int) -> range:
        """The positions below heading `index` up to the next heading of any level."""
        following = index + 1
        end = self.headings[following].at if following < len(self.headings) else len(self.lines)
        return range(self.headings[index].body, end)


def read_document(path: str, text: str) -> Document:
    """Read any text; `path` says by its extension in which markup it is written."""
    markup = _markup(path)
    lines = read_lines(text, markup)
    front = front_matter(lines.visible)
    found = _headings(lines.visible, front.end, markup)
    if markup == "rst":
        found = _levelled(found, lines.visible)
    else:
        found = (_setext(heading, lines.visible) for heading in found)
    return Document(path, lines.visible, lines.code, front, tuple(found))


def _markup(path: str) -> Markup:
    lowered = path.lower()
    if lowered.endswith((".adoc", ".asciidoc", ".asc")):
        return "asciidoc"
    return "rst" if lowered.endswith(".rst") else "markdown"


def _headings(lines: Sequence[str], start: int, markup: Markup) -> Iterator[Heading]:
    """All headings; those that are underlined have level 0 yet.

    `##Status` without a space is none for GitHub, but meant so; `#Title` only where it comes first.
    """
    is_first = True
    for at in range(start, len(lines)):
        line = lines[at]
        if not line:
            continue
        first = line[0]
        may_be_title, is_first = is_first, False
        if first not in _STARTS_A_HEADING:
            continue
        if first == " " and markup == "rst":
            continue
        if first in "#= " and (match := _MARKED.fullmatch(line)):
            yield Heading(at, at + 1, len(match["marks"] or match["signs"]), match["text"])
        elif first == "#" and (match := _UNSPACED.fullmatch(line)):
            if may_be_title or len(match["marks"]) > 1:
                yield Heading(at, at + 1, len(match["marks"]), match["text"])
        elif first in "< " and (match := _HTML.fullmatch(line)):
            yield Heading(at, at + 1, int(match["level"]), match["text"])
        elif at > start and is_underline(line) and _is_underlined(lines, at, markup):
            yield Heading(at - 1, at + 1, 0, lines[at - 1].strip())


def _is_underlined(lines: Sequence[str], at: int, markup: Markup) -> bool:
    """True when the line at `at` makes the one above it a heading and is no rule or block's edge.

    Docutils takes one that is too short as well, from four characters on.
    """
    words, underline = lines[at - 1].strip(), lines[at]
    if not words or words[0] in "-*|>:.#+" or is_underline(words):
        return False
    difference = len(underline.rstrip()) - len(words)
    if markup == "asciidoc":
        return abs(difference) <= 1 and (at < 2 or not lines[at - 2].strip())
    if markup == "rst" and len(underline.rstrip()) >= 4:
        return True
    return underline[0] in "=-" or difference >= -2


def _setext(heading: Heading, lines: Sequence[str]) -> Heading:
    if heading.level:
        return heading
    level = _SETEXT_LEVEL.get(lines[heading.at + 1][0], 2)
    overlined = heading.at > 0 and is_underline(lines[heading.at - 1])
    return Heading(heading.at, heading.body, 1 if overlined else level, heading.text)


def _levelled(headings: Iterator[Heading], lines: Sequence[str]) -> Iterator[Heading]:
    """reStructuredText: a style's level is its place in the order in which styles appear."""
    levels: dict[tuple[str, bool], int] = {}
    for heading in headings:
        if heading.level:
            yield heading
            continue
        mark = lines[heading.at + 1][0]
        above = lines[heading.at - 1] if heading.at else ""
        style = (mark, bool(above) and above[0] == mark and is_underline(above))
        level = levels.setdefault(style, len(levels) + 1)
        yield Heading(heading.at, heading.body, level, heading.text)
