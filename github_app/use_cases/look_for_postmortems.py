"""Whether the postmortems of a repository are worth a turn of a worker."""

from __future__ import annotations

import math
from datetime import UTC, datetime, time
from typing import Any

from config.policy import Policy
from github_app.gateway.postmortems.kept import digest_of, unpacked_kept


def postmortems_to_keep(policy: Policy, stored: Any, now: datetime) -> tuple[bool, float]:
    """Whether something may be due or missing, and the seconds until the next day on which
    something is, infinite without one.

    `stored` is what the last turn left in Redis. Where nothing is known a turn is due; so a wiped
    Redis is made up for, and so is a push of the policy that nobody told of.
    """
    wishes = policy.postmortems
    kept = unpacked_kept(stored)
    if wishes is None or wishes.is_empty:
        return False, math.inf
    if kept is None or kept.calls_for_a_look(digest_of(policy), now.date()):
        return True, math.inf
    if kept.next_day is None:
        return False, math.inf
    return False, (datetime.combine(kept.next_day, time(), UTC) - now).total_seconds()
