"""The knobs every ritual has: when it falls due, who holds it, which label its issues carry."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from rituals.engine import knobs
from rituals.engine.cadence import Cadence, Occurrence
from rituals.engine.facts import Needs
from rituals.engine.rhythm_checks import check_rhythm
from rituals.engine.rhythm_choice import build_cadence


class RitualSettings(BaseModel):
    """The knobs every ritual has. A ritual's own Settings inherit from it, and give one of
    `every_days`, `every_weeks`, `every_months` and `cron` a default.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    every_days: knobs.DaysApart = None
    every_weeks: knobs.WeeksApart = None
    weekday: knobs.OnWeekday = None
    every_months: knobs.MonthsApart = None
    day: knobs.OnMonthDay = None
    cron: knobs.ByCron = None
    at: knobs.AtTime = "09:00"
    time_zone: knobs.InZone = "UTC"
    anchor: knobs.FromDate = None
    quiet: knobs.Quiet = ()
    holidays: knobs.Holidays = ()
    on_quiet_day: knobs.Instead = "next"
    lead_days: knobs.LeadDays = 0
    overdue_after_days: knobs.OverdueAfterDays = 3
    rotation: knobs.Rotation = ()
    label: knobs.IssueLabel = "ritual"
    held_by: knobs.HeldBy = "any"
    across: knobs.Across = "repository"

    @model_validator(mode="after")
    def _comes_by_one_rhythm(self) -> Self:
        check_rhythm(self)
        return self

    @property
    def cadence(self) -> Cadence:
        """When it falls due."""
        return build_cadence(self)

    @property
    def looks_wide(self) -> bool:
        """Whether it speaks of other repositories: files and records are those of its own alone."""
        needs = self.needs()
        return self.across == "organization" and bool(needs.labels or needs.merged)

    def latest_opened(self, now: datetime) -> Occurrence | None:
        """The newest occurrence whose issue may be open at `now`; None before the first one."""
        return self.cadence.latest_due(now, self.lead_days)

    def needs(self) -> Needs:
        """What has to be read for an issue; overridden where a ritual speaks of more."""
        return Needs()
