"""Whether the rituals of a repository are worth a turn of a worker."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from config.policy import Policy
from github_app.gateway.rituals.kept import rituals_digest, unpacked_kept


def rituals_to_hold(policy: Policy, stored: Any, now: datetime) -> tuple[bool, float]:
    """Whether an issue or a word below one may be missing, and the seconds until the next may be,
    infinite without rituals.

    `stored` is what the last turn left in Redis. Where nothing is known a turn is due as soon as
    any occurrence has come; so a wiped Redis is made up for, and so is a push of the policy that
    nobody told of. A ritual that was asked for and is no more takes no turn.
    """
    if not policy.rituals:
        return False, math.inf
    kept = unpacked_kept(stored)
    if kept is None or kept.digest != rituals_digest(policy):
        return _by_the_calendar(policy, now)
    if kept.next_at is None:
        return False, math.inf
    left = (kept.next_at - now).total_seconds()
    return left <= 0, left if left > 0 else math.inf


def _by_the_calendar(policy: Policy, now: datetime) -> tuple[bool, float]:
    opens: list[datetime] = []
    for settings in policy.rituals.values():
        if settings.latest_opened(now):
            return True, math.inf
        following = settings.cadence.next_after(None)
        opens.append(settings.cadence.opens(following, settings.lead_days))
    return False, (min(opens) - now).total_seconds()
