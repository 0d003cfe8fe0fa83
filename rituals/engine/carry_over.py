"""What is left undone in the issue before: its task list as people left it.

The items of an issue are text anybody with access may have edited. They are carried over as plain
text in code spans, so nothing in them pings, links or poses as a part of the next issue.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from checks.engine.words import code
from snapshot.markdown import checkboxes

LONGEST_ITEM: Final = 300
# The form in which the issues to work on are listed: `- [ ] #12 …`.
_LISTED_ISSUE: Final = re.compile(r"#([0-9]{1,10}) `")
_CODE_SPAN: Final = re.compile(r"(`+)(.*?)\1")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What stands unticked: `items` people wrote, as plain text in their order and without doubles,
    and the numbers of the listed issues.
    """

    items: tuple[str, ...]
    issues: frozenset[int]


def unfinished(body: str, standing_items: Collection[str]) -> Unfinished:
    """What is unticked in `body`, without the items that every issue of the ritual has."""
    known = {_plain(item) for item in standing_items}
    items: dict[str, None] = {}
    issues: set[int] = set()
    for box in checkboxes(body):
        if box.checked:
            continue
        text = _plain(box.text)
        if listed := _LISTED_ISSUE.match(box.text):
            issues.add(int(listed[1]))
        elif text and text not in known:
            items[text] = None
    return Unfinished(tuple(items), frozenset(issues))


def task(markdown: str) -> str:
    """An open item of a task list."""
    return f"- [ ] {markdown}"


def carried(item: str) -> str:
    """An unfinished item as it stands in the next issue."""
    return task(code(item, LONGEST_ITEM))


def _plain(text: str) -> str:
    """`text` on one line; without its fence when it is one code span, as carried items are."""
    line = " ".join(text.split())
    span = _CODE_SPAN.fullmatch(line)
    return span[2].strip() if span else line
