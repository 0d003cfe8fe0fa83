"""The task list of an issue as people left it: what is done, and what goes on into the next one.

Items are text that anybody with access may have edited. They are carried over as plain text in code
spans, so nothing in them pings, links or poses as a part of the next issue. How often an item was
carried stands behind it, and is read again from there: the issues are the only memory.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from checks.engine.words import code
from snapshot.markdown import checkboxes

LONGEST_ITEM: Final = 300
TOO_OFTEN: Final = 3
"""An item carried over this often is worth another thought."""

# The form in which the issues to work on are listed: `- [ ] #12 'title', open for 3 days`, or with
# `owner/name` before the number. Items of people that begin with a number are none of these.
_LISTED: Final = re.compile(
    r"(?P<reference>(?:[A-Za-z0-9-]{1,100}/[\w.-]{1,100})?#[0-9]{1,10}) "
    r"(?P<tick>`{1,20})(?P<title>.{1,600}?)(?P=tick), "
    r"(?:open for|opened today|due|\*\*[0-9,]+ days? overdue)",
    re.ASCII,
)
# A decision record is known by the title of its link; what it is called may change.
_RECORD: Final = re.compile(r'\[.{1,700}\]\((?P<address>[^()\s]{1,700}) "decision record"\)')
_SPAN: Final = re.compile(r"(`{1,20})(?P<text>.*?)\1(?P<rest>(?:[, (].*)?)")
_LONGEST_LINE: Final = 2_000
_CARRIED: Final = re.compile(r", carried over (?:once|(?P<times>[0-9]{1,3}) times)(?:, no owner)?")
_OWNER: Final = re.compile(r"(?<![\w/])@[A-Za-z0-9](?:[\w/-]{0,139})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a task list. `text` is plain, on one line; `reference` is `#12` or
    `owner/name#12` where the item is an issue we listed, the address of a record we listed, else
    "". `times` says how often it was carried over before it came to stand where it was read.
    """

    text: str
    is_done: bool = False
    reference: str = ""
    times: int = 0

    @property
    def has_owner(self) -> bool:
        """Whether the text names somebody, as in `@sam: split it`."""
        return _OWNER.search(self.text) is not None


def items_of(body: str, standing: Collection[str]) -> tuple[Item, ...]:
    """The items in `body`, in their order and without doubles; those every issue of the ritual has
    (`standing`) are left out.
    """
    known = {_plain(item) for item in standing}
    found: dict[str, Item] = {}
    for item in _items(body):
        if item.text and item.text not in known:
            found.setdefault(item.reference or item.text, item)
    return tuple(found.values())


def unfinished(body: str, standing: Collection[str]) -> tuple[Item, ...]:
    """What people wrote into `body` and did not tick, as it is carried over: the oldest first.
    Listed issues and records are left out: they are listed anew for as long as they wait.
    """
    left = (
        replace(item, times=item.times + 1)
        for item in items_of(body, standing)
        if not item.is_done and not item.reference
    )
    return tuple(sorted(left, key=lambda item: -item.times))


def task(markdown: str) -> str:
    """An open item of a task list."""
    return f"- [ ] {markdown}"


def carried(item: Item) -> str:
    """An unfinished item as it stands in the next issue."""
    often = "once" if item.times == 1 else f"{min(item.times, 999)} times"
    owner = "" if item.has_owner else ", no owner"
    return task(f"{code(item.text, LONGEST_ITEM)}, carried over {often}{owner}")


def carried_often(items: Sequence[Item]) -> int:
    """How many of them were carried over so often that they should be thought over."""
    return sum(1 for item in items if item.times >= TOO_OFTEN)


def _items(body: str) -> Iterator[Item]:
    for box in checkboxes(body):
        line = " ".join(box.text.split())[:_LONGEST_LINE]
        if listed := _LISTED.match(line):
            yield Item(listed["title"].strip(), box.checked, listed["reference"])
        elif record := _RECORD.match(line):
            yield Item(_title(line, line.find("`")), box.checked, record["address"])
        else:
            yield Item(_plain(line), box.checked, "", _times(line))


def _title(line: str, start: int) -> str:
    """What the code span says that begins at `start`; all of `line` where there is none."""
    span = _SPAN.match(line, start) if start >= 0 else None
    return span["text"].strip() if span else line


def _plain(text: str) -> str:
    """`text` on one line, without the fence of a code span that it begins with and without our
    words behind that; what people added behind those stays.
    """
    line = " ".join(text.split())
    span = _SPAN.fullmatch(line)
    if span is None:
        return line
    ours = _CARRIED.match(span["rest"])
    if ours is None and span["rest"]:
        return line
    return f"{span['text'].strip()}{span['rest'][ours.end() if ours else 0 :]}"


def _times(text: str) -> int:
    span = _SPAN.fullmatch(text)
    ours = _CARRIED.match(span["rest"]) if span else None
    if ours is None:
        return 0
    return int(ours["times"] or 1)
