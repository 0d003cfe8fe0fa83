"""Clocks.

How far this machine's clock is from GitHub's (the `Date` of its answer, to the second). GitHub
takes an App's token only when it was issued in the past and has not yet expired: Plumbline allows
for a clock that is a minute ahead or five minutes behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "comparing the clocks"
_WORTH_SAYING = 20.0
_AHEAD, _BEHIND = 55.0, 290.0
_REMEDY = ("Let this machine's clock follow a time server.", "timedatectl set-ntp true")


def examine(scene: Scene) -> Iterator[Finding]:
    heard = scene.app
    date = heard.date
    if date is None:
        yield unknown("clocks", "GitHub told no time.")
        return
    # The date is cut to whole seconds, somewhere between question and answer.
    apart = heard.sent + heard.seconds / 2 - (date.timestamp() + 0.5)
    if scene.given.text("PLUMBLINE_TIME_SOURCE") == "github" and heard.is_good:
        yield ok("clocks", f"GitHub's clock sets the time; it is {_apart(-apart)} this machine's.")
        return
    yield compared(apart)


def compared(apart: float) -> Finding:
    """`apart` is how many seconds this machine's clock is ahead of GitHub's."""
    if abs(apart) < _WORTH_SAYING:
        return ok("clocks", "This machine's clock and GitHub's agree.")
    what = f"This machine's clock is {_apart(apart)} GitHub's."
    if apart > _AHEAD or apart < -_BEHIND:
        why = "GitHub takes the App's tokens for expired, or for issued in the future."
        return problem("clocks", what, why, *_REMEDY)
    why = "When they drift further apart, GitHub refuses the App's tokens."
    return warning("clocks", what, why, *_REMEDY)


def _apart(seconds: float) -> str:
    """`12 minutes ahead of`, for a number of seconds that may be negative."""
    if abs(seconds) < 1.5:
        return "together with"
    size, unit = abs(seconds), "second"
    for length, name in ((60, "minute"), (60, "hour"), (24, "day")):
        if size < 2 * length:
            break
        size, unit = size / length, name
    return f"{size:,.0f} {unit}s {'ahead of' if seconds > 0 else 'behind'}"
