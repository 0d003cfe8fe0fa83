"""Signals of a map: things worth knowing, from which no verdict follows and which name nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from checks.engine.words import plural
from checks.parts.review_coverage.bus_factor import hardly_anybody
from checks.parts.review_coverage.coverage_map import Coverage
from checks.parts.review_coverage.merge_habits import one_for_most
from checks.parts.review_coverage.people.reviewers import login_of
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest

HUGE: Final = 500
"""Changed lines from which on a quick approval is worth a word."""

QUICK: Final = timedelta(seconds=60)
"""Between a pull request being open to review and its approval."""


def signals_of(coverage: Coverage, snapshot: Snapshot) -> tuple[str, ...]:
    """Sentences of Markdown: a huge change approved at once, a place where one person approves
    nearly everything, a place that hardly anybody may approve.
    """
    return (
        *_approved_at_once(coverage, snapshot.pull_request),
        *one_for_most(coverage, snapshot),
        *hardly_anybody(coverage, snapshot),
    )


def _approved_at_once(coverage: Coverage, pull_request: PullRequest) -> Iterator[str]:
    since = _open_to_review(pull_request)
    if since is None or sum(group.changed_lines for group in coverage.groups) < HUGE:
        return
    seen_before = _reviewed_before(pull_request, since)
    quick = [
        (review.submitted_at - since, _lines_covered_by(login_of(review), coverage))
        for review in coverage.reviews.approvals
        if review.submitted_at
        and timedelta() <= review.submitted_at - since <= QUICK
        and login_of(review) not in seen_before
    ]
    for time, lines in sorted(each for each in quick if each[1] >= HUGE)[:1]:
        yield (
            f"{plural(lines, 'changed line')} were approved "
            f"{plural(int(time.total_seconds()), 'second')} after the pull request became "
            f"ready for review (said from {HUGE} lines on, up to {int(QUICK.total_seconds())} "
            "seconds)."
        )


def _lines_covered_by(login: str, coverage: Coverage) -> int:
    """Changed lines for which this approval stands now: what came later was not seen in it."""
    return sum(group.changed_lines for group in coverage.groups if login in group.approvers)


def _open_to_review(pull_request: PullRequest) -> datetime | None:
    known = [at for at in (pull_request.opened_at, pull_request.ready_at) if at]
    return max(known, default=None)


def _reviewed_before(pull_request: PullRequest, since: datetime) -> set[str]:
    """Those who looked at the change while it still was a draft."""
    return {
        login_of(review)
        for review in pull_request.reviews or ()
        if review.submitted_at and review.submitted_at < since
    }
