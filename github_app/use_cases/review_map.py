"""The review map of a reading, as a value: what its check shows in words."""

from __future__ import annotations

from dataclasses import dataclass

from checks.parts.closers import Closing, closing_of
from checks.parts.coverage import coverage_of
from checks.parts.coverage_map import Coverage
from checks.review_coverage import Settings
from config.policy import Policy
from reviews.story import without_the_unwilling
from snapshot.facts import Snapshot

CHECK = "review_coverage"


@dataclass(frozen=True, slots=True)
class ReviewMap:
    """`closing` proposes nobody who took back a request or let it pass. `is_enough`: the share of
    files is covered that the policy asks for.
    """

    coverage: Coverage
    closing: Closing
    is_enough: bool


def review_map(snapshot: Snapshot, policy: Policy) -> ReviewMap | None:
    """None where the check is off, or there are no files to review."""
    settings = policy.checks.get(CHECK)
    if not isinstance(settings, Settings) or settings.mode == "off":
        return None
    if snapshot.pull_request.reviews is None or not snapshot.pull_request.changed_files:
        return None
    coverage = coverage_of(snapshot, settings.rules())
    total = sum(len(group.files) for group in coverage.groups)
    lacking = sum(len(group.files) for group in coverage.uncovered)
    is_enough = 100 * lacking <= (100 - settings.minimum_coverage) * total
    closing = closing_of(coverage, without_the_unwilling(snapshot))
    return ReviewMap(coverage, closing, is_enough)
