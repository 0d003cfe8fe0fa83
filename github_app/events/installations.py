"""Repositories that came under our care: do they ask for rituals?"""

from __future__ import annotations

from dataclasses import replace

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.sightings import Sightings
from github_app.subjects import Subject

ACTIONS = frozenset({"created", "unsuspend", "new_permissions_accepted"})

# More than these are left to the clock, which reads a hundred policies with one request.
_MOST_REPOSITORIES = 100


def read_installation(delivery: Delivery, _seen: Sightings) -> Outcome:
    return _repositories(delivery, "repositories")


def read_repositories(delivery: Delivery, _seen: Sightings) -> Outcome:
    return _repositories(delivery, "repositories_added")


def _repositories(delivery: Delivery, key: str) -> Outcome:
    prompt = delivery.prompt()
    work = tuple(
        (
            Subject("rituals", delivery.installation_id, repository_id, ""),
            replace(prompt, repository=repository.text("full_name")),
        )
        for repository in delivery.payload.each(key)
        if (repository_id := repository.number("id"))
    )
    if not work or len(work) > _MOST_REPOSITORIES:
        return Ignored("the clock's next look finds the repositories")
    return work
