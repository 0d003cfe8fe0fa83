"""Which day it is where a ritual is held."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from rituals.engine.facts import RitualFacts
from rituals.engine.settings import RitualSettings


def today(facts: RitualFacts, settings: RitualSettings) -> date:
    """The local date in the zone of the ritual."""
    return facts.now.astimezone(ZoneInfo(settings.time_zone)).date()
