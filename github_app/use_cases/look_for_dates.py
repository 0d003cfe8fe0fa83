"""Whether the decisions of a repository are worth a turn of a worker."""

from __future__ import annotations

import math
from datetime import UTC, datetime, time
from typing import Any

from config.policy import Policy
from github_app.gateway.decisions.kept import unpacked_kept
from github_app.gateway.decisions.wishes import DecisionWishes


def dates_to_keep(policy: Policy, stored: Any, now: datetime) -> tuple[bool, float]:
    """Whether the log or a reminder may be missing, and the seconds until the next date comes,
    infinite without one.

    `stored` is what the last turn left in Redis. Where nothing is known a turn is due; so a wiped
    Redis is made up for, and so is a push of the policy that nobody told of.
    """
    wishes = DecisionWishes.of(policy)
    if wishes.is_empty:
        return False, math.inf
    kept = unpacked_kept(stored)
    if kept is None or kept.calls_for_a_look(wishes.digest, now.date()):
        return True, math.inf
    if kept.next_date is None:
        return False, math.inf
    return False, (datetime.combine(kept.next_date, time(), UTC) - now).total_seconds()
