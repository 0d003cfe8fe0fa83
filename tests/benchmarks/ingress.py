"""Signed deliveries a second, beside a server that does nothing but check the signature."""

from __future__ import annotations

import json
import statistics
import sys
from typing import Any

from tests.benchmarks.figures import Figure, Scene, milliseconds, per_second
from tests.benchmarks.hammer import Tally, hammer
from tests.product.stage import Stage, answers, free_port, wait_until
from tests.product.town import SECRET, open_pull_request

TARGET = 800.0
LONGEST_SECONDS = 0.1
BYTES = 30_000
SECONDS = 3.0
CONNECTIONS = 16
PULLS = 50


def measure(stage: Stage) -> Scene:
    """Ours and the floor in turn, twice; nobody works on what arrives meanwhile."""
    bodies = _bodies(stage)
    stage.settle()
    stage.stop("worker")
    floor_port = free_port()
    stage.start("hmac_only", _floor_command(floor_port))
    wait_until(lambda: answers(f"http://127.0.0.1:{floor_port}/alive"), "the floor")
    ours, floor = [], []
    for _ in range(2):
        ours.append(_hammer(stage.port, bodies))
        floor.append(_hammer(floor_port, bodies))
    stage.stop("hmac_only")
    stage.start_workers()
    stage.settle()
    how = (
        f"Deliveries of {BYTES // 1000} kB about {PULLS} pull requests over {CONNECTIONS} "
        "connections, each stored in Redis before it is answered. The floor checks the signature "
        "and stores nothing. The sender shares the machine in both."
    )
    rests_on = (
        "Each delivery is parsed, and marked in Redis by one script and what was seen beside it; "
        "two processes do that, and the sender takes a part of the same cores."
    )
    return Scene("Front door", how, (_rates(ours, floor), _waits(ours, floor)), rests_on)


def _rates(ours: list[Tally], floor: list[Tally]) -> Figure:
    our_rate, floor_rate = _rate(ours), _rate(floor)
    return Figure(
        what="deliveries accepted",
        measured=per_second(our_rate),
        floor=per_second(floor_rate),
        ratio=floor_rate / our_rate,
        target=f"at least {TARGET:.0f}/s",
        met=our_rate >= TARGET,
    )


def _waits(ours: list[Tally], floor: list[Tally]) -> Figure:
    our_wait, floor_wait = _slow(ours), _slow(floor)
    return Figure(
        what="99 % answered within",
        measured=milliseconds(our_wait),
        floor=milliseconds(floor_wait),
        ratio=our_wait / floor_wait,
        target=f"below {milliseconds(LONGEST_SECONDS)}",
        met=our_wait < LONGEST_SECONDS,
    )


def _slow(tallies: list[Tally]) -> float:
    waits = [seconds for tally in tallies for seconds in tally.seconds]
    return statistics.quantiles(waits, n=100)[98]


def _rate(tallies: list[Tally]) -> float:
    return sum(tally.statuses.get(202, 0) for tally in tallies) / (SECONDS * len(tallies))


def _hammer(port: int, bodies: list[bytes]) -> Tally:
    tally = hammer(port, bodies, "pull_request", SECRET, SECONDS, CONNECTIONS)
    if set(tally.statuses) != {202}:
        raise SystemExit(f"The server answered {tally.statuses}.")
    return tally


def _bodies(stage: Stage) -> list[bytes]:
    """Real payloads, their descriptions filled up to the size that GitHub's usually have."""
    heard: list[dict[str, Any]] = []

    def hear(event: str, payload: dict[str, Any], _: object) -> None:
        if event == "pull_request":
            heard.append(payload)

    stage.listen(to_events=False)
    stage.world.listeners.append(hear)
    for number in range(PULLS):
        open_pull_request(stage.world, f"door-{number}", 1)
    stage.world.listeners.remove(hear)
    stage.listen(to_events=True)
    return [_filled(payload) for payload in heard]


def _filled(payload: dict[str, Any]) -> bytes:
    missing = BYTES - len(json.dumps(payload))
    payload["pull_request"]["body"] += "x" * missing
    return json.dumps(payload).encode()


def _floor_command(port: int) -> list[str]:
    server = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--preload"]
    like_ours = ["--worker-class", "gthread", "--workers", "2", "--threads", "64"]
    return [*server, *like_ours, "tests.benchmarks.hmac_only:app"]
