"""`/plumbline why`: the review map, as the check of review coverage draws it."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.report import Report
from checks.engine.words import bullets
from checks.parts.map_text import map_markdown
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.use_cases.shown_map import coverage_report, shown_map

LONGEST_MAP = 30_000
"""In bytes: a comment is read in one go; what is left out stands in the check and on the page."""
_MOST_ACTIONS = 5

_OFF = """\
No review map is drawn here: `checks.review_coverage` is switched off in `.github/plumbline.yml`.

**What to do now.** Set its mode to `advise` there and merge that; the map is then drawn for every \
pull request, and blocks none."""


def why(reading: Reading, reports: Sequence[Report], details: str) -> str:
    """The answer as Markdown. `reports` are those of this evaluation; `details` is the address of
    the pull request's page here, or "".
    """
    report = coverage_report(reports)
    if report is None:
        return _OFF
    drawn = shown_map(reading) if report.conclusion != "skipped" else None
    if drawn is None:
        told = report.summary
    else:
        told = map_markdown(
            drawn.coverage, drawn.closing, reading.snapshot, details=details, limit=LONGEST_MAP
        )
    parts = [f"**Review map: {report.title}**", told, _to_do(report), report.occasion]
    return "\n\n".join(filter(None, parts))


def _to_do(report: Report) -> str:
    if not report.actions:
        return ""
    return f"**What to do now**\n\n{bullets(report.actions, _MOST_ACTIONS)}"
