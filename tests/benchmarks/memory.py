"""Memory of all processes of the product, after they have worked."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.figures import Figure, Scene, megabytes
from tests.product.stage import Stage, answers, free_port, wait_until

TARGET = 350_000_000
_FIRST_WORK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Family:
    """A process with its descendants. Bytes: `share` splits shared pages among the processes that
    share them (PSS), `resident` counts them in each (RSS).
    """

    processes: int
    share: int
    resident: int


def measure(stage: Stage) -> Scene:
    """Each part of the product, all of them, and `plumbline run` with its pretend GitHub."""
    bare = _bare_interpreter()
    families = {name: family(process.pid) for name, process in stage.processes.items()}
    figures = [
        _figure(f"{name} ({one.processes})", [one], 0 if name == "redis" else bare)
        for name, one in sorted(families.items())
    ]
    everything = list(families.values())
    figures.append(_figure("all together", everything, bare, judged=True))
    resident = sum(one.resident for one in everything)
    figures.append(Figure("  counting shared pages in each (RSS)", megabytes(resident)))
    with plumbline_run() as process:
        ours, pretend = _with_pretend_github(process)
        figures.append(_figure("`plumbline run`, all of it", [ours], bare, judged=True))
        figures.append(_figure("  and its pretend GitHub", [pretend], bare))
    how = (
        "After the deliveries of the scene before, and the evaluations that followed from them; "
        "shared pages are split among the processes that share them (PSS). The floor is as many "
        "Python interpreters that do nothing. `plumbline run` lets people sign in, and counts with "
        "its own process and its Redis."
    )
    rests_on = (
        "What is imported: each process loads what it needs, and the workers, like the front "
        "door's processes, load it before they fork."
    )
    return Scene("Memory", how, tuple(figures), rests_on)


def family(pid: int) -> Family:
    """What a process and its descendants take now."""
    return _family([psutil.Process(pid), *psutil.Process(pid).children(recursive=True)])


def _with_pretend_github(pid: int) -> tuple[Family, Family]:
    """The product under `plumbline run`, its Redis included, and the pretend GitHub beside it."""
    everybody = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    pretend = [process for process in everybody if "sandbox" in process.cmdline()]
    return _family([p for p in everybody if p not in pretend]), _family(pretend)


def _family(members: Sequence[psutil.Process]) -> Family:
    shares = [_share(member) for member in members]
    return Family(len(members), sum(shares), sum(m.memory_info().rss for m in members))


@contextmanager
def plumbline_run() -> Iterator[int]:
    """The whole product as `make run` starts it, pretend GitHub included; its process id."""
    folder = Path(tempfile.mkdtemp(prefix="plumbline-run-"))
    port = free_port()
    own = {"PLUMBLINE_DATA_DIR": str(folder), "PORT": str(port)}
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "REDIS_"))}
    command = [sys.executable, "-c", "from cli.main import main; main()", "run"]
    process = subprocess.Popen(
        command, env=inherited | own, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"), "`plumbline run`")
        time.sleep(_FIRST_WORK_SECONDS)
        yield process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _figure(what: str, families: Sequence[Family], bare: int, *, judged: bool = False) -> Figure:
    share = sum(one.share for one in families)
    floor = bare * sum(one.processes for one in families)
    return Figure(
        what=what,
        measured=megabytes(share),
        floor=megabytes(floor) if floor else "",
        ratio=share / floor if floor else None,
        target=f"below {megabytes(TARGET)}" if judged else "",
        met=share < TARGET if judged else None,
    )


def _share(process: psutil.Process) -> int:
    """Where no PSS can be read, RSS, which is never less."""
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
