"""Starts what died again after a moment, as systemd would."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
_LOOK_SECONDS = 0.05


class Supervisor:
    """Keeps processes running, each by its name; their output goes to files in `folder`.

    `patience` answers how many seconds to wait before the next start of what died.
    """

    def __init__(
        self, environment: Mapping[str, str], folder: Path, patience: Callable[[], float]
    ) -> None:
        self._environment, self._folder, self._patience = environment, folder, patience
        self._commands: dict[str, Sequence[str]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._known: set[psutil.Process] = set()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.restarts = 0

    def add(self, name: str, command: Sequence[str]) -> None:
        """Start it now, and again whenever it ends."""
        self._commands[name] = command
        self._start(name)

    def begin(self) -> None:
        self._thread.start()

    def family(self, name: str) -> list[psutil.Process]:
        """The process of that name, then its children; empty while it is dead."""
        process = self._running.get(name)
        if process is None or process.poll() is not None:
            return []
        with suppress(psutil.NoSuchProcess):
            parent = psutil.Process(process.pid)
            return [parent, *parent.children(recursive=True)]
        return []

    def kill(self, victims: Sequence[psutil.Process]) -> None:
        """SIGKILL to all of them, at once; nobody is started in between."""
        with self._lock:
            self._known.update(victims)
            for victim in victims:
                with suppress(psutil.NoSuchProcess):
                    victim.kill()

    def stop(self) -> None:
        """Ends everything, orphans included, with no chance to clean up."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        for name in self._commands:
            self._known.update(self.family(name))
        for process in [*self._known, *psutil.process_iter()]:
            with suppress(psutil.Error):
                if process in self._known or self._is_ours(process):
                    process.kill()
        for started in self._running.values():
            started.wait()

    def _is_ours(self, process: psutil.Process) -> bool:
        """Orphans too: the folder stands in the environment of all that were started here."""
        if process.pid == os.getpid():
            return False
        return process.environ().get("PLUMBLINE_DATA_DIR") == str(self._folder)

    def _start(self, name: str) -> None:
        with (self._folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                self._commands[name], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )

    def _watch(self) -> None:
        due: dict[str, float] = {}
        waited = 0.0
        while not self._ended.wait(_LOOK_SECONDS):
            waited += _LOOK_SECONDS
            with self._lock:
                for name, process in list(self._running.items()):
                    if process.poll() is None:
                        due.pop(name, None)
                    elif waited >= due.setdefault(name, waited + self._patience()):
                        self._start(name)
                        self.restarts += 1
                        due.pop(name)
