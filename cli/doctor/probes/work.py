"""Work in flight.

What waits in Redis and for how long, what was given up (dead letters), which installations are left
alone for a while because GitHub asked for it or failed, and what GitHub last said is left of its
limits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from checks.engine.words import code, percent, plural
from cli.doctor.durations import how_long
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.redis_words import redis_words
from cli.doctor.scene import Scene
from github_app.logs.redaction import redact

if TYPE_CHECKING:
    from github_app.rate_limits.allowance import HourlyLimit

ABOUT = "service"
DOING = "looking at the work that waits"
_LONG_SECONDS, _TOO_LONG_SECONDS = 60.0, 600.0
Levels = Mapping[tuple[str, ...], float]


def examine(scene: Scene) -> Iterator[Finding]:
    from redis.exceptions import RedisError

    if scene.redis_trouble or scene.redis is None:
        yield unknown("work", "It lies in Redis, which could not be asked.")
        return
    try:
        from github_app.inbox.letters import DEAD_LETTERS
        from github_app.metrics.standing import read_all
        from github_app.rate_limits.allowance import Allowance

        levels: Levels = read_all(scene.redis)
        limits = Allowance(scene.redis).read_all()
        last = cast("bytes | None", scene.redis.lindex(DEAD_LETTERS, 0))
    except RedisError as problem_:
        yield unknown("work", f"It could not be read, because {redis_words(problem_)}.")
        return
    yield waiting(levels)
    yield dead(int(levels.get(("plumbline_dead_letters",), 0)), last)
    if paused := int(levels.get(("plumbline_paused_installations",), 0)):
        yield waits_for_github(paused)
    yield from granted(limits)


def waiting(levels: Levels) -> Finding:
    """How much waits, and whether somebody waits for it too long."""
    by_lane = {
        lane: (
            int(levels.get(("plumbline_waiting_subjects", lane), 0)),
            levels.get(("plumbline_oldest_waiting_seconds", lane), 0.0),
        )
        for lane in ("person", "background")
    }
    many, age = by_lane["person"]
    background = by_lane["background"][0]
    aside = f", and {background:,} in the background" if background else ""
    if not many:
        return ok("work.waiting", f"Nothing waits that a person touched{aside}.")
    what = f"{plural(many, 'subject waits', 'subjects wait')} for {how_long(age)} at most{aside}."
    if age <= _LONG_SECONDS:
        return ok("work.waiting", what)
    make = problem if age > _TOO_LONG_SECONDS else warning
    return make(
        "work.waiting",
        what,
        "People look at pull requests whose checks are not there yet.",
        "See whether workers are alive and GitHub grants enough; else start more workers.",
        "plumbline worker",
    )


def dead(count: int, last: bytes | None) -> Finding:
    if not count:
        return ok("work.dead_letters", "Nothing was given up.")
    letter = _letter(last)
    about = f" The last was about {code(letter['subject'])}" if letter.get("subject") else ""
    why = f": {code(letter['why'])}" if letter.get("why") else ""
    return warning(
        "work.dead_letters",
        f"{plural(count, 'event')} {'was' if count == 1 else 'were'} given up."
        f"{about}{why}{'.' if about else ''}",
        "A verdict may be missing there, or tell of an earlier state.",
        "Press *Re-run* on a check there, and report what the log says of it, as the fault is "
        "Plumbline's. Then take the letters away.",
        "redis-cli DEL plumbline:dead-letters",
    )


def waits_for_github(paused: int) -> Finding:
    one = paused == 1
    return warning(
        "work.paused",
        f"{plural(paused, 'installation')} {'is' if one else 'are'} left alone for a while: GitHub "
        "asked for it, or failed several times in a row.",
        "Its pull requests wait; all others go on." if one else "Their pull requests wait.",
        "Wait, or see whether GitHub is in trouble.",
        "https://www.githubstatus.com",
    )


def granted(limits: Sequence[HourlyLimit]) -> Iterator[Finding]:
    """What GitHub last said is left of the hourly limits of all installations; nothing when it has
    not said anything yet.
    """
    known = [one for one in limits if one.limit]
    if not known:
        return
    scarce = {one.installation_id for one in known if one.is_scarce}
    least = min(known, key=lambda one: one.remaining / one.limit)
    many = plural(len({one.installation_id for one in known}), "installation")
    if not scarce:
        said = f"{percent(least.remaining, least.limit)} of its limits or more to {many}"
        yield ok("work.limits", f"GitHub, as it last said, leaves {said}.")
        return
    yield warning(
        "work.limits",
        f"Less than a fifth of GitHub's hourly limits is left for {len(scarce):,} of {many}.",
        "What nobody waits for is put off there; when nothing is left, everything is.",
        "See in the metrics what asks so much; all programs with this App's key draw on it.",
    )


def _letter(text: bytes | None) -> dict[str, str]:
    try:
        read: Any = json.loads(text or b"{}")
    except ValueError:
        return {}
    return {k: redact(str(v)) for k, v in read.items()} if isinstance(read, dict) else {}
