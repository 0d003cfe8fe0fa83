"""Pull requests may share a head, and GitHub shows one run of a name there: the worst has to stand.

Otherwise a second pull request, against a branch whose policy asks for less, would turn the first
one green.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checks.engine.report import Report
from github_app.gateway.pull_requests.standing import Standing, StandingRun
from github_app.publisher.digest import ReportDigest
from github_app.publisher.plan import Writes

_BADNESS: Mapping[str, int] = {
    "success": 0,
    "skipped": 0,
    "neutral": 1,
    "action_required": 2,
    "failure": 3,
}
# An unfinished run may still become anything.
_UNFINISHED = 4


def worse_for_others(reports: Sequence[Report], standing: Standing) -> dict[str, int]:
    """The names of runs that stand worse than reported now, with the pull request they are about.

    Runs about this pull request itself are left out, and those about none.
    """
    found = {}
    for report in reports:
        run = standing.run(report.name)
        digest = ReportDigest.parse(run.external_id) if run else None
        about_another = digest and digest.number not in (0, standing.number)
        if run and digest and about_another and _badness(run) > _BADNESS[report.conclusion]:
            found[report.name] = digest.number
    return found


def softens(writes: Writes, standing: Standing) -> bool:
    """Whether something stands better once this is written, or stands at all: then others with the
    same head, whose verdicts gave way to worse ones, have to be heard again.
    """
    return any(
        (run := standing.run(write.report.name)) is None
        or _badness(run) > _BADNESS[write.report.conclusion]
        for write in writes.runs
    )


def _badness(run: StandingRun) -> int:
    return _BADNESS.get(run.conclusion, _UNFINISHED)
