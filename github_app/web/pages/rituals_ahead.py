"""What waits and what comes next in many repositories, by what was seen there last; no request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from redis import Redis

from config.loader import load
from config.policy import Policy
from github_app.gateway.policy_at_head import LAST_GOOD
from github_app.gateway.recall import recall_of_each
from github_app.gateway.rituals.standing import STANDING, Standing, unpacked_standing
from github_app.gateway.visitors.overview import Listed
from rituals.engine.registry import ritual_for
from rituals.page.subject import Ahead, Listing


def rituals_ahead(
    redis: Redis, repositories: Sequence[Listed], now: datetime
) -> tuple[tuple[Ahead, ...], tuple[Listing, ...]]:
    """The turns of each ritual that wait, and its next one, in no order; and the repositories as
    they are listed. `now` is UTC. Two round trips.
    """
    ids = [it.id for it in repositories]
    texts = recall_of_each(redis, ids, LAST_GOOD)
    kept = recall_of_each(redis, ids, STANDING)
    turns: list[Ahead] = []
    listings: list[Listing] = []
    for repository, text, stored in zip(repositories, texts, kept, strict=True):
        policy = load(text) if isinstance(text, str) and text else None
        if not isinstance(policy, Policy):
            listings.append(Listing(repository.full_name, None))
            continue
        standing = unpacked_standing(stored) or Standing()
        listings.append(Listing(repository.full_name, len(policy.rituals), standing.counts))
        turns += _waiting(repository, policy, standing, now)
        turns += _following(repository, policy, standing, now)
    return tuple(turns), tuple(listings)


def _waiting(
    repository: Listed, policy: Policy, standing: Standing, now: datetime
) -> Iterator[Ahead]:
    for turn in standing.turns:
        settings = policy.rituals.get(turn.ritual)
        if settings:
            yield Ahead(
                full_name=repository.full_name,
                title=ritual_for(turn.ritual, settings).title,
                day=turn.day,
                due=turn.due,
                zone=settings.time_zone,
                state="due" if turn.state == "open" and turn.due <= now else turn.state,
                issue=turn.issue,
            )


def _following(
    repository: Listed, policy: Policy, standing: Standing, now: datetime
) -> Iterator[Ahead]:
    """The next turn of each ritual, unless its issue is open already."""
    standing_now = {(turn.ritual, turn.occurrence) for turn in standing.turns}
    for name, settings in policy.rituals.items():
        cadence = settings.cadence
        following = cadence.next_after(cadence.latest_due(now))
        if (name, following.id) not in standing_now:
            title = ritual_for(name, settings).title
            zone = settings.time_zone
            yield Ahead(repository.full_name, title, following.day, following.due, zone)
