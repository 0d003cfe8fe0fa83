"""No file may keep a lexer busy for long, whatever stands in it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLongError(Exception):
    """The time was over before the work was done."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TookTooLongError in the work when `seconds` are over; only in the main thread of a
    system that has timers, elsewhere the work takes what it takes.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(number: int, frame: object) -> None:  # noqa: ARG001
    raise TookTooLongError
