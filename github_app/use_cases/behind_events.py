"""Looks again where GitHub shows a pull request as it was before what it told of.

Its answers may lag behind its webhooks for a moment. What was read then is judged as it is, since
it is what GitHub shows; only the change that was told of is not in it, and no further event would
come for that.
"""

from __future__ import annotations

import structlog

from github_app.catching_up.second_looks import SecondLooks
from github_app.desk import Desk
from github_app.github_time import seconds_of
from github_app.inbox import Turn

log = structlog.stdlib.get_logger(__name__)


def look_again_if_behind(turn: Turn, desk: Desk, updated_at: str) -> None:
    """`updated_at` is when the pull request changed last, as it was read; GitHub's text."""
    shown = seconds_of(updated_at)
    if shown and shown < turn.prompt.changed:
        log.info("GitHub was behind its event", seconds=round(turn.prompt.changed - shown))
        SecondLooks(desk.redis).expect_behind(turn)
