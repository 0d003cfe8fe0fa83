"""Who of a rotation is away: by the policy, or busy by the status on GitHub."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.github_time import seconds_of
from snapshot.review_customs import Absence, ReviewCustoms


def with_busy(
    customs: ReviewCustoms, repository: Node, people: Sequence[str], now: datetime
) -> ReviewCustoms:
    """`customs`, and as absent those of `people` whom `repository`, read as `documents` asks for
    it, shows as busy `now` (UTC), until their status ends.
    """
    found = [node for n in range(len(people)) for node in nodes(repository.get(f"person{n}"))]
    busy = tuple(_busy(found, now))
    return replace(customs, absences=(*customs.absences, *busy)) if busy else customs


def _busy(people: Sequence[Node], now: datetime) -> Iterator[Absence]:
    for person in people:
        status = person.get("optionalStatus") or {}
        until = seconds_of(str(status.get("expiresAt") or ""))
        is_over = bool(until) and until <= now.timestamp()
        # An issue may have readers beyond the organization that alone may see a status.
        is_public = status.get("organization") is None
        if status.get("indicatesLimitedAvailability") and is_public and not is_over:
            # Of a turn that is opened late, too.
            yield Absence(str(person["login"]).casefold(), None, _day(until))


def _day(until: float) -> date | None:
    """The last day, None for none."""
    return datetime.fromtimestamp(until - 1, UTC).date() if until else None
