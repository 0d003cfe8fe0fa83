"""From a delivery to the work it causes."""

from __future__ import annotations

from github_app.events.delivery import Delivery
from github_app.events.outcome import Ignored, Outcome
from github_app.events.sightings import Sightings
from github_app.events.table import HANDLED

# People press re-run buttons; everything else of ours is an echo of what we wrote.
_OBJECTS_WITH_ORIGIN = ("pull_request", "review", "comment", "issue")


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
    return handling.read(delivery, seen)


def _is_our_own(delivery: Delivery) -> bool:
    payload, us = delivery.payload, delivery.us
    if us.login and payload.text("sender", "login").casefold() == us.login.casefold():
        return True
    origins = (payload.at(key, "performed_via_github_app") for key in _OBJECTS_WITH_ORIGIN)
    made_by_us = any(origin.number("id") == us.app_id for origin in origins if origin.has())
    return made_by_us and payload.text("sender", "type") == "Bot"
