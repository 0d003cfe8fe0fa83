"""What is remembered of a waiting, so that its notices are few, found again, and ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from github_app.gateway.recall import DAY, Recall
from github_app.inbox import Turn
from github_app.remembered.legible import legible


@dataclass(frozen=True, slots=True)
class Notice:
    """`since` when it is waited, `until` when that was announced (epoch seconds, 0.0 for not at
    all), on which head, in which check runs (node ids by name), how often in a row it was tried in
    vain to say so, and when last. `left` are the node ids of the runs on other heads, by head.
    `judged` is the event whose verdict stands although its turn failed, "" for none.
    """

    since: float
    until: float = 0.0
    head_oid: str = ""
    runs: Mapping[str, str] = field(default_factory=dict)
    tries: int = 0
    tried_at: float = 0.0
    left: Mapping[str, list[str]] = field(default_factory=dict)
    judged: str = ""

    def tried(self, head_oid: str, now: float) -> Notice:
        """Before anything is written there, so that a lost answer is known of."""
        if self.head_oid != head_oid:
            left = self._by_head()
            return Notice(self.since, head_oid=head_oid, tries=1, tried_at=now, left=left)
        return replace(self, tries=self.tries + 1, tried_at=now)

    def not_on(self, head_oid: str) -> list[str]:
        """The node ids of all runs that are on another head than this."""
        return [id for head, ids in self._by_head().items() if head != head_oid for id in ids]

    def _by_head(self) -> dict[str, list[str]]:
        here = [*self.left.get(self.head_oid, ()), *self.runs.values()]
        return {**self.left, self.head_oid: here} if here else dict(self.left)


def remembered(recall: Recall, turn: Turn) -> Notice | None:
    """None for a waiting that begins only now; no round trip where nothing failed before."""
    kept = recall.get(_key(turn)) if turn.excused else None
    return legible(kept, lambda row: Notice(**row))


def remember_notice(recall: Recall, turn: Turn, notice: Notice) -> None:
    recall.put({_key(turn): asdict(notice)}, DAY)


def forget_notice(recall: Recall, turn: Turn) -> None:
    recall.forget(_key(turn))


def _key(turn: Turn) -> str:
    return f"waiting:{turn.subject.detail}"
