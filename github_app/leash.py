"""Ties a process to the one that started it, so that nothing is left running.

As a program (`python -m github_app.leash PARENT COMMAND...`) it runs a command that ends
when the process PARENT ends, even if that is killed without a chance to clean up.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1
_LOOK_SECONDS = 0.5


def die_with_parent(number: signal.Signals, parent: int | None = None) -> None:
    """Have this process receive signal `number` when its parent (known as `parent`) has ended."""
    parent = os.getppid() if parent is None else parent
    if not _asked_the_kernel(number):
        watch = threading.Thread(target=_watch, args=(parent, number), daemon=True)
        watch.start()
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def _asked_the_kernel(number: signal.Signals) -> bool:
    """Linux can be asked to send a signal at the parent's death, and keeps to it after exec."""
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0) == 0)


def _watch(parent: int, number: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os.kill(os.getpid(), number)


def _run(parent: int, command: list[str]) -> int:
    """Become the command where the kernel keeps watch; elsewhere run it and pass signals on."""
    if _asked_the_kernel(signal.SIGTERM):
        if os.getppid() != parent:
            return 0
        os.execvp(command[0], command)  # noqa: S606 - the launcher builds the command
    child = subprocess.Popen(command)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: child.send_signal(received))
    die_with_parent(signal.SIGTERM, parent)
    return child.wait()


if __name__ == "__main__":
    sys.exit(_run(int(sys.argv[1]), sys.argv[2:]))
