"""What is to be done about the rituals of a repository, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from checks.engine.verdict import LabelWish

RemarkKind = Literal["due", "overdue", "answer", "marker"]


@dataclass(frozen=True, slots=True)
class OpenReminder:
    """Open an issue. `title` is plain text, `body` Markdown with the marker in its first line;
    `label` is created when the repository does not have it, `assignee` is a login or None.
    """

    ritual: str
    occurrence: str
    title: str
    body: str
    label: LabelWish
    assignee: str | None


@dataclass(frozen=True, slots=True)
class Remark:
    """Write a comment below the issue of ours with this number. `body` is Markdown whose first line
    is a marker, by which it is found again: it is written once.
    """

    issue: int
    kind: RemarkKind
    body: str


@dataclass(frozen=True, slots=True)
class Conclude:
    """Close an issue of ours after writing `body` below it, a comment with a marker. `completed`:
    closed as done; else as not planned.
    """

    issue: int
    body: str
    completed: bool = True


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """React to a comment (node id) whose command was understood and followed."""

    comment_id: str


Action = OpenReminder | Remark | Conclude | Acknowledge


@dataclass(frozen=True, slots=True)
class Plan:
    """`actions` in the order in which they are carried out; `next_at` is when another look is worth
    while (UTC), None when nothing is to come.
    """

    actions: tuple[Action, ...] = ()
    next_at: datetime | None = None
