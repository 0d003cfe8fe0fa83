"""`/plumbline why`: the review map, as the check of review coverage tells it."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.report import Report
from checks.engine.words import cut
from reviews.page import REVIEW_COVERAGE

LONGEST_MAP = 30_000
"""In bytes: a comment is read in one go; what is left out stands in the check and on the page."""

_OFF = """\
No review map is drawn here: `checks.review_coverage` is switched off in `.github/plumbline.yml`.

**What to do now.** Set its mode to `advise` there and merge that; the map is then drawn for every \
pull request, and blocks none."""


def why(reports: Sequence[Report], details: str) -> str:
    """The answer as Markdown. `reports` are those of this evaluation; `details` is the address of
    the pull request's page here, or "".
    """
    report = next((one for one in reports if one.name == REVIEW_COVERAGE), None)
    if report is None:
        return _OFF
    told = cut("\n\n".join(filter(None, [report.summary, report.text])), LONGEST_MAP)
    parts = [f"**Review map: {report.title}**", told, _further(details), report.occasion]
    return "\n\n".join(filter(None, parts))


def _further(details: str) -> str:
    return f"[Every file, and how it came to this]({details})" if details else ""
