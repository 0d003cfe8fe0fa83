"""Labels, comments and issues."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sandbox.accounts import Account

if TYPE_CHECKING:
    from sandbox.repository import Repository

State = Literal["open", "closed"]
StateReason = Literal["completed", "not_planned", "duplicate", "reopened"]


@dataclass(eq=False, slots=True)
class Label:
    """A label of a repository; names compare case-insensitively."""

    id: int
    node_id: str
    name: str
    color: str
    description: str
    created_at: datetime


@dataclass(eq=False, slots=True)
class Reaction:
    """An emoji that somebody left on a comment; `content` is GitHub's name for it (`EYES`)."""

    id: int
    node_id: str
    comment: Comment
    author: Account
    content: str
    created_at: datetime


@dataclass(eq=False, slots=True)
class Comment:
    """A comment in the conversation of an issue or pull request."""

    id: int
    node_id: str
    issue: Issue
    author: Account
    body: str
    created_at: datetime
    updated_at: datetime
    minimized_reason: str | None = None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Pinning:
    """Somebody pinned an issue, be it pinned still or not."""

    id: int
    node_id: str
    issue: Issue
    actor: Account
    created_at: datetime


@dataclass(eq=False, slots=True)
class Labelling:
    """Somebody put a label on an issue, or took it off."""

    id: int
    node_id: str
    issue: Issue
    label: Label
    actor: Account
    created_at: datetime
    is_removal: bool = False


@dataclass(eq=False, slots=True)
class Milestone:
    """What a repository works towards, and until when."""

    id: int
    node_id: str
    repository: Repository
    number: int
    title: str
    creator: Account
    created_at: datetime
    due_on: datetime | None = None


@dataclass(eq=False, slots=True)
class Issue:
    """An issue; a pull request is one too, with more to it. `author` None is a deleted account."""

    id: int
    node_id: str
    repository: Repository
    number: int
    title: str
    body: str
    author: Account | None
    created_at: datetime
    updated_at: datetime
    state: State = "open"
    state_reason: StateReason | None = None
    closed_at: datetime | None = None
    closed_by: Account | None = None
    locked: bool = False
    labels: list[Label] = field(default_factory=list)
    labellings: list[Labelling] = field(default_factory=list)
    milestone: Milestone | None = None
    assignees: list[Account] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    is_pinned: bool = False
    pinnings: list[Pinning] = field(default_factory=list)

    def has_label(self, label: Label) -> bool:
        return label in self.labels
