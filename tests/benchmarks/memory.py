"""Memory of all processes of the product, after they have worked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil

from tests.benchmarks.figures import Figure, Scene, megabytes
from tests.benchmarks.stage import Stage

TARGET = 400_000_000


def measure(stage: Stage) -> Scene:
    """Shared pages are split among the processes that share them (PSS)."""
    bare = _bare_interpreter()
    figures, total, interpreters = [], 0, 0
    for name, process in sorted(stage.processes.items()):
        family = [psutil.Process(process.pid)]
        family += family[0].children(recursive=True)
        size = sum(_share(member) for member in family)
        count = 0 if name == "redis" else len(family)
        floor = bare * count
        figures.append(
            Figure(
                f"{name} ({len(family)} {'process' if len(family) == 1 else 'processes'})",
                megabytes(size),
                megabytes(floor) if floor else "",
                size / floor if floor else None,
            )
        )
        total, interpreters = total + size, interpreters + count
    floor = bare * interpreters
    figures.append(
        Figure(
            "all together",
            megabytes(total),
            megabytes(floor),
            total / floor,
            f"below {megabytes(TARGET)}",
            total < TARGET,
        )
    )
    how = "After all of the above. The floor is as many Python interpreters that do nothing."
    return Scene("Memory", how, tuple(figures))


def _share(process: psutil.Process) -> int:
    """Bytes of a process: its own pages and its part of the shared ones, where Linux tells."""
    try:
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return int(process.memory_info().rss)
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _bare_interpreter() -> int:
    command = [sys.executable, "-c", "print(flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as bare:
        assert bare.stdout is not None
        bare.stdout.readline()
        size = _share(psutil.Process(bare.pid))
        bare.communicate(b"\n")
    return size
