"""Time of the processor that processes took."""

from __future__ import annotations

import psutil


def processor_seconds(pid: int) -> float:
    """User and system time of a process and of its descendants that live."""
    members = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    times = [member.cpu_times() for member in members]
    return float(sum(each.user + each.system for each in times))
