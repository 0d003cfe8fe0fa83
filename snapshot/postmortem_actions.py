"""The action items of a postmortem: from tables, task lists and plain lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from snapshot.document import Document
from snapshot.postmortem import ActionItem, PostmortemSection
from snapshot.postmortem_table import rows_of_table
from snapshot.postmortem_terms import action_of

MOST_ACTIONS = 200
_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,3}[.)])[ \t]+(?P<box>\[[ xX]\][ \t]+)?(?P<text>\S.*)"
)
_OVER = re.compile(r"\b(?:completed?|done|taken|executed|finished)\b", re.IGNORECASE)
_TABLE_BEGINS = re.compile(r"[ \t]*\|")


@dataclass(slots=True)
class _Item:
    """A list item as it is read: its first line, and what goes on below it. `is_over`: its heading
    says that all of this was done.
    """

    line: int
    indent: int
    box: str
    text: str
    is_over: bool
    below: list[str] = field(default_factory=list)


def action_items(
    document: Document, sections: Sequence[PostmortemSection]
) -> tuple[ActionItem, ...]:
    """What the sections of action items hold, in its order; each line counts once."""
    found: dict[int, ActionItem] = {}
    for section in sections:
        if section.kind == "action items" and section.is_filled:
            for action in _in_section(document, section):
                found.setdefault(action.line, action)
    return tuple(found[line] for line in sorted(found)[:MOST_ACTIONS])


def _in_section(document: Document, section: PostmortemSection) -> Iterator[ActionItem]:
    start, end = section.line, section.end_line
    at = start
    plain: list[int] = []
    while at < end:
        if _TABLE_BEGINS.match(document.lines[at]):
            upto = at
            while upto < end and _TABLE_BEGINS.match(document.lines[upto]):
                upto += 1
            yield from rows_of_table(document.lines, at, upto)
            at = upto
        else:
            plain.append(at)
            at += 1
    yield from _in_lists(document, plain)


def _in_lists(document: Document, positions: Sequence[int]) -> Iterator[ActionItem]:
    heads = {heading.at for heading in document.headings}
    items = list(_items(document.lines, positions, heads))
    ticked = any(item.box for item in items)
    for index, item in enumerate(items):
        # In a task list the boxes are the tasks, and what has none only groups them.
        if ticked and not item.box and any(_is_below(item, other) for other in items[index + 1 :]):
            continue
        if item.indent and not item.box:
            continue
        action = action_of(item.text, item.line, below=item.below)
        if action:
            is_done = action.is_done or item.is_over or item.box.strip().lower() == "[x]"
            yield replace(action, is_done=is_done, is_listed=bool(item.box))


def _items(lines: Sequence[str], positions: Sequence[int], heads: set[int]) -> Iterator[_Item]:
    """All items; what is indented below one, and has no box of its own, also goes on with it."""
    current: _Item | None = None
    outer, is_over = -1, False
    for at in positions:
        line = lines[at]
        if at in heads:
            if current:
                yield current
            current, outer = None, -1
            is_over = _OVER.search(line) is not None
            continue
        match = _ITEM.fullmatch(line) if not line.lstrip().startswith(">") else None
        indent = len(match["indent"].expandtabs(4)) if match else 0
        if match and (outer < 0 or indent <= outer or match["box"]):
            if current:
                yield current
            if outer < 0 or indent <= outer:
                outer = indent
            current = _Item(at + 1, indent - outer, match["box"] or "", match["text"], is_over)
        elif current and line.strip():
            if not match and not current.below:
                current.text = f"{current.text} {line.strip()}"
            else:
                current.below.append(match["text"] if match else line.strip())
        elif not line.strip() and current:
            current.below.append("")
    if current:
        yield current


def _is_below(item: _Item, other: _Item) -> bool:
    return bool(other.box) and other.indent > item.indent
