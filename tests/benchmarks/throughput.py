"""Whole evaluations when GitHub answers at once: how many a second, and what one costs."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from sandbox.exchanges import Exchange
from tests.benchmarks.figures import Figure, Scene, milliseconds, per_second
from tests.benchmarks.processor import processor_seconds
from tests.benchmarks.watch import watching
from tests.product.stage import Stage
from tests.product.town import open_pull_request

PULLS = 60
TARGET = 15.0
MOST_CPU_SECONDS = 0.025
PROCESSES = 2


def measure(stage: Stage) -> Scene:
    """Many pull requests announced at once, each new to us; then their requests sent bare."""
    _warm_up(stage)
    stage.listen(to_events=False)
    pulls = [open_pull_request(stage.world, f"many-{n}", 8) for n in range(PULLS)]
    stage.listen(to_events=True)
    exchanges = stage.github.service.exchanges
    exchanges.reset()
    workers = stage.processes["worker"].pid
    spent = processor_seconds(workers)
    with watching(stage.world) as watch:
        begun = time.perf_counter()
        for pull in pulls:
            stage.world.tell_pull("opened", pull, stage.world.account("carol"))
        watch.wait_for([pull.head_oid for pull in pulls])
        took = time.perf_counter() - begun
    stage.settle()
    spent = processor_seconds(workers) - spent
    sent = exchanges.last()
    bare = _sent_bare(stage, sent)
    figures = (_rate(took, bare, len(sent)), _cost(spent, bare))
    how = (
        "Evaluations with everything written, by the default worker pool. The floor is the very "
        f"same requests sent bare by {PROCESSES} processes; GitHub shares the machine in both. "
        "The processor's time is that of the workers, user and system."
    )
    rests_on = (
        "Round trips to Redis, RQ's among them, and judging take the largest shares, HTTP the "
        "next; the pretend GitHub takes as much of the same cores again."
    )
    return Scene("Evaluations", how, figures, rests_on)


def _warm_up(stage: Stage) -> None:
    """Lets each worker judge something, as what is done once per process is no cost of these."""
    for number in range(PROCESSES * 2):
        open_pull_request(stage.world, f"first-{number}", 8)
    stage.settle()


def _rate(took: float, bare: _Bare, requests: int) -> Figure:
    ours, floor = PULLS / took, PULLS / bare.seconds
    return Figure(
        what=f"{PULLS} pull requests of 8 files, {requests} requests",
        measured=per_second(ours),
        floor=per_second(floor),
        ratio=floor / ours,
        target=f"at least {TARGET:.0f}/s",
        met=ours >= TARGET,
    )


def _cost(spent: float, bare: _Bare) -> Figure:
    ours, floor = spent / PULLS, bare.processor_seconds / PULLS
    return Figure(
        what="the processor's time for one",
        measured=milliseconds(ours),
        floor=milliseconds(floor),
        ratio=ours / floor,
        target=f"below {milliseconds(MOST_CPU_SECONDS)}",
        met=ours < MOST_CPU_SECONDS,
    )


@dataclass(frozen=True, slots=True)
class _Bare:
    """What sending took: until the last answer, and of the processor in all."""

    seconds: float
    processor_seconds: float


def _sent_bare(stage: Stage, sent: tuple[Exchange, ...]) -> _Bare:
    """What it takes to send the same requests and read the answers, and nothing else."""
    installation = next(iter(stage.world.installations.values()))
    token = stage.world.mint_token(installation).text
    with tempfile.TemporaryDirectory() as folder:
        shares = []
        for share in range(PROCESSES):
            file = Path(folder) / f"{share}.json"
            mine = [e for e in sent if "access_tokens" not in e.path][share::PROCESSES]
            file.write_text(json.dumps([_bare(exchange) for exchange in mine]))
            shares.append(file)
        command = [sys.executable, "-m", "tests.benchmarks.bare", stage.github.url, token]
        processes = [
            subprocess.Popen([*command, str(share)], stdout=subprocess.PIPE) for share in shares
        ]
        took = [json.loads(process.communicate()[0]) for process in processes]
        return _Bare(max(wall for wall, _ in took), sum(busy for _, busy in took))


def _bare(exchange: Exchange) -> dict[str, str]:
    path = "/api/graphql" if exchange.path == "/graphql" else f"/api/v3{exchange.path}"
    query = "&".join(f"{key}={value}" for key, value in exchange.query.items())
    return {
        "verb": exchange.verb,
        "path": f"{path}?{query}" if query else path,
        "body": exchange.request_body.decode(),
    }
