"""Who belongs to which team, and who may do what."""

from __future__ import annotations

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.sightings import Sightings
from github_app.subjects import Subject


def read_people(delivery: Delivery, _seen: Sightings) -> Outcome:
    """News about teams concern the organisation."""
    login = delivery.payload.text("organization", "login")
    if not login:
        return Ignored("no organisation is named")
    subject = Subject("organization", delivery.installation_id, 0, login)
    return ((subject, delivery.prompt()),)


def read_member(delivery: Delivery, _seen: Sightings) -> Outcome:
    """News about a collaborator concern one repository, which may be a person's."""
    owner = delivery.payload.text("repository", "owner", "login")
    if not owner:
        return read_people(delivery, _seen)
    subject = Subject("organization", delivery.installation_id, delivery.repository_id, owner)
    return ((subject, delivery.prompt()),)
