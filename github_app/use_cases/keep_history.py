"""Keeps what was said about a pull request, for its page."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.report import Report
from github_app.desk import Desk
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.use_cases.shown_map import coverage_report, shown_map
from github_app.verdict_history import VerdictHistory
from reviews.page import Evaluation, evaluation_of


def keep_history(desk: Desk, turn: Turn, reading: Reading, reports: Sequence[Report]) -> None:
    """Notes the evaluation where it says something new, with the whole map."""
    history, number = (
        VerdictHistory(desk.redis, turn.subject.repository_id),
        reading.standing.number,
    )
    because = turn.prompt.event
    if history.is_news(number, evaluation_of(reading.snapshot, reports, because)):
        history.note(number, _with_map(reading, reports, because))


def _with_map(reading: Reading, reports: Sequence[Report], because: str) -> Evaluation:
    report, snapshot = coverage_report(reports), reading.snapshot
    drawn = shown_map(reading) if report and report.conclusion != "skipped" else None
    if drawn is None:
        return evaluation_of(snapshot, reports, because)
    return evaluation_of(snapshot, reports, because, drawn.coverage, drawn.closing)
