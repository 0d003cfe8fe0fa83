"""Every event that means something to us, its actions, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Handling:
    """`actions` is empty for events that have none. `always_sent` ones need no subscription.

    `in_repository`: the event means nothing unless it names a repository.
    """

    read: Reader
    actions: frozenset[str] = frozenset()
    always_sent: bool = False
    in_repository: bool = True


HANDLED: Mapping[str, Handling] = {
    "pull_request": Handling(pull_requests.read_pull_request, pull_requests.ACTIONS),
    "pull_request_review": Handling(pull_requests.read_review, pull_requests.REVIEW_ACTIONS),
    "issue_comment": Handling(comments.read_comment, frozenset({"created"})),
    "issues": Handling(issues.read_issue, issues.ACTIONS),
    "merge_group": Handling(pull_requests.read_merge_group, frozenset({"checks_requested"})),
    "check_run": Handling(checks.read_check_run, checks.RUN_ACTIONS, always_sent=True),
    "check_suite": Handling(checks.read_check_suite, checks.SUITE_ACTIONS, always_sent=True),
    "push": Handling(pushes.read_push),
    "team": Handling(people.read_people, people.TEAM_ACTIONS, in_repository=False),
    "membership": Handling(
        people.read_people, frozenset({"added", "removed"}), in_repository=False
    ),
    "organization": Handling(
        people.read_people, frozenset({"member_added", "member_removed"}), in_repository=False
    ),
    "member": Handling(
        people.read_member, frozenset({"added", "edited", "removed"}), in_repository=False
    ),
    "installation": Handling(
        installations.read_installation,
        installations.ACTIONS,
        always_sent=True,
        in_repository=False,
    ),
    "installation_repositories": Handling(
        installations.read_installation,
        frozenset({"added"}),
        always_sent=True,
        in_repository=False,
    ),
}


def is_handled(event: str, action: str) -> bool:
    """Whether such a delivery may mean something to us."""
    handling = HANDLED.get(event)
    return handling is not None and (not handling.actions or action in handling.actions)
