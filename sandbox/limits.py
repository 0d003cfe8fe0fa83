"""Rate limits: what is left, and refusing when nothing is."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from sandbox.auth import Caller
from sandbox.refusals import Refused

HOUR = 3_600
PER_HOUR = 5_000
ANONYMOUS_PER_HOUR = 60
# What was sent before the answer came is no offence.
UNDER_WAY_SECONDS = 0.3


@dataclass(slots=True)
class Budget:
    """What one caller may still spend of one resource, until `reset` (epoch seconds)."""

    limit: int
    reset: int
    used: int = 0

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)

    def spend(self, points: int) -> bool:
        """Take the points; False when they are not there."""
        now = int(time.time())
        if now >= self.reset:
            self.reset, self.used = now + HOUR, 0
        enough = self.used + points <= self.limit
        self.used = self.used + points if enough else self.limit
        return enough

    def as_json(self) -> dict[str, int]:
        return {
            "limit": self.limit,
            "used": self.used,
            "remaining": self.remaining,
            "reset": self.reset,
        }


@dataclass(slots=True)
class Forbidden:
    """A secondary limit of one installation, until the monotonic time `until`. It names the time to
    wait where `is_named`.
    """

    until: float
    is_named: bool
    told_at: float = math.inf


@dataclass(slots=True)
class Limits:
    """All budgets. `per_minute` limits content-creating calls (GitHub: 80); None switches it off.
    `offences` counts the requests of those who went on asking while a secondary limit was in force
    of which they had been told.

    Time here is the machine's, which both ends share.
    """

    per_hour: int = PER_HOUR
    per_minute: int | None = None
    _budgets: dict[tuple[int, str], Budget] = field(default_factory=dict)
    offences: int = 0
    _created: deque[float] = field(default_factory=deque)
    _forbidden: dict[int, Forbidden] = field(default_factory=dict)

    def budget(self, caller: Caller, resource: str) -> Budget:
        """The caller's budget of `core` or `graphql`."""
        who = caller.token.installation.id if caller.token else 0
        if caller.person:
            who = caller.person.id
        if (who, resource) not in self._budgets:
            limit = self.per_hour if caller.app or caller.person else ANONYMOUS_PER_HOUR
            self._budgets[who, resource] = Budget(limit, int(time.time()) + HOUR)
        return self._budgets[who, resource]

    def spend(self, caller: Caller, resource: str, points: int = 1) -> None:
        """Refuse when the hour's budget does not hold `points`."""
        if not self.budget(caller, resource).spend(points):
            who = f"installation ID {caller.token.installation.id}" if caller.token else "your IP"
            raise Refused(f"API rate limit exceeded for {who}.", 403, "RATE_LIMITED")

    def create_content(self) -> None:
        """Refuse when too much was created within the last minute."""
        if self.per_minute is None:
            return
        now = time.monotonic()
        while self._created and self._created[0] < now - 60:
            self._created.popleft()
        if len(self._created) >= self.per_minute:
            wait = {"retry-after": str(math.ceil(self._created[0] + 60 - now))}
            message = "You have exceeded a secondary rate limit."
            raise Refused(message, 403, "RATE_LIMITED", headers=wait)
        self._created.append(now)

    def forbid(self, installation_id: int, seconds: float, *, is_named: bool = True) -> None:
        """A secondary limit for this installation: everything is refused for so many seconds."""
        self._forbidden[installation_id] = Forbidden(time.monotonic() + seconds, is_named)

    def admit(self, caller: Caller) -> None:
        """Refuse while a secondary limit is in force for the caller's installation."""
        found = self._forbidden.get(caller.token.installation.id) if caller.token else None
        left = found.until - time.monotonic() if found else 0.0
        if found is None or left <= 0:
            return
        now = time.monotonic()
        self.offences += now > found.told_at + UNDER_WAY_SECONDS
        found.told_at = min(found.told_at, now)
        wait = {"retry-after": str(math.ceil(left))} if found.is_named else {}
        message = "You have exceeded a secondary rate limit. Please wait a few minutes."
        raise Refused(message, 403, "RATE_LIMITED", headers=wait)

    def exhaust(self, seconds: int = HOUR, resource: str = "") -> None:
        """Leave nothing of any budget, or of those of one resource, for so many seconds."""
        for (_, name), budget in self._budgets.items():
            if name == resource or not resource:
                budget.used, budget.reset = budget.limit, int(time.time()) + seconds

    def overview(self, caller: Caller) -> dict[str, Any]:
        """`rate-limit-overview`."""
        names = ("core", "graphql", "search", "integration_manifest", "code_search")
        resources = {name: self.budget(caller, name).as_json() for name in names}
        return {"resources": resources, "rate": resources["core"]}
