"""What a running `plumbline run` tells other commands on this machine: where its parts are.

The notice lies in the data folder and holds no secret; the pretend GitHub's lie beside it.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from github_app.launch.credentials import pretend_credentials
from github_app.launch.plan import Plan

_TOLD = (
    "GITHUB_API_URL",
    "PLUMBLINE_URL",
    "PLUMBLINE_BIND",
    "PLUMBLINE_TIME_SOURCE",
    "PLUMBLINE_LOOK_SECONDS",
)


@dataclass(frozen=True, slots=True)
class Running:
    """`environment` is what its processes have beside that of whoever started it; `is_pretend` when
    they serve a pretend GitHub.
    """

    environment: Mapping[str, str]
    is_pretend: bool


@contextmanager
def noticed(plan: Plan) -> Iterator[None]:
    """Meanwhile others can find what runs by `plan`."""
    file = _file(plan.settings.data_dir)
    given = plan.environment if plan.sandbox is not None else {}
    told = {name: given[name] for name in _TOLD if name in given}
    told["PORT"] = plan.environment["PORT"]
    if plan.redis is not None:
        told["REDIS_URL"] = plan.environment["REDIS_URL"]
    file.write_text(json.dumps({"pretend": plan.sandbox is not None, "environment": told}))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def running(data: Path) -> Running | None:
    """What runs with the data in this folder, None when nothing does."""
    if not _is_locked(data):
        return None
    try:
        written = json.loads(_file(data).read_text())
        environment = {str(name): str(value) for name, value in written["environment"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    is_pretend = bool(written.get("pretend"))
    if is_pretend:
        environment |= pretend_credentials(data / "sandbox").as_environment()
    return Running(environment, is_pretend)


def _is_locked(data: Path) -> bool:
    """Whether a launcher holds the folder: its lock is gone with it, however it ended."""
    with suppress(OSError):
        descriptor = os.open(data / "lock", os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(descriptor)
    return False


def _file(data: Path) -> Path:
    return data / "running.json"
