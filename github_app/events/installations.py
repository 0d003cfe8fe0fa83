"""Repositories that came under our care, or are so again: what waits in them?"""

from __future__ import annotations

from github_app.events.delivery import Delivery
from github_app.events.outcome import Outcome
from github_app.events.sightings import Sightings
from github_app.subjects import NEW_REPOSITORIES, Subject


def read_installation(delivery: Delivery, _seen: Sightings) -> Outcome:
    """Payloads may name some of the repositories only; the look finds all of them, a hundred with
    one request, and judges what is open there.
    """
    return ((Subject("sweep", delivery.installation_id, 0, NEW_REPOSITORIES), delivery.prompt()),)
