"""`plumbline run`: plan, start, wait, stop."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping
from pathlib import Path

from github_app.launch.household import Household
from github_app.launch.lock import lock
from github_app.launch.notice import noticed
from github_app.launch.plan import Plan, Wishes, make_plan
from github_app.launch.problem import LaunchProblem
from github_app.launch.screen import Screen

_DEFAULT_DATA = ".plumbline"
_WATCH_SECONDS = 0.3
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

STOPPED, FAILED, CANNOT_START = 0, 3, 2


def run(
    environment: Mapping[str, str], wishes: Wishes | None = None, screen: Screen | None = None
) -> int:
    """Run until Ctrl-C or SIGTERM; the exit code. To be called from the main thread."""
    screen = screen or Screen()
    stop = threading.Event()
    for number in _STOP_SIGNALS:
        signal.signal(number, lambda _number, _frame: stop.set())
    try:
        data = _data_folder(environment)
        held = lock(data)
        try:
            plan = make_plan(environment, data, wishes or Wishes())
            return _run(plan, held, screen, stop)
        finally:
            os.close(held)
    except LaunchProblem as problem:
        screen.problem(problem)
        return CANNOT_START


def _run(plan: Plan, held: int, screen: Screen, stop: threading.Event) -> int:
    household = Household(plan, held, screen.output, stop.is_set)
    screen.starting(plan)
    try:
        household.start()
        if not stop.is_set():
            screen.running(plan)
        with noticed(plan):
            while not stop.wait(_WATCH_SECONDS):
                if dead := household.tend(screen.restarts):
                    screen.died(dead)
                    return FAILED
        screen.stopping()
    finally:
        household.stop()
    screen.stopped()
    return STOPPED


def _data_folder(environment: Mapping[str, str]) -> Path:
    folder = Path(environment.get("PLUMBLINE_DATA_DIR") or _DEFAULT_DATA).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise LaunchProblem(
            f"The data folder {folder} cannot be made ({error.strerror}).",
            "Set PLUMBLINE_DATA_DIR to a folder that can be written.",
        ) from None
    return folder
