"""Whole evaluations a second when GitHub answers at once."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sandbox.exchanges import Exchange
from tests.benchmarks.figures import Figure, Scene, per_second
from tests.benchmarks.watch import watching
from tests.product.stage import Stage
from tests.product.town import open_pull_request

PULLS = 60
TARGET = 15.0
PROCESSES = 2


def measure(stage: Stage) -> Scene:
    """Many pull requests announced at once, each new to us; then their requests sent bare."""
    stage.listen(to_events=False)
    pulls = [open_pull_request(stage.world, f"many-{n}", 8) for n in range(PULLS)]
    stage.listen(to_events=True)
    exchanges = stage.github.service.exchanges
    exchanges.reset()
    with watching(stage.world) as watch:
        begun = time.perf_counter()
        for pull in pulls:
            stage.world.tell_pull("opened", pull, stage.world.account("carol"))
        watch.wait_for([pull.head_oid for pull in pulls])
        took = time.perf_counter() - begun
    stage.settle()
    sent = exchanges.last()
    bare = _sent_bare(stage, sent)
    ours, floor = PULLS / took, PULLS / bare
    figure = Figure(
        what=f"{PULLS} pull requests of 8 files, {len(sent)} requests",
        measured=per_second(ours),
        floor=per_second(floor),
        ratio=floor / ours,
        target=f"at least {TARGET:.0f}/s",
        met=ours >= TARGET,
    )
    how = (
        "Evaluations with everything written, by the default worker pool. The floor is the very "
        f"same requests sent bare by {PROCESSES} processes; GitHub shares the machine in both."
    )
    return Scene("Evaluations", how, (figure,))


def _sent_bare(stage: Stage, sent: tuple[Exchange, ...]) -> float:
    """Seconds that it takes to send the same requests and read the answers, and nothing else."""
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
        return max(float(process.communicate()[0]) for process in processes)


def _bare(exchange: Exchange) -> dict[str, str]:
    path = "/api/graphql" if exchange.path == "/graphql" else f"/api/v3{exchange.path}"
    query = "&".join(f"{key}={value}" for key, value in exchange.query.items())
    return {
        "verb": exchange.verb,
        "path": f"{path}?{query}" if query else path,
        "body": exchange.request_body.decode(),
    }
