"""Who belongs to which team, and who may push."""

from __future__ import annotations

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.sightings import Sightings
from github_app.subjects import Subject

TEAM_ACTIONS = frozenset(
    {"created", "deleted", "edited", "added_to_repository", "removed_from_repository"}
)


def read_people(delivery: Delivery, _seen: Sightings) -> Outcome:
    login = delivery.payload.text("organization", "login")
    if not login:
        return Ignored("no organisation is named")
    subject = Subject("organization", delivery.installation_id, 0, login)
    return ((subject, delivery.prompt()),)
