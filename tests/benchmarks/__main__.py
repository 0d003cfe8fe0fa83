"""`python -m tests.benchmarks [--write FILE] [SCENE ...]`: speed and memory beside their floors."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import structlog
from rich.console import Console

from tests.benchmarks import (
    bursts,
    crowd,
    ingress,
    latency,
    memory,
    request_counts,
    reviews,
    throughput,
)
from tests.benchmarks.board import print_scene, print_verdict
from tests.benchmarks.figures import Scene
from tests.benchmarks.machine import machine
from tests.benchmarks.written import as_page
from tests.product.stage import Stage, stage

# Tables stay whole in logs, where the width is unknown.
_LEAST_WIDTH = 100
Measure = Callable[[Stage], Scene]
# Those in one row share their stage. Each burst of writes has one of its own, since what GitHub
# bears a minute is kept to, and memory is measured after many deliveries.
ROWS: tuple[dict[str, Measure], ...] = (
    {
        "latency": latency.measure,
        "requests": request_counts.measure,
        "reviews": reviews.measure,
        "bursts": bursts.measure,
    },
    {"throughput": throughput.measure},
    {"crowd": crowd.measure},
    {"ingress": ingress.measure, "memory": memory.measure},
)
NAMES = tuple(name for row in ROWS for name in row)


def main(arguments: list[str]) -> int:
    """0 when all targets were met, 1 when one was missed, 2 for a scene nobody knows."""
    asked = _parsed(arguments)
    console = Console()
    console.width = max(console.width, _LEAST_WIDTH)
    # The one who judges anew does it in this process, and would talk.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    about, begun = machine(), time.monotonic()
    for name, what in about:
        console.print(f"{name}: {what}", highlight=False, markup=False)
    scenes = []
    for scene in _played(asked.scenes or NAMES):
        print_scene(console, scene)
        scenes.append(scene)
    if asked.write:
        asked.write.write_text(as_page(about, scenes, NAMES), encoding="utf-8")
    return 0 if print_verdict(console, scenes, time.monotonic() - begun) else 1


def _played(wanted: Iterable[str]) -> Iterator[Scene]:
    names = frozenset(wanted)
    for row in ROWS:
        chosen = [measure for name, measure in row.items() if name in names]
        if not chosen:
            continue
        with stage() as set_up:
            for measure in chosen:
                yield measure(set_up)


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=", ".join(NAMES))
    parser.add_argument("--write", type=Path, metavar="FILE", help="also write the report there")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.scenes if name not in NAMES]:
        parser.error(f"no scene is called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
