"""From webhook to last check run, in units of one answer of GitHub."""

from __future__ import annotations

import statistics
import time
import urllib.request

from github_app.inbox.inbox import PACE_SECONDS
from tests.benchmarks.figures import Figure, Scene, milliseconds
from tests.benchmarks.watch import Watch, watching
from tests.product.stage import Stage
from tests.product.town import change, open_pull_request

LATENCY = 0.1
ROUNDS = 5
TARGET = 2.5


def measure(stage: Stage) -> Scene:
    """Pushes to pull requests of two sizes, each of them seen before."""
    pulls = {files: open_pull_request(stage.world, f"size-{files}", files) for files in (8, 250)}
    stage.settle()
    time.sleep(PACE_SECONDS)
    stage.github.service.latency = LATENCY
    try:
        answer = _one_answer(stage)
        figures = []
        with watching(stage.world) as watch:
            for files, pull in pulls.items():
                seconds = [_push(stage, watch, pull.number, files, n) for n in range(ROUNDS + 1)]
                figures.append(_figure(files, seconds[1:], answer))
    finally:
        stage.github.service.latency = 0.0
    how = (
        f"A push while GitHub takes {milliseconds(LATENCY)} for every answer; median of {ROUNDS}. "
        "The floor is one bare answer; two of them, one after the other, are the least there is."
    )
    rests_on = (
        "One read and one write stand one after the other; the rest is the front door, the bell, "
        "reading, judging and rendering, and the pretend GitHub's own work on the same cores."
    )
    return Scene("Webhook to last check run", how, tuple(figures), rests_on)


def _push(stage: Stage, watch: Watch, number: int, files: int, version: int) -> float:
    name = f"size-{files}"
    changed = list(change(name, files, version + 2).items())[: min(files, 8)]
    head = stage.world.push(number, dict(changed))
    watch.wait_for([head])
    stage.settle()
    # Until another push counts as the first one after a silence, which is answered at once.
    time.sleep(PACE_SECONDS)
    return watch.seconds(head)


def _one_answer(stage: Stage) -> float:
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        urllib.request.urlopen(f"{stage.github.api_url}/meta", timeout=10).close()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def _figure(files: int, seconds: list[float], answer: float) -> Figure:
    median = statistics.median(seconds)
    ratio = median / answer
    return Figure(
        what=f"push, {files} files",
        measured=f"{milliseconds(median)} (slowest {milliseconds(max(seconds))})",
        floor=milliseconds(answer),
        ratio=ratio,
        target=f"at most {TARGET} ×",
        met=ratio <= TARGET,
    )
