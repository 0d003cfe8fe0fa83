"""Watches the pretend GitHub: when pull requests moved, and when their last check run stood."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.repository import Repository
from sandbox.world import World
from tests.product.town import CHECKS

_MOVES = frozenset({"opened", "synchronize", "edited", "labeled"})


class Watch:
    """Times, by head commit: of the event that asked for an answer, and of the last check run."""

    def __init__(self) -> None:
        self.asked: dict[str, float] = {}
        self.answered: dict[str, float] = {}
        self._runs: dict[str, set[str]] = {}
        self._changed = threading.Condition()

    def hear(self, event: str, payload: dict[str, Any], repository: Repository | None) -> None:
        """A listener of the world; called while the event is being sent."""
        now = time.perf_counter()
        with self._changed:
            if event == "pull_request" and payload["action"] in _MOVES:
                self.asked[payload["pull_request"]["head"]["sha"]] = now
            if event == "check_run" and payload["action"] == "completed":
                self._note_run(payload["check_run"], now)
            self._changed.notify_all()

    def wait_for(self, heads: list[str], seconds: float = 60) -> None:
        """Until all checks stand on all these commits."""
        with self._changed:
            if not self._changed.wait_for(lambda: all(h in self.answered for h in heads), seconds):
                missing = [head for head in heads if head not in self.answered]
                raise SystemExit(f"{len(missing)} of {len(heads)} heads were not answered.")

    def seconds(self, head: str) -> float:
        """From the event to the last check run."""
        return self.answered[head] - self.asked[head]

    def _note_run(self, run: dict[str, Any], now: float) -> None:
        head = run["head_sha"]
        done = self._runs.setdefault(head, set())
        done.add(run["name"])
        if done.issuperset(CHECKS):
            self.answered[head] = now


@contextmanager
def watching(world: World) -> Iterator[Watch]:
    watch = Watch()
    # First in line, so that the time runs before the event is put into words for the wire.
    world.listeners.insert(0, watch.hear)
    try:
        yield watch
    finally:
        world.listeners.remove(watch.hear)
