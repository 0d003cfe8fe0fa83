"""When to start again what ended by itself, and when to stop trying."""

from __future__ import annotations

import signal
from collections import defaultdict, deque

MOST_A_MINUTE = 5
_MINUTE = 60.0
_PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
# Sent by somebody, or by a system that is short of memory: the program itself is sound.
_FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Restarts:
    """Remembers who ended when, for a minute. Times are seconds of one and the same clock."""

    def __init__(self) -> None:
        self._ends: dict[str, deque[float]] = defaultdict(deque)
        self._own: dict[str, deque[float]] = defaultdict(deque)

    def pause(self, name: str, exit_code: int, now: float) -> float | None:
        """Seconds to wait before `name`, which just ended, is started again; longer each time.

        None when it ended for reasons of its own as often as it may within a minute. `exit_code` is
        negative for a signal, as in `subprocess`.
        """
        _note(self._ends[name], now)
        if -exit_code not in _FROM_OUTSIDE:
            _note(self._own[name], now)
            if len(self._own[name]) >= MOST_A_MINUTE:
                return None
        return _PAUSES[min(len(self._ends[name]), len(_PAUSES)) - 1]


def _note(ends: deque[float], now: float) -> None:
    ends.append(now)
    while ends[0] < now - _MINUTE:
        ends.popleft()
