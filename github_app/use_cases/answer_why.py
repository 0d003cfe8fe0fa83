"""`/plumbline why`: the review map, as the check of review coverage draws it."""

from __future__ import annotations

from checks.engine.report import Report
from checks.engine.words import bullets
from checks.parts.review_coverage.text.map_text import map_markdown
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.use_cases.verdicts import Judgement
from reviews.page import REVIEW_COVERAGE

LONGEST_MAP = 30_000
"""In bytes: a comment is read in one go; what is left out stands in the check and on the page."""
_MOST_ACTIONS = 5

_OFF = """\
No review map is drawn here: `checks.review_coverage` is switched off in `.github/plumbline.yml`.

**What to do now.** Set its mode to `advise` there and merge that; the map is then drawn for every \
pull request, and blocks none."""


def why(reading: Reading, judged: Judgement, details: str) -> str:
    """The answer as Markdown. `judged` is this evaluation; `details` is the address of the pull
    request's page here, or "".
    """
    report = next((one for one in judged.reports if one.name == REVIEW_COVERAGE), None)
    if report is None:
        return _OFF
    seen, told = judged.map, report.summary
    if seen:
        told = map_markdown(
            seen.coverage, seen.closing, reading.snapshot, details=details, limit=LONGEST_MAP
        )
    parts = [f"**Review map: {report.title}**", told, _to_do(report), report.occasion]
    return "\n\n".join(filter(None, parts))


def _to_do(report: Report) -> str:
    if not report.actions:
        return ""
    return f"**What to do now**\n\n{bullets(report.actions, _MOST_ACTIONS)}"
