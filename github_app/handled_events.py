"""Every event of GitHub that means something to us, and its actions; `events/` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handling:
    """`actions` is empty for events that have none. `always_sent` ones need no subscription.

    `in_repository`: the event means nothing unless it names a repository.
    """

    actions: frozenset[str] = frozenset()
    always_sent: bool = False
    in_repository: bool = True


# Exactly the actions that change something a rule reads, or how loudly it may speak; and "closed",
# for the sake of others with the same head or the same records, and of the decision log.
_PULL_REQUEST = frozenset(
    {
        "opened",
        "edited",
        "synchronize",
        "reopened",
        "closed",
        "ready_for_review",
        "converted_to_draft",
        "labeled",
        "unlabeled",
        "review_requested",
        "review_request_removed",
    }
)
_ISSUE = frozenset(
    {
        "opened",
        "edited",
        "closed",
        "reopened",
        "labeled",
        "unlabeled",
        "assigned",
        "unassigned",
        "milestoned",
        "demilestoned",
        "deleted",
        "transferred",
    }
)
_TEAM = frozenset(
    {"created", "deleted", "edited", "added_to_repository", "removed_from_repository"}
)

HANDLED: Mapping[str, Handling] = {
    "pull_request": Handling(_PULL_REQUEST),
    "pull_request_review": Handling(frozenset({"submitted", "edited", "dismissed"})),
    "issue_comment": Handling(frozenset({"created"})),
    "issues": Handling(_ISSUE),
    "merge_group": Handling(frozenset({"checks_requested"})),
    "check_run": Handling(frozenset({"rerequested", "requested_action"}), always_sent=True),
    "check_suite": Handling(frozenset({"rerequested"}), always_sent=True),
    "push": Handling(),
    "team": Handling(_TEAM, in_repository=False),
    "membership": Handling(frozenset({"added", "removed"}), in_repository=False),
    "organization": Handling(frozenset({"member_added", "member_removed"}), in_repository=False),
    "member": Handling(frozenset({"added", "edited", "removed"}), in_repository=False),
    "installation": Handling(
        frozenset({"created", "unsuspend", "new_permissions_accepted"}),
        always_sent=True,
        in_repository=False,
    ),
    "installation_repositories": Handling(
        frozenset({"added"}), always_sent=True, in_repository=False
    ),
}


def is_handled(event: str, action: str) -> bool:
    """Whether such a delivery may mean something to us."""
    handling = HANDLED.get(event)
    return handling is not None and (not handling.actions or action in handling.actions)
