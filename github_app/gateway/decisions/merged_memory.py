"""What is known of merged pull requests, in pieces small enough for the cache."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from decisions.log import MergedPullRequest
from github_app.gateway.recall import MONTH, Recall

_PROGRESS = "decisions:merged"
_NUMBERS_IN_A_PIECE = 500
_KEPT_SECONDS = 12 * MONTH


@dataclass(frozen=True, slots=True)
class Progress:
    """How far pull requests were read: all that changed between `oldest` and `through`, times as
    GitHub writes them. `below` is the cursor that goes on from `oldest`, "" at the end.
    """

    through: str
    below: str
    oldest: str


def has_past(recall: Recall) -> bool:
    """Whether anything is known."""
    return recall.get(_PROGRESS) is not None


class MergedMemory:
    """`key` stands for what decides which pull requests are kept; under another, none are known."""

    def __init__(self, recall: Recall, key: str) -> None:
        self._recall = recall
        self._key = key
        self._pieces: dict[str, list[Any]] | None = {}
        stored = recall.get(_PROGRESS)
        self.progress: Progress | None = None
        if isinstance(stored, dict) and stored.get("key") == key:
            self._pieces = self._read(stored["pieces"])
            if self._pieces is not None:
                self.progress = Progress(*stored["progress"])

    def kept(self) -> dict[int, MergedPullRequest]:
        """Those that are known, by number."""
        if self.progress is None or self._pieces is None:
            return {}
        found = (_unpacked(entry) for piece in self._pieces.values() for entry in piece)
        return {pull_request.number: pull_request for pull_request in found}

    def put(self, progress: Progress, kept: Mapping[int, MergedPullRequest]) -> None:
        """Keeps both; only pieces that differ are written."""
        pieces: dict[str, list[Any]] = defaultdict(list)
        for number in sorted(kept):
            pieces[self._name(number)].append(_packed(kept[number]))
        before = self._pieces or {}
        changed = {name: piece for name, piece in pieces.items() if before.get(name) != piece}
        self._recall.put(changed, _KEPT_SECONDS)
        stored = {"key": self._key, "pieces": sorted(pieces), "progress": astuple(progress)}
        self._recall.put({_PROGRESS: stored}, _KEPT_SECONDS)

    def _read(self, names: list[str]) -> dict[str, list[Any]] | None:
        """None when a piece is missing."""
        found = self._recall.get_many(names)
        if any(piece is None for piece in found):
            return None
        return dict(zip(names, found, strict=True))

    def _name(self, number: int) -> str:
        return f"{_PROGRESS}:{self._key}:{number // _NUMBERS_IN_A_PIECE}"


def _packed(it: MergedPullRequest) -> list[Any]:
    return [it.number, it.merged_at.isoformat(), list(it.texts), it.branch, list(it.paths)]


def _unpacked(entry: list[Any]) -> MergedPullRequest:
    number, merged_at, texts, branch, paths = entry
    moment = datetime.fromisoformat(merged_at)
    return MergedPullRequest(number, moment, tuple(texts), branch, tuple(paths))
