"""Limits.

What GitHub still lets the installation ask in this hour (`GET /rate_limit`, which costs nothing),
and whether Plumbline leaves the installation alone for a while.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from checks.engine.words import code, percent, plural
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.scene import Scene

ABOUT = "installation"
DOING = "asking what GitHub still grants"
_SCARCE = 0.2
_NAMES = {"core": "requests", "graphql": "points of GraphQL"}


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.entry_trouble or scene.questions is None:
        yield unknown("limits", f"Not asked, because {scene.entry_trouble}.")
        return
    heard = scene.questions.rate_limit()
    if heard.status == 404:
        yield ok("limits", "This GitHub limits nothing.")
    elif not heard.is_good:
        told = code(heard.message or f"status {heard.status}")
        yield unknown("limits", f"GitHub did not tell: {told}.")
    else:
        # By GitHub's own clock, so that a wrong one here does no harm.
        now = heard.date.timestamp() if heard.date else time.time()
        now = time.time() if scene.given.text("PLUMBLINE_TIME_SOURCE") == "github" else now
        yield from left(heard.fields.get("resources") or {}, now)
    yield from _pause(scene)


def left(resources: Mapping[str, Any], now: float) -> Iterator[Finding]:
    """`now` in epoch seconds."""
    for resource, name in _NAMES.items():
        told = resources.get(resource)
        if not isinstance(told, dict):
            continue
        limit, remaining = int(told.get("limit") or 0), int(told.get("remaining") or 0)
        minutes = max(0, round((float(told.get("reset") or now) - now) / 60))
        what = f"{remaining:,} of {limit:,} {name} are left"
        if remaining >= _SCARCE * limit:
            yield ok(f"limits.{resource}", f"{what}.")
            continue
        make = warning if remaining else problem
        yield make(
            f"limits.{resource}",
            f"{what} ({percent(remaining, limit)}), for {plural(minutes, 'minute')}.",
            "Until then nothing new is judged here."
            if not remaining
            else "What nobody waits for is put off until then; at 0, everything is.",
            "Wait. If it happens again and again, see in the metrics what asks so much; other "
            "programs with this App's key draw on the same.",
        )


def _pause(scene: Scene) -> Iterator[Finding]:
    from redis.exceptions import RedisError

    from github_app.rate_limits.installation_pause import pause_left

    if scene.redis_trouble or scene.redis is None:
        return
    try:
        seconds = pause_left(scene.redis, int(scene.installation.fields.get("id") or 0))
    except RedisError:
        return
    if seconds:
        yield warning(
            "limits.pause",
            f"Plumbline leaves this installation alone for {plural(round(seconds), 'second')} yet: "
            "GitHub asked for it, or failed several times in a row.",
            "Its pull requests wait meanwhile, and are judged then.",
            "Wait, or see whether GitHub is in trouble.",
            "https://www.githubstatus.com",
        )
