"""What comes next in many repositories, by the policies that were seen there last; no request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from redis import Redis

from config.loader import load
from config.policy import Policy
from github_app.gateway.policy_at_head import LAST_GOOD
from github_app.gateway.recall import recall_of_each
from github_app.gateway.visitors.overview import Listed
from rituals.engine.registry import ritual_for
from rituals.page.subject import Ahead


def rituals_ahead(
    redis: Redis, repositories: Sequence[Listed], now: datetime
) -> tuple[tuple[Ahead, ...], dict[int, int]]:
    """The next occurrence of each ritual, in no order; and how many rituals are asked for, by
    repository id, without those of which nothing is known. `now` is UTC.
    """
    texts = recall_of_each(redis, [it.id for it in repositories], LAST_GOOD)
    ahead: list[Ahead] = []
    asked: dict[int, int] = {}
    for repository, text in zip(repositories, texts, strict=True):
        policy = load(text) if isinstance(text, str) and text else None
        if isinstance(policy, Policy):
            asked[repository.id] = len(policy.rituals)
            ahead += _of(repository, policy, now)
    return tuple(ahead), asked


def _of(repository: Listed, policy: Policy, now: datetime) -> Iterator[Ahead]:
    for name, settings in policy.rituals.items():
        cadence = settings.cadence
        following = cadence.next_after(cadence.latest_due(now))
        title = ritual_for(name, settings).title
        zone = settings.time_zone
        yield Ahead(repository.full_name, title, following.day, following.due, zone)
