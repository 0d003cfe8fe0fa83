"""Opens the issue of a ritual."""

from __future__ import annotations

from github_app.gateway.client import GitHub
from github_app.gateway.rituals.wishes import Targets
from github_app.publisher.issues import IssueWish, open_issue
from rituals.engine.actions import OpenReminder


def open_reminder(github: GitHub, targets: Targets, action: OpenReminder) -> int:
    """The number of the new issue; one request, and one before it when the label is missing."""
    wish = IssueWish(
        title=action.title,
        body=action.body,
        label=action.label,
        label_id=targets.labels.get(action.label.name.casefold(), ""),
        assignee_id=targets.people.get((action.assignee or "").casefold(), ""),
    )
    return open_issue(github, targets.repository_id, wish).number
