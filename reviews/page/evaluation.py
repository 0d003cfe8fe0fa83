"""One evaluation of a pull request, as it was published: verdicts and the map behind them.

All of it is told in plain words and numbers, so that it reads the same when rules and people have
changed since.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from checks.engine.render import NAME_PREFIX
from checks.parts.review_coverage.coverage_map import Share
from reviews.page.map_seen import MapSeen

REVIEW_COVERAGE = f"{NAME_PREFIX}review_coverage"
"""The check run that tells the review map."""


@dataclass(frozen=True, slots=True)
class CheckSaid:
    """A check run in GitHub's words; `summary` and `text` are Markdown, "" where not kept."""

    name: str
    conclusion: str
    title: str
    summary: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`at` is when it was published, UTC, `commit` the head that was judged, `because` the event
    that led to it, in GitHub's words or ours. `share` and `map` are None where they are not known:
    the check of review coverage is off, or the evaluation was found again on GitHub.
    """

    at: datetime
    commit: str
    because: str
    checks: tuple[CheckSaid, ...]
    share: Share | None = None
    map: MapSeen | None = None

    def check(self, name: str) -> CheckSaid | None:
        return next((one for one in self.checks if one.name == name), None)
