"""Sweep and redelivery.

When the sweep over open pull requests last came to its end, and when GitHub was last asked which
deliveries failed. What was lost, by whatever accident, is found again by these two.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from cli.doctor.durations import how_long
from cli.doctor.finding import Finding, ok, unknown, warning
from cli.doctor.redis_words import redis_words
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "looking when lost work was last looked for"
_SWEEP_OVERDUE_SECONDS = 2 * 86_400.0
_FETCH_OVERDUE_SECONDS, _FETCHES_MISSED = 3_600.0, 3
_SWEPT = ("plumbline_sweep_last_run_timestamp_seconds",)


def examine(scene: Scene) -> Iterator[Finding]:
    from redis.exceptions import RedisError

    from github_app.catching_up.redeliveries import Redeliveries
    from github_app.metrics.kept import read_kept

    if scene.redis_trouble or scene.redis is None:
        yield unknown("sweep", "When that was stands in Redis, out of reach now.")
        return
    try:
        at = read_kept(scene.redis).get(_SWEPT)
        fetched_ago = Redeliveries(scene.redis).seconds_since_read()
    except RedisError as trouble:
        yield unknown("sweep", f"It could not be read, because {redis_words(trouble)}.")
        return
    yield swept(at, time.time())
    every = float(scene.given.text("PLUMBLINE_REDELIVERY_SECONDS") or 0)
    yield fetched(fetched_ago, max(_FETCH_OVERDUE_SECONDS, _FETCHES_MISSED * every))


def swept(at: float | None, now: float) -> Finding:
    """`at` is when the sweep last came to its end, None when it is not known to have done so."""
    if at is None:
        return unknown("sweep", "No sweep over the open pull requests is known to have ended.")
    if now - at > _SWEEP_OVERDUE_SECONDS:
        return warning(
            "sweep",
            f"The sweep over the open pull requests last came to its end {how_long(now - at)} ago.",
            "What was lost is found by it alone.",
            "See that the clock is alive and GitHub grants enough; its log tells the rest.",
            "plumbline clock",
        )
    return ok("sweep", f"The sweep came to its end {how_long(now - at)} ago.")


def fetched(seconds: float | None, overdue: float) -> Finding:
    """`seconds` ago GitHub's record of deliveries was read, None when nobody knows of it; `overdue`
    seconds are too many.
    """
    if seconds is None:
        return unknown(
            "sweep.redeliveries", "Nobody is known to have looked for failed deliveries."
        )
    what = f"Failed deliveries were last looked for {how_long(seconds)} ago."
    if seconds <= overdue:
        return ok("sweep.redeliveries", what)
    return warning(
        "sweep.redeliveries",
        what,
        "What GitHub could not deliver since then is not fetched.",
        "See that the clock is alive; its log tells what keeps it.",
        "plumbline clock",
    )
