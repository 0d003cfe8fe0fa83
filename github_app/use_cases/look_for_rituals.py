"""What the clock does: finds the repositories in which a ritual may have come due."""

from __future__ import annotations

from itertools import groupby

import structlog

from config.loader import load
from config.policy import Policy
from github_app.desk import Desk
from github_app.failures import Gone, NotPermitted, WorldFailure
from github_app.gateway.installations import (
    PolicySeen,
    installations_and_repositories,
    read_policies,
)
from github_app.gateway.recall import Recall
from github_app.gateway.ritual_facts import LAST_GOOD
from github_app.subjects import Prompt, Subject
from github_app.use_cases.hold_rituals import HELD

_log = structlog.get_logger("plumbline.rituals")


def look_for_rituals(desk: Desk) -> int:
    """Marks each repository with something due that is not known to stand; how many there were.

    Costs no request per repository, only those for listing 100 of them and for reading 100
    policies. Whether an issue is really missing is for `hold_rituals` to find out.
    """
    marked = 0
    everywhere = installations_and_repositories(desk)
    for installation_id, repositories in groupby(everywhere, lambda one: one.installation_id):
        try:
            policies = read_policies(desk, tuple(repositories))
            marked += sum(_mark_when_due(desk, seen) for seen in policies if seen.text)
        except (Gone, NotPermitted, WorldFailure) as problem:
            _log.warning("cannot read policies", installation=installation_id, told=str(problem))
    return marked


def _mark_when_due(desk: Desk, seen: PolicySeen) -> bool:
    recall = Recall(desk.redis, seen.repository.repository_id)
    if not _may_be_due(seen, recall):
        return False
    place = seen.repository
    subject = Subject("rituals", place.installation_id, place.repository_id, "")
    desk.inbox.mark(subject, Prompt("a look of the clock", place.full_name))
    return True


def _may_be_due(seen: PolicySeen, recall: Recall) -> bool:
    last_good, held = recall.get_many((LAST_GOOD, HELD))
    policy = _policy(seen.text, last_good or "", recall)
    if policy is None:
        # Broken, and what was in force before is unknown here: that takes a look.
        return "rituals" in seen.text
    latest = {
        name: settings.cadence.latest_due(seen.now) for name, settings in policy.rituals.items()
    }
    return any(o and (held or {}).get(name) != o.id for name, o in latest.items())


def _policy(text: str, last_good: str, recall: Recall) -> Policy | None:
    """The policy in force; what is good and new is kept, so that one read knows what to ask."""
    policy = load(text)
    if isinstance(policy, Policy):
        if text != last_good and (policy.rituals or last_good):
            recall.put({LAST_GOOD: text})
        return policy
    good = load(last_good) if last_good else None
    return good if isinstance(good, Policy) else None
