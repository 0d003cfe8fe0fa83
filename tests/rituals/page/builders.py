"""Rituals as their page gets them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from rituals.engine.calendar import Entry
from rituals.engine.declare import Ritual, RitualSettings
from rituals.engine.registry import all_rituals
from rituals.page.rendering import rituals_html
from rituals.page.subject import Place

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
PLACE = Place("acme/shop", "https://github.example/acme/shop", "main")
RITUALS = {ritual.name: ritual for ritual in all_rituals()}


def asked(name: str = "retrospective", **given: Any) -> tuple[Ritual, RitualSettings]:
    settings = {"every_weeks": 2, "weekday": "monday", "at": "09:00", **given}
    return RITUALS[name], RITUALS[name].settings.model_validate(settings)


def entry(days: int, state: Any, issue: int | None = None, **more: Any) -> Entry:
    """So many days from NOW."""
    due = NOW + timedelta(days=days, hours=-5)
    given = {"ritual": "retrospective", "title": "Retrospective", **more}
    week = "{}-W{:02}".format(*due.isocalendar())
    return Entry(
        **{
            "occurrence": week,
            "day": due.date(),
            "due": due,
            "state": state,
            "issue": issue,
            **given,
        }
    )


def shown(entries: Iterable[Entry] = (), place: Place = PLACE, *more: Any) -> str:
    """The page of somebody with one ritual."""
    return str(rituals_html(place, more or (asked(),), entries, NOW))
