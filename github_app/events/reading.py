"""From a delivery to the work it causes."""

from __future__ import annotations

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.readers import READERS
from github_app.events.sightings import Sightings
from github_app.handled_events import HANDLED


def read_event(delivery: Delivery, seen: Sightings) -> Outcome:
    """What `delivery` means; raises only when Redis does not answer."""
    handling = HANDLED.get(delivery.event)
    if handling is None:
        return Ignored("the event is not handled")
    if handling.actions and delivery.action not in handling.actions:
        return Ignored("the action is not handled")
    if _is_our_own(delivery):
        return Ignored("it was caused by this App")
    if not delivery.installation_id:
        return Ignored("no installation is named; the App's own webhook names one")
    if handling.in_repository and not delivery.repository_id:
        return Ignored("no repository is named")
    return READERS[delivery.event](delivery, seen)


def _is_our_own(delivery: Delivery) -> bool:
    """True for echoes of what we wrote ourselves; re-run buttons are pressed by people."""
    ours = delivery.us.login.casefold()
    return bool(ours) and delivery.payload.text("sender", "login").casefold() == ours
