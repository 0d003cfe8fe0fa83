"""What GitHub last said is left of each installation's hourly limits, shared through Redis."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from redis import Redis
from redis.client import Pipeline

from github_app.gateway.refusals import date_of
from github_app.remembered.legible import all_legible, legible

_KEY = "plumbline:allowance"
_SCARCE_BELOW = 0.2
_FORGOTTEN_AFTER_SECONDS = 86_400.0
# Hours have fewer requests, and numbers of this size can be reckoned with.
_UNHEARD_OF = 10**12
_RESOURCES = ("core", "graphql")


@dataclass(frozen=True, slots=True)
class HourlyLimit:
    """`resource` is GitHub's name (`core`, `graphql`...). `reset` is when the full `limit` is back,
    seconds since the epoch by this side's clock. `installation_id` is 0 for the App itself.
    """

    installation_id: int
    resource: str
    limit: int
    remaining: int
    reset: float

    def seconds_until_reset(self, now: float) -> float:
        return max(0.0, self.reset - now)

    @property
    def is_scarce(self) -> bool:
        return self.remaining < self.limit * _SCARCE_BELOW


class Allowance:
    """The latest standing of every installation and resource."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def note(
        self, installation_id: int, resource: str, limit: int, remaining: int, reset: float
    ) -> None:
        """Keep what GitHub said; `reset` as in `HourlyLimit`."""
        note_all(self._redis, [HourlyLimit(installation_id, resource, limit, remaining, reset)])

    def read_all(self) -> list[HourlyLimit]:
        """What is known of all; where the time of the reset has passed, everything is left again.

        What was said more than a day ago, or cannot be read, is forgotten on the way.
        """
        now = time.time()
        written = cast("Mapping[bytes, bytes]", self._redis.hgetall(_KEY))
        read = {name: legible((name, text), _read) for name, text in written.items()}
        known = {name: one for name, one in read.items() if one and not _is_old(one, now)}
        if forgotten := read.keys() - known.keys():
            self._redis.hdel(_KEY, *forgotten)
        return [_renewed(one, now) for _, one in sorted(known.items())]

    def is_scarce(self, installation_id: int) -> float:
        """Seconds until the reset where less than a fifth is left: what nobody waits for should be
        put off until then. 0.0 when there is enough.
        """
        names = [f"{installation_id}:{resource}".encode() for resource in _RESOURCES]
        written = cast("list[bytes | None]", self._redis.hmget(_KEY, names))
        now, rows = time.time(), zip(names, written, strict=True)
        known = all_legible(((name, text) for name, text in rows if text), _read)
        return max((one.seconds_until_reset(now) for one in known if one.is_scarce), default=0.0)


def note_all(redis: Redis | Pipeline, limits: Iterable[HourlyLimit]) -> None:
    """The same for several, one command; as part of a pipeline where one is given."""
    mapping = {
        f"{one.installation_id}:{one.resource}": json.dumps([one.limit, one.remaining, one.reset])
        for one in limits
    }
    if mapping:
        redis.hset(_KEY, mapping=mapping)  # type: ignore[arg-type]


def limit_told(installation_id: int, headers: Mapping[str, Any]) -> HourlyLimit | None:
    """What the headers of an answer say; None where they say nothing, as on a GitHub Enterprise
    Server without limits, or nothing that could be true.
    """
    try:
        limit, remaining = (int(headers[f"x-ratelimit-{name}"]) for name in ("limit", "remaining"))
        # By GitHub's own clock, so that a skewed one here does no harm.
        left = float(headers["x-ratelimit-reset"]) - date_of(headers).timestamp()
    except (KeyError, ValueError, TypeError):
        return None
    if not (abs(left) < _FORGOTTEN_AFTER_SECONDS and limit < _UNHEARD_OF > remaining):
        return None
    resource = str(headers.get("x-ratelimit-resource") or "core")
    return HourlyLimit(installation_id, resource, limit, remaining, time.time() + left)


def _is_old(one: HourlyLimit, now: float) -> bool:
    return one.reset < now - _FORGOTTEN_AFTER_SECONDS


def _read(row: tuple[bytes, bytes]) -> HourlyLimit:
    name, text = row
    installation, resource = name.decode().split(":", 1)
    limit, remaining, reset = json.loads(text)
    return HourlyLimit(int(installation), resource, int(limit), int(remaining), float(reset))


def _renewed(one: HourlyLimit, now: float) -> HourlyLimit:
    if one.reset > now:
        return one
    return HourlyLimit(one.installation_id, one.resource, one.limit, one.limit, one.reset)
