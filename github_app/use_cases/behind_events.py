"""Looks again where GitHub shows a pull request as it was before what it told of.

Its answers may lag behind its webhooks for a moment. What was read then is judged as it is, since
it is what GitHub shows; only the change that was told of is not in it, and no further event would
come for that. Where the times of events and answers do not agree after a minute either, no look
helps, so the next ones are left out for a while.
"""

from __future__ import annotations

import structlog

from github_app.catching_up.second_looks import STILL_BEHIND, SecondLooks
from github_app.desk import Desk
from github_app.gateway.recall import Recall
from github_app.github_time import seconds_of
from github_app.inbox import Turn

_IN_VAIN = "behind:looked-in-vain"
_IN_VAIN_SECONDS = 600

log = structlog.stdlib.get_logger(__name__)


def look_again_if_behind(turn: Turn, desk: Desk, updated_at: str) -> None:
    """`updated_at` is when the pull request changed last, as it was read; GitHub's text."""
    shown = seconds_of(updated_at)
    if not shown or shown >= turn.prompt.changed:
        return
    recall = Recall(desk.redis, turn.subject.repository_id)
    if turn.prompt.event == STILL_BEHIND:
        recall.put({_IN_VAIN: True}, _IN_VAIN_SECONDS)
        return
    if recall.get(_IN_VAIN):
        return
    log.info("GitHub was behind its event", seconds=round(turn.prompt.changed - shown))
    SecondLooks(desk.redis).expect_behind(turn)
