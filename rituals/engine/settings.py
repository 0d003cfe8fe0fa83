"""The knobs every ritual has: when it falls due, who holds it, which label its issues carry."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from datetime import date, time, timedelta
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from checks.engine.fields import LabelName, refusal
from rituals.engine.cadence import Cadence

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week, by the numbers of `date.weekday`."""

_FIRST_MONDAY: Final = date(2024, 1, 1)
# Names of the time zone database that depend on the machine or stand for no place.
_NO_PLACES: Final = frozenset({"localtime", "Factory", "posixrules"})
_WALL_TIME: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
# Wider than github.com's rule, as enterprise servers let their own names in.
_LOGIN: Final = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"


def _zone(name: str) -> str:
    known = zoneinfo.available_timezones() - _NO_PLACES
    if name in known:
        return name
    by_lower = {zone.casefold(): zone for zone in known}
    near = difflib.get_close_matches(name.strip().casefold(), by_lower, n=1, cutoff=0.5)
    hint = by_lower[near[0]] if near else "Europe/Berlin"
    raise refusal(
        f"`{name}` is not a time zone of the IANA database.",
        f"Did you mean `{hint}`?" if near else f"Write a name such as `{hint}` or `UTC`.",
    )


def _wall_time(text: str) -> str:
    if re.fullmatch(_WALL_TIME, text):
        return text
    raise refusal(
        f"`{text}` is not a time of day.",
        "Write hours and minutes with two digits each, from `00:00` to `23:59`.",
    )


def _login(text: str) -> str:
    login = text.strip().removeprefix("@")
    if re.fullmatch(_LOGIN, login):
        return login
    raise refusal(
        f"`{text}` is not the name of an account.", "Write the login alone, such as `octocat`."
    )


ZoneName = Annotated[str, AfterValidator(_zone)]
"""The name of a time zone in the IANA database, such as `Europe/Berlin`."""

WallTime = Annotated[
    str, Field(json_schema_extra={"pattern": f"^{_WALL_TIME}$"}), AfterValidator(_wall_time)
]
"""A time of day such as `09:00`."""

Login = Annotated[str, AfterValidator(_login)]
"""An account's name, without the @ it may be written with."""


class RitualSettings(BaseModel):
    """The knobs every ritual has; a ritual's own Settings inherit from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    every_weeks: int = Field(
        default=6, ge=1, le=52, description="It comes round every so many weeks."
    )
    weekday: Weekday = Field(default="monday", description="The day of the week it falls on.")
    at: WallTime = Field(
        default="09:00",
        description="The local time, from `00:00` to `23:59`, at which its issue opens.",
    )
    time_zone: ZoneName = Field(
        default="UTC",
        description="The time zone of `at`, by its IANA name, such as `Europe/Berlin`. Summer time "
        "is followed.",
    )
    anchor: date | None = Field(
        default=None,
        description="The date it falls on for the first time; nothing opens before it. A date in "
        "the past sets the rhythm, and its latest turn is opened at once. Left out: the first such "
        "weekday of 2024.",
    )
    rotation: tuple[Login, ...] = Field(
        default=(),
        max_length=20,
        description="The people who hold it in turn, by login. The one whose turn it is becomes "
        "the assignee; who cannot be assigned is passed over. Empty: nobody is assigned.",
    )
    label: LabelName = Field(
        default="ritual",
        description="The label its issues carry; created when it does not exist.",
    )

    @field_validator("anchor")
    @classmethod
    def _on_the_weekday(cls, anchor: date | None, info: ValidationInfo) -> date | None:
        weekday = info.data.get("weekday")
        if anchor is None or weekday is None:
            return anchor
        if not 2000 <= anchor.year <= 2999:
            raise refusal(
                f"The anchor {anchor} lies outside the years 2000 to 2999.",
                "Write the date of the first time, such as `2026-01-05`.",
            )
        off = (WEEKDAYS.index(weekday) - anchor.weekday()) % 7
        if off:
            after = anchor + timedelta(days=off)
            raise refusal(
                f"The anchor {anchor} is a {anchor:%A}, but `weekday` is `{weekday}`.",
                f"Write `{after - timedelta(weeks=1)}` or `{after}`, or change `weekday`.",
            )
        return anchor

    @property
    def cadence(self) -> Cadence:
        """When it falls due."""
        first = _FIRST_MONDAY + timedelta(days=WEEKDAYS.index(self.weekday))
        zone = zoneinfo.ZoneInfo(self.time_zone)
        return Cadence(self.every_weeks, time.fromisoformat(self.at), zone, self.anchor or first)

    def issue_labels(self) -> tuple[str, ...]:
        """Labels whose open issues have to be read; overridden where a ritual speaks of some."""
        return ()
