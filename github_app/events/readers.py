"""Who reads which event."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from github_app.events import (
    checks,
    comments,
    installations,
    issues,
    people,
    pull_requests,
    pushes,
)
from github_app.events.delivery import Delivery
from github_app.events.outcome import Outcome
from github_app.events.sightings import Sightings

Reader = Callable[[Delivery, Sightings], Outcome]

READERS: Mapping[str, Reader] = {
    "pull_request": pull_requests.read_pull_request,
    "pull_request_review": pull_requests.read_review,
    "issue_comment": comments.read_comment,
    "issues": issues.read_issue,
    "merge_group": pull_requests.read_merge_group,
    "check_run": checks.read_check_run,
    "check_suite": checks.read_check_suite,
    "push": pushes.read_push,
    "team": people.read_people,
    "membership": people.read_people,
    "organization": people.read_people,
    "member": people.read_member,
    "installation": installations.read_installation,
    "installation_repositories": installations.read_installation,
}
"""By the name of the event, for all that are handled."""
