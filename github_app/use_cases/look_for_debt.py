"""Whether the debt of a repository is worth a turn of a worker."""

from __future__ import annotations

import math
from datetime import UTC, datetime, time
from typing import Any

from config.policy import Policy
from github_app.gateway.debt.kept import unpacked_kept
from github_app.gateway.debt.wishes import DebtKeeping


def debt_to_keep(policy: Policy, stored: Any, now: datetime) -> tuple[bool, float]:
    """Whether the ledger may be missing or read otherwise by now, and the seconds until it does,
    infinite where nobody wants debt counted.

    `stored` is what the last turn left in Redis under `KEPT`. Where nothing is known a turn is due;
    so a wiped Redis is made up for. Hotspots are no reason: whoever needs them asks for them.
    """
    keeping = DebtKeeping.of(policy)
    kept = unpacked_kept(stored)
    if not keeping.counts:
        # What was counted before is to be forgotten, once.
        return kept is not None and kept.next_date is not None, math.inf
    if kept is None or kept.calls_for_a_look(keeping.digest, now.date()):
        return True, math.inf
    if kept.next_date is None:
        return False, math.inf
    return False, (datetime.combine(kept.next_date, time(), UTC) - now).total_seconds()
