"""Keeps what was said about a pull request, for its page."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from checks.engine.report import Report
from checks.parts.closers import Closing, closing_of
from checks.parts.coverage import coverage_of
from checks.parts.coverage_map import Coverage
from checks.review_coverage import Settings
from github_app.desk import Desk
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.verdict_history import VerdictHistory
from reviews.page import REVIEW_COVERAGE, evaluation_of

log = structlog.stdlib.get_logger(__name__)


def keep_history(desk: Desk, turn: Turn, reading: Reading, reports: Sequence[Report]) -> None:
    """Notes the evaluation where it says something new, with the whole map."""
    history = VerdictHistory(desk.redis, turn.subject.repository_id)
    number, snapshot, because = reading.standing.number, reading.snapshot, turn.prompt.event
    if history.is_news(number, evaluation_of(snapshot, reports, because)):
        coverage, closing = _map(reading, reports)
        history.note(number, evaluation_of(snapshot, reports, because, coverage, closing))


def _map(reading: Reading, reports: Sequence[Report]) -> tuple[Coverage | None, Closing | None]:
    """Nothing where the check has nothing to say. A bug has been told by the check itself, and is
    no reason to judge again.
    """
    told = next((one for one in reports if one.name == REVIEW_COVERAGE), None)
    settings = reading.in_force.policy.checks.get("review_coverage")
    if told is None or told.conclusion == "skipped" or not isinstance(settings, Settings):
        return None, None
    try:
        coverage = coverage_of(reading.snapshot, settings.rules())
        return coverage, closing_of(coverage, reading.snapshot)
    except Exception:
        log.exception("The map for the page could not be drawn")
        return None, None
