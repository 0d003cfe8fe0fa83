"""On what the figures were taken."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from tests.product.stage import redis_binary

_LIBRARIES = ("PyGithub", "rq", "redis", "Flask", "gunicorn", "pydantic", "google-re2")


def machine() -> tuple[tuple[str, str], ...]:
    """What each thing is called, and what it is here; the load is that before the start."""
    return tuple(_about())


def _about() -> Iterator[tuple[str, str]]:
    cores = os.cpu_count() or 1
    memory = psutil.virtual_memory().total / 1_000_000_000
    yield "when", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    yield "processor", f"{_processor()}, {cores} cores"
    yield "busy before the start", f"{os.getloadavg()[0]:.1f} of {cores} cores"
    yield "memory", f"{memory:,.0f} GB"
    yield "system", f"{platform.system()} {platform.release()}, {platform.machine()}"
    yield "Python", platform.python_version()
    yield "Redis", _redis()
    yield "libraries", ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or "unknown")


def _redis() -> str:
    """Of `Redis server v=7.0.15 sha=... malloc=... bits=...` the version."""
    told = subprocess.run([redis_binary(), "--version"], capture_output=True, text=True, check=True)
    words = told.stdout.split()
    return next((word.removeprefix("v=") for word in words if word.startswith("v=")), told.stdout)
