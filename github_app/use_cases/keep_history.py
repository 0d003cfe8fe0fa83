"""Keeps what was said about a pull request, for its page."""

from __future__ import annotations

import structlog

from github_app.desk import Desk
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.remembered.verdict_history import VerdictHistory
from github_app.use_cases.verdicts import Judgement
from reviews.page import evaluation_of

log = structlog.stdlib.get_logger(__name__)


def keep_history(desk: Desk, turn: Turn, reading: Reading, judged: Judgement) -> None:
    """Notes the evaluation where it says something new, with the whole map."""
    try:
        _keep(desk, turn, reading, judged)
    except Exception as bug:
        # The verdicts stand on GitHub; nobody need judge once more for a line of the history.
        log.error("The history was not kept", exc_info=bug)


def _keep(desk: Desk, turn: Turn, reading: Reading, judged: Judgement) -> None:
    history = VerdictHistory(desk.redis, turn.subject.repository_id)
    number, because = reading.standing.number, turn.prompt.event
    brief = evaluation_of(reading.snapshot, judged.reports, because)
    if history.is_news(number, brief):
        whole = evaluation_of(reading.snapshot, judged.reports, because, judged.map)
        history.note(number, whole)
