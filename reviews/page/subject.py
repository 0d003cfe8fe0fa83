"""The pull request that a page is about, as it stands on GitHub now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

PullState = Literal["draft", "open", "merged", "closed"]


@dataclass(frozen=True, slots=True)
class PullSeen:
    """`url` is its page on GitHub, `author` a login, "" for an account that is gone. `ended_at` is
    when it was merged or closed, UTC. `head` is the commit it ends with.
    """

    repository: str
    number: int
    title: str
    state: PullState
    author: str
    url: str
    head: str
    ended_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.state in ("merged", "closed")
