"""Notices that no verdict takes the place of are ended: those on a commit that is no longer the
head, and all of them where the pull request is closed.
"""

from __future__ import annotations

import structlog

from github_app.desk import Desk
from github_app.failures import NotPermitted, TooEarly, WorldFailure
from github_app.gateway.client import GitHub
from github_app.gateway.recall import Recall
from github_app.inbox import Turn
from github_app.publisher.waiting import end_by_graphql
from github_app.publisher.waiting_text import NOT_JUDGED
from github_app.use_cases.waiting_notice import remembered
from github_app.use_cases.waiting_place import waiting_place

_AGAIN_SECONDS = 60.0
log = structlog.stdlib.get_logger(__name__)


def end_waiting(turn: Turn, desk: Desk, github: GitHub, judged_oid: str = "") -> None:
    """`judged_oid` is the head whose notices a verdict took the place of, "" for none.

    One request where notices were left behind, else none; no round trip to Redis either, where
    nothing failed before. Raises `WorldFailure`: then the turn has to come again.
    """
    if not turn.excused:
        return
    recall = Recall(desk.redis, turn.subject.repository_id)
    notice = remembered(recall, turn)
    left = notice.not_on(judged_oid) if notice else []
    place = waiting_place(turn, recall, desk.settings.app_id) if left else None
    if not place or not place.repository_node:
        return
    try:
        end_by_graphql(github, place.repository_node, left, NOT_JUDGED)
    except WorldFailure as failure:
        if failure.for_all:
            raise
        # No notice may take the place of the verdict that was just published.
        raise TooEarly(_AGAIN_SECONDS, failure.message) from failure
    except NotPermitted as refusal:
        log.warning("Notices that were left behind could not be ended", why=str(refusal))
