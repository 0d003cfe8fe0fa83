"""The review map for those who look at it: the same as the check draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from checks.engine.report import Report
from checks.parts.closers import Closing, closing_of
from checks.parts.coverage_map import Coverage
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.use_cases.review_map import review_map
from reviews.page import REVIEW_COVERAGE

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ShownMap:
    coverage: Coverage
    closing: Closing


def coverage_report(reports: Sequence[Report]) -> Report | None:
    """What the check of review coverage said; None where it is off."""
    return next((one for one in reports if one.name == REVIEW_COVERAGE), None)


def shown_map(reading: Reading) -> ShownMap | None:
    """None where there is nothing to draw. A bug in the drawing was told by the check already, and
    is no reason to judge again.
    """
    try:
        seen = review_map(reading.snapshot, reading.in_force.policy)
        if seen is None:
            return None
        return ShownMap(seen.coverage, closing_of(seen.coverage, reading.snapshot))
    except Exception:
        log.exception("The review map could not be drawn")
        return None
