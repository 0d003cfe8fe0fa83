"""The one comment on a pull request: what is left to do, in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.report import BLOCKING, Report
from checks.engine.words import cut, plural
from snapshot.facts import Snapshot

LONGEST_COMMENT = 60_000
_MOST_ACTIONS = 3


def render_comment(reports: Sequence[Report], snapshot: Snapshot) -> str | None:
    """The comment's text without its hidden marker; None when there should be no comment.

    There is one only when `reports` (those the policy wants commented on) ask for something to be
    done, and never on a draft.
    """
    open_reports = [report for report in reports if report.actions]
    if not open_reports or snapshot.pull_request.is_draft:
        return None
    blocking = any(report.conclusion in BLOCKING for report in open_reports)
    heading = (
        "**Before this can be merged**" if blocking else "**Worth settling before this is merged**"
    )
    parts = [heading, *(_section(report, blocking) for report in open_reports)]
    parts.append(
        "The checks of this pull request say more. This comment is kept up to date and folded away "
        "when nothing is left to do."
    )
    return cut("\n\n".join(parts), LONGEST_COMMENT)


def _section(report: Report, others_block: bool) -> str:
    advice = (
        " (advice, does not block)" if others_block and report.conclusion not in BLOCKING else ""
    )
    lines = [f"`{report.name}`: {report.title}{advice}", ""]
    lines += [f"- {action}" for action in report.actions[:_MOST_ACTIONS]]
    if len(report.actions) > _MOST_ACTIONS:
        more = plural(len(report.actions) - _MOST_ACTIONS, "more thing")
        lines.append(f"- and {more} to do, listed in the check")
    return "\n".join(lines)
