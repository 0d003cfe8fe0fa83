"""One launcher per data folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from github_app.launch.problem import LaunchProblem


def lock(folder: Path) -> int:
    """Take the folder for this process; the file descriptor holds the lock until it is closed.

    Given to the Redis server as well, it keeps two servers from ever writing the same files, even
    when the launcher was killed and its server needs a moment longer to end.
    """
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise LaunchProblem(
            f"Plumbline is already running with the data in {folder}.",
            "Stop it first, or set PLUMBLINE_DATA_DIR to another folder.",
        ) from None
    return descriptor
