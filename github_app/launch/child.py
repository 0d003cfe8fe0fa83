"""A process the launcher started: its output, its end."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

_LOG_BYTES = 10_000_000
_TAIL_LINES = 12


class Child:
    """Runs `command` until it is stopped; ends by itself when the launcher dies.

    Every line of its output goes to `log` and to `show(name, line)`.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        show: Callable[[str, str], None],
        keep_open: Sequence[int] = (),
    ) -> None:
        self.name = name
        self.log = log
        self._show = show
        self._tail: deque[str] = deque(maxlen=_TAIL_LINES)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "github_app.leash", str(os.getpid()), *command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Ctrl-C reaches the launcher alone, which then stops everything in order.
            start_new_session=True,
            pass_fds=tuple(keep_open),
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def exit_code(self) -> int:
        """Of one that has ended; negative for the signal that ended it."""
        return self._process.wait()

    @property
    def last_words(self) -> str:
        """The end of its output."""
        self._reader.join(timeout=1)
        return "\n".join(self._tail)

    def ask_to_end(self) -> None:
        if not self.has_ended:
            self._process.terminate()

    def make_end(self, patience: float) -> None:
        """Wait `patience` seconds at most, then insist."""
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def end_orphans(self) -> None:
        """Have those end that the process started and left behind when it was killed."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGTERM)

    def _read(self) -> None:
        handler = RotatingFileHandler(self.log, maxBytes=_LOG_BYTES, backupCount=1, delay=True)
        for line in map(str.rstrip, self._process.stdout or ()):
            handler.emit(logging.LogRecord("", logging.INFO, "", 0, line, None, None))
            self._tail.append(line)
            self._show(self.name, line)
        handler.close()
