"""The occurrences of a ritual around a moment, whether they have an issue or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from rituals.engine.cadence import Occurrence
from rituals.engine.settings import RitualSettings

_MOST: Final = 200


def turns_around(
    settings: RitualSettings,
    now: datetime,
    since: datetime | None,
    past: timedelta,
    coming: timedelta,
) -> Iterator[Occurrence]:
    """Back from the newest that may be open to the first after `since` and `now - past` (None: no
    further than the newest), then the next one and all others before `now + coming`; at most 200
    each way.
    """
    latest = settings.latest_opened(now)
    yield from _before(settings, latest, max(now - past, since) if since else now)
    following = settings.cadence.next_after(latest)
    yield following
    for _ in range(_MOST):
        following = settings.cadence.next_after(following)
        if following.due > now + coming:
            break
        yield following


def _before(
    settings: RitualSettings, latest: Occurrence | None, earliest: datetime
) -> Iterator[Occurrence]:
    """`latest`, and those before it that were due at `earliest` or later."""
    if latest is None:
        return
    yield latest
    for number in range(latest.number - 1, max(-1, latest.number - _MOST), -1):
        occurrence = settings.cadence.occurrence(number)
        if occurrence and occurrence.due < earliest:
            break
        if occurrence:
            yield occurrence
