"""Where an hourly budget is spent, no turn begins; those who wait in line are told by way of the
budget that is left.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

from github_app.desk import Desk
from github_app.failures import LimitReached
from github_app.inbox.in_line import waiting_in_line
from github_app.rate_limits.allowance import Allowance
from github_app.rate_limits.installation_pause import pause_left

# No turn may begin, and publish a verdict, while a notice is on its way.
_LEAST_PAUSE_SECONDS = 60.0
_MOST_AT_ONCE = 5


def tell_who_waits(desk: Desk) -> None:
    """Says it on pull requests that wait for longer than 15 s; some at a time. No request where no
    budget is spent. Raises RedisError.
    """
    for installation_id, limit in _spent(desk):
        # Imported late: as a rule nobody waits, and the clock needs none of what writes.
        from github_app.use_cases.say_waiting import SAID_AFTER_SECONDS, say_waiting

        for turn in waiting_in_line(desk.redis, installation_id, SAID_AFTER_SECONDS, _MOST_AT_ONCE):
            if not turn.excused:
                desk.inbox.excuse(turn.subject)
                turn = replace(turn, excused=1)
            say_waiting(turn, desk, limit, limit.retry_after, 0.0)


def _spent(desk: Desk) -> Iterator[tuple[int, LimitReached]]:
    """Installations that have to wait for long because one of their budgets is spent."""
    now, left = time.time(), dict[int, list[tuple[str, float]]]()
    for standing in Allowance(desk.redis).read_all():
        if standing.installation_id and not standing.remaining:
            found = left.setdefault(standing.installation_id, [])
            found.append((standing.resource, standing.seconds_until_reset(now)))
    for installation_id, found in left.items():
        if len(found) == 1 and pause_left(desk.redis, installation_id) > _LEAST_PAUSE_SECONDS:
            resource, seconds = found[0]
            told = "GitHub's hourly limit is used up"
            yield installation_id, LimitReached(seconds, told, named=True, resource=resource)
