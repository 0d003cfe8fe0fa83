"""Looks at a pull request again at once where one reading could not ask for everything.

What a verdict rests on must not depend on how many events happened to come.
"""

from __future__ import annotations

import structlog

from github_app.desk import Desk
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.gateway.pull_requests.records.record_gaps import unread_records
from github_app.gateway.recall import DAY, Recall
from github_app.inbox import Turn
from github_app.subjects import Prompt

log = structlog.stdlib.get_logger(__name__)

READ_ON = "more records than are read at a time"
"""What makes a pull request be judged again, said where an event's name stands otherwise."""

PROVE_ON = "more approvals of earlier commits than are compared at a time"
"""The same, where it is not known yet what some approvals still cover."""


def read_on(turn: Turn, desk: Desk, reading: Reading) -> None:
    """Another turn where more was left unread than one may ask for; it ends when nothing new is
    read.
    """
    draft = reading.source.draft
    if _proves_on(turn, desk, draft.unproven):
        once_more(turn, desk, reading, PROVE_ON)
    elif draft.new_records and any(unread_records(draft)):
        once_more(turn, desk, reading, READ_ON)


def once_more(turn: Turn, desk: Desk, reading: Reading, why: str) -> None:
    """Another turn, and the reason for it."""
    draft = reading.source.draft
    base_name, head_oid = draft.pull["baseRefName"], draft.head_oid
    prompt = Prompt(
        why,
        turn.prompt.repository,
        base_name=base_name,
        head_oid=head_oid,
        background=turn.prompt.background,
    )
    desk.inbox.mark(turn.subject, prompt)
    log.info("Marked for another turn", why=why)


def _proves_on(turn: Turn, desk: Desk, left: int) -> bool:
    """Whether another turn would find out more: not when the last one was for that and left as
    much, since what it found is too large to be kept.
    """
    if not left:
        return False
    recall = Recall(desk.redis, turn.subject.repository_id)
    key = f"unproven:{turn.subject.detail}"
    before = recall.get(key) if turn.prompt.event == PROVE_ON else None
    recall.put({key: left}, DAY)
    return before is None or left < before
