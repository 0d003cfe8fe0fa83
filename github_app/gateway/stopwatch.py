"""How long this process waited for GitHub."""

from __future__ import annotations

import threading
import time
from types import TracebackType


class Stopwatch:
    """Runs while at least one thread is inside of it; threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._since = 0.0
        self._before = 0.0

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._since = time.monotonic()
            self._inside += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._before += time.monotonic() - self._since

    @property
    def seconds(self) -> float:
        """Since this process began."""
        with self._lock:
            running = time.monotonic() - self._since if self._inside else 0.0
            return self._before + running
