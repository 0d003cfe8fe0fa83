"""The time a turn may take, and the alarm that ends one which takes longer.

Python looks for the alarm between two steps of a program and inside `re`; a call into other
compiled code is ended once it returns.
"""

from __future__ import annotations

import signal
from types import FrameType

from rq.timeouts import UnixSignalDeathPenalty

TURN_SECONDS = 25
"""The lease of a turn is renewed for longer, so that it is deferred and not overtaken."""

_AGAIN_AFTER_SECONDS = 5.0


class OutOfTime(BaseException):
    """The turn took too long. No `Exception`: what answers for bugs, such as the runner of the
    checks, must not take it for one and go on.
    """


class TimeLimit(UnixSignalDeathPenalty):
    """RQ's alarm, which raises `OutOfTime`, and again every few seconds: a destructor or a callback
    may have swallowed the first one.
    """

    def handle_death_penalty(self, _signum: int, _frame: FrameType | None) -> None:
        raise OutOfTime(f"The turn took longer than {self._timeout} seconds")

    def setup_death_penalty(self) -> None:
        signal.signal(signal.SIGALRM, self.handle_death_penalty)
        signal.setitimer(signal.ITIMER_REAL, self._timeout, _AGAIN_AFTER_SECONDS)

    def cancel_death_penalty(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
