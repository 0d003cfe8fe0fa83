"""Types for the fields of Settings classes that speak of times, zones and people.

Each is a plain `str` for the code that reads the settings.
"""

from __future__ import annotations

import difflib
import re
import zoneinfo
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from checks.engine.fields import refusal

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week, by the numbers of `date.weekday`."""

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
    near = difflib.get_close_matches(name.strip().casefold(), by_lower, n=1, cutoff=0.6)
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
