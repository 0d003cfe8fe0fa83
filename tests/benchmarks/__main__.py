"""`python -m tests.benchmarks [SCENE ...]`: speed and memory beside their floors."""

from __future__ import annotations

import os
import sys
import time

from rich.console import Console

from tests.benchmarks import (
    bursts,
    ingress,
    latency,
    memory,
    request_counts,
    reviews,
    throughput,
)
from tests.benchmarks.board import print_scene, print_verdict
from tests.product.stage import stage

# Tables stay whole in logs, where the width is unknown.
_LEAST_WIDTH = 100
SCENES = {
    "latency": latency.measure,
    "requests": request_counts.measure,
    "reviews": reviews.measure,
    "bursts": bursts.measure,
    "throughput": throughput.measure,
    "ingress": ingress.measure,
    "memory": memory.measure,
}


def main(wanted: list[str]) -> int:
    """0 when all targets were met, 1 when one was missed, 2 for a scene nobody knows."""
    unknown = [name for name in wanted if name not in SCENES]
    if unknown:
        print(f"No scene is called {', '.join(unknown)}; there are {', '.join(SCENES)}.")
        return 2
    console = Console()
    console.width = max(console.width, _LEAST_WIDTH)
    load = os.getloadavg()[0]
    console.print(f"{os.cpu_count()} cores, of which {load:.1f} were busy before the start")
    begun, scenes = time.monotonic(), []
    with stage() as set_up:
        for name in wanted or SCENES:
            scenes.append(SCENES[name](set_up))
            print_scene(console, scenes[-1])
    return 0 if print_verdict(console, scenes, time.monotonic() - begun) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
