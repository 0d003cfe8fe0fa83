"""Keeps what was said about a pull request, for its page."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.report import Report
from github_app.desk import Desk
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.verdict_history import VerdictHistory
from reviews.page import evaluation_of


def keep_history(desk: Desk, turn: Turn, reading: Reading, reports: Sequence[Report]) -> None:
    """Notes the evaluation where it says something new; only for people to look up later."""
    history = VerdictHistory(desk.redis, turn.subject.repository_id)
    number, because = reading.standing.number, turn.prompt.event
    evaluation = evaluation_of(reading.snapshot, reports, because)
    if history.is_news(number, evaluation):
        history.note(number, evaluation)
