"""Logs that were read lately, and those being read: nobody waits long in front of a page.

A reading may take longer than a page: it goes on, and whoever asks again finds it done.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillReading
from dataclasses import dataclass

from github_app.gateway.decisions.log_reading import LogAsRead
from github_app.gateway.visitors.access import OpenRepository

FRESH_SECONDS = 10.0
WAIT_SECONDS = 4.0
_READERS = 4
_MOST_KEPT = 50

Read = Callable[[OpenRepository], LogAsRead]


@dataclass(slots=True)
class _Reading:
    """`ended_at` is None while it goes on."""

    future: Future[LogAsRead]
    ended_at: float | None = None

    @property
    def is_fresh(self) -> bool:
        return self.ended_at is None or time.monotonic() - self.ended_at < FRESH_SECONDS


class Shelf:
    """One process's logs by repository id. `read` takes as long as it takes, in another thread."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="log")
        self._readings: OrderedDict[int, _Reading] = OrderedDict()
        self._lock = threading.Lock()

    def log(self, repository: OpenRepository) -> LogAsRead | None:
        """The log as it was at most ten seconds ago; None when it is still being read.

        Raises what reading it raised; once that is told, the next look reads anew.
        """
        reading = self._reading(repository)
        try:
            return reading.future.result(WAIT_SECONDS)
        except StillReading:
            return None
        except Exception:
            self._forget(repository, reading)
            raise

    def _reading(self, repository: OpenRepository) -> _Reading:
        with self._lock:
            known = self._readings.get(repository.id)
            if known is None or not known.is_fresh:
                known = _Reading(self._readers.submit(self._read, repository))
                self._readings[repository.id] = known
                known.future.add_done_callback(lambda _: _end(known))
                while len(self._readings) > _MOST_KEPT:
                    self._readings.popitem(last=False)
            self._readings.move_to_end(repository.id)
            return known

    def _forget(self, repository: OpenRepository, reading: _Reading) -> None:
        with self._lock:
            if self._readings.get(repository.id) is reading:
                del self._readings[repository.id]


def _end(reading: _Reading) -> None:
    reading.ended_at = time.monotonic()
