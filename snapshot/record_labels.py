"""What a document says in the form "name: value", whatever the notation.

Bullets, inline labels, table rows, reStructuredText fields, AsciiDoc attributes, front matter, and
headings that are a name and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from snapshot.document import Document
from snapshot.table_rows import cells, is_delimiter_row

LATEST_LABEL = 45
"""The longest name with its list mark and emphasis, in characters."""

_LABEL = re.compile(
    r"[ \t>]*(?:[-*+•][ \t]+)?[:*_`]{0,4}(?P<name>[A-Za-z][A-Za-z _()/&-]{1,32}?)[*_`]{0,3}[ \t]*"
    r"[:：][*_`]{0,3}(?:[ \t]+(?P<value>.*)|(?P<glued>[^\s/:].*)|)"
)
_LIST_TABLE = re.compile(
    r"[ \t]*\*[ \t]+-[ \t]+[*_`]{0,3}(?P<name>[A-Za-z][\w -]{1,30}?):?[*_`]{0,3}"
)
_LIST_CELL = re.compile(r"[ \t]+-[ \t]+(?P<value>.*)")
_HTML_ROW = re.compile(
    r"[ \t]*(?:<tr>)?[ \t]*<t[dh][^>]*>(?P<name>[^<]{1,40})</t[dh]>[ \t]*"
    r"<td[^>]*>(?P<value>.*?)</td>",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?P<value>.*)")
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+")
_NOT_IN_A_NAME = re.compile(r"[^\w()/&.,'+ ]+|_")
_MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Label:
    """`name` is in lower case with single spaces; `values` are as written, never empty ones;
    `line` is that of the first value and counts from 1. `lines` has that of each value where they
    do not simply follow each other, as in front matter.
    """

    name: str
    values: tuple[str, ...]
    line: int
    lines: tuple[int, ...] = ()

    def line_of(self, position: int) -> int:
        """The line of the value at `position`, which counts from 0."""
        return self.lines[position] if self.lines else self.line + position


def labels(document: Document, names: Iterable[str]) -> dict[str, Label]:
    """For each of `names` the first label that says something; front matter comes first."""
    wanted = frozenset(names)
    found: dict[str, Label] = {}
    for label in _all(document, wanted):
        if label.name in wanted and label.values:
            found.setdefault(label.name, label)
    return found


@lru_cache(maxsize=4096)
def normal_name(text: str) -> str:
    """`**Decision-Makers**:` as "decision makers", without numbering and emoji in front."""
    words = _NOT_IN_A_NAME.sub(" ", _NUMBERING.sub("", text.strip(), count=1))
    return " ".join(words.lower().split())


def _all(document: Document, wanted: frozenset[str]) -> Iterator[Label]:
    yield from _in_front_matter(document)
    yield from _in_lines(document, wanted)
    yield from _in_headings(document, wanted)


def _in_front_matter(document: Document) -> Iterator[Label]:
    values: dict[str, list[str]] = {}
    lines: dict[str, list[int]] = {}
    for entry in document.front.entries:
        name = entry.keys[0].replace("-", " ")
        if entry.value:
            values.setdefault(name, []).append(entry.value)
            lines.setdefault(name, []).append(entry.line)
    for name, found in values.items():
        yield Label(name, tuple(found), lines[name][0], tuple(lines[name]))


def _in_lines(document: Document, wanted: frozenset[str]) -> Iterator[Label]:
    lines = document.lines
    for at in range(document.front.end, len(lines)):
        line = lines[at]
        if ":" in line[:LATEST_LABEL] and (match := _LABEL.fullmatch(line)):
            name = normal_name(match["name"]).removeprefix("adr ")
            if name in wanted:
                value = (match["value"] or match["glued"] or "").strip()
                yield Label(name, (value,), at + 1) if value else _list_below(lines, at, name)
        if "|" in line:
            yield from _in_table(lines, at, wanted)
        elif "- " in line and (match := _LIST_TABLE.fullmatch(line)):
            cell = _LIST_CELL.fullmatch(lines[at + 1]) if at + 1 < len(lines) else None
            if cell and cell["value"].strip():
                yield Label(normal_name(match["name"]), (cell["value"].strip(),), at + 2)
        elif "<t" in line and (match := _HTML_ROW.match(line)) and match["value"].strip():
            yield Label(normal_name(match["name"]), (match["value"].strip(),), at + 1)


def _list_below(lines: list[str], at: int, name: str) -> Label:
    """The items of a list below a name that stands alone."""
    values: list[str] = []
    first = at + 1
    indent = _indent(lines[at])
    is_item = bool(_ITEM.fullmatch(lines[at]))
    for below in range(at + 1, min(at + 1 + _MOST_ITEMS, len(lines))):
        line = lines[below]
        if not line.strip():
            if values:
                break
            continue
        item = _ITEM.fullmatch(line)
        if item is None or (is_item and _indent(line) <= indent):
            break
        if item["value"].strip():
            first = first if values else below + 1
            values.append(item["value"].strip())
    return Label(name, tuple(values), first)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _in_table(lines: list[str], at: int, wanted: frozenset[str]) -> Iterator[Label]:
    """`| Date | X |`, or the cells below a row that holds nothing but names."""
    row = cells(lines[at])
    if len(row) < 2:
        return
    names = [normal_name(cell) for cell in row]
    if names[0] not in wanted and not wanted.intersection(names):
        return
    if _is_header(lines, at) and (len(row) > 2 or names[1] in wanted):
        under = cells(lines[at + 2]) if at + 2 < len(lines) else []
        for name, value in zip(names, under, strict=False):
            if value:
                yield Label(name, (value,), at + 3)
    elif names[0] in wanted and row[1]:
        yield Label(names[0], (row[1],), at + 1)


def _is_header(lines: list[str], at: int) -> bool:
    return at + 1 < len(lines) and is_delimiter_row(lines[at + 1])


def _in_headings(document: Document, wanted: frozenset[str]) -> Iterator[Label]:
    for index, heading in enumerate(document.headings):
        name = normal_name(heading.text)
        if name in wanted:
            values: list[str] = []
            line = heading.body + 1
            for at in document.own_lines(index):
                text = document.lines[at].strip()
                if text and not text.startswith(">"):
                    line = line if values else at + 1
                    item = _ITEM.fullmatch(text)
                    values.append(item["value"].strip() if item else text)
                if len(values) >= _MOST_ITEMS:
                    break
            yield Label(name, tuple(value for value in values if value), line)
