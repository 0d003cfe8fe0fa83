"""Everybody at once: many events about many pull requests, until the last answer."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from github_app.launch.redis_server import redis_command
from sandbox.pull_requests import PullRequest
from tests.benchmarks.figures import Figure, Scene, per_second
from tests.benchmarks.hammer import Tally, send_once
from tests.product.fresh_eye import fresh_eye
from tests.product.stage import Stage, redis_binary, wait_until
from tests.product.town import SECRET, change, open_pull_request

PULLS = 50
EVENTS_EACH = 4
CONNECTIONS = 50
TARGET = 40.0
MOST_REQUESTS_PER_EVENT = 2.2
_HEARD = frozenset({"pull_request", "pull_request_review"})
_PATIENCE_SECONDS = 180.0
_LOOK_SECONDS = 0.002

Recorded = list[tuple[str, dict[str, Any]]]


def measure(stage: Stage) -> Scene:
    """What was recorded beforehand is sent in one burst; then somebody who comes anew looks."""
    events = _recorded(stage)
    exchanges = stage.github.service.exchanges
    exchanges.reset()
    begun = time.perf_counter()
    sent = send_once(stage.port, events, SECRET, CONNECTIONS)
    took = _last_exchange(stage) - begun
    requests = exchanges.count
    written = _written_anew(stage)
    figures = (
        _refused(sent, len(events)),
        _all_right(written),
        _rate(len(events), took),
        _requests(requests, len(events)),
    )
    how = (
        f"{len(events)} signed events on {PULLS} new pull requests, {EVENTS_EACH} each (opened, "
        "pushed or reworded, labelled, approved or refused), sent in random order over "
        f"{CONNECTIONS} connections; default settings, pace included. The time runs until the last "
        "request that reaches GitHub; then somebody with an empty Redis judges all of it anew."
    )
    rests_on = (
        f"The first turns cost {PULLS} evaluations; what comes in after a turn began is answered "
        "by a second one, 1.1 s later at the earliest."
    )
    return Scene("Everybody at once", how, figures, rests_on)


def _recorded(stage: Stage) -> Recorded:
    """The events, in random order; GitHub's state is already that after all of them."""
    heard: Recorded = []

    def hear(event: str, payload: dict[str, Any], _: object) -> None:
        if event in _HEARD:
            heard.append((event, json.loads(json.dumps(payload))))

    stage.listen(to_events=False)
    stage.world.listeners.append(hear)
    for number in range(PULLS):
        _live(stage, open_pull_request(stage.world, f"crowd-{number}", 8), number)
    stage.world.listeners.remove(hear)
    stage.listen(to_events=True)
    if len(heard) != PULLS * EVENTS_EACH:
        raise SystemExit(f"{len(heard)} events were heard, not {PULLS * EVENTS_EACH}.")
    Random(7).shuffle(heard)
    return heard


def _live(stage: Stage, pull: PullRequest, number: int) -> None:
    """Three more things that happen to a pull request."""
    world = stage.world
    if number % 2:
        world.push(pull.number, change(f"crowd-{number}", 3, 2))
    else:
        world.edit(pull.number, body="Nothing was decided.")
    world.label(pull.number, "debt", by="carol")
    review = world.approve if number % 3 else world.request_changes
    review(pull.number, by="bob")


def _last_exchange(stage: Stage) -> float:
    """Waits until nothing is left to do; when the last request reached GitHub, `perf_counter`."""
    exchanges, count, at = stage.github.service.exchanges, 0, time.perf_counter()
    end = at + _PATIENCE_SECONDS
    # The last deadline goes with the end of its turn, which comes after its last request.
    while stage.redis.zcard("plumbline:due"):
        if exchanges.count != count:
            count, at = exchanges.count, time.perf_counter()
        if time.perf_counter() > end:
            raise SystemExit(f"Not everything was answered in {_PATIENCE_SECONDS:.0f} s.")
        time.sleep(_LOOK_SECONDS)
    return time.perf_counter() if exchanges.count != count else at


def _written_anew(stage: Stage) -> list[str]:
    """What had to be written by somebody with an empty Redis; empty where all was right."""
    stage.settle()
    stage.stop("worker")
    with TemporaryDirectory() as name:
        folder = Path(name)
        socket = folder / "redis.sock"
        stage.start("fresh redis", redis_command(redis_binary(), folder, socket))
        wait_until(socket.exists, "an empty Redis")
        try:
            with fresh_eye(stage.github, stage.environment, f"unix://{socket}") as eye:
                return eye.writes()
        finally:
            stage.stop("fresh redis")
            stage.start_workers()


def _refused(sent: Tally, events: int) -> Figure:
    refused = events - sent.statuses.get(202, 0)
    return Figure(f"{events} events: refused", str(refused), target="none", met=refused == 0)


def _all_right(written: list[str]) -> Figure:
    right = not written
    return Figure(
        "what is said afterwards is right", "yes" if right else "no", target="yes", met=right
    )


def _rate(events: int, took: float) -> Figure:
    rate = events / took
    return Figure(
        "events answered until the last answer",
        f"{per_second(rate)} ({took:.1f} s)",
        target=f"at least {TARGET:.0f}/s",
        met=rate >= TARGET,
    )


def _requests(requests: int, events: int) -> Figure:
    each = requests / events
    return Figure(
        "requests per event",
        f"{each:.2f}",
        target=f"at most {MOST_REQUESTS_PER_EVENT}",
        met=each <= MOST_REQUESTS_PER_EVENT,
    )
