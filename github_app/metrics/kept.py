"""How what was counted is kept in Redis: two hashes, whose fields name metric and labels.

Buckets are kept by their bound, so that a later version may draw them elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from redis import Redis

SUMS = "plumbline:metrics:sums"
"""Counters and histograms: what is added up."""

LEVELS = "plumbline:metrics:levels"
"""Gauges that are set."""

NO_BOUND = "+Inf"
SUM_OF_VALUES = "sum"

Field = tuple[str, ...]
"""A metric's name and the values of its labels; for a histogram then the bound of a bucket,
NO_BOUND or SUM_OF_VALUES.
"""


def field_name(field: Field) -> str:
    return json.dumps(field, separators=(",", ":"))


def read_kept(redis: Redis) -> dict[Field, float]:
    """Everything that was counted or set, in one round trip."""
    with redis.pipeline(transaction=False) as pipe:
        pipe.hgetall(SUMS)
        pipe.hgetall(LEVELS)
        hashes = cast("list[Mapping[bytes, bytes]]", pipe.execute())
    pairs = (pair for kept in hashes for pair in kept.items())
    return dict(found for name, value in pairs if (found := _read(name, value)))


def _read(name: bytes, value: bytes) -> tuple[Field, float] | None:
    """None for what `Tally` never wrote: one such field must not hide all others."""
    try:
        return tuple(map(str, json.loads(name))), float(value)
    except (ValueError, TypeError):
        return None
