"""Cadences of every kind for hypothesis, and their days counted by looking at each day in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from rituals.engine.fields import WEEKDAYS
from rituals.engine.settings import RitualSettings
from tests.snapshot.test_wall_clock import ZONES

_PLACES = ("first", "second", "third", "fourth", "last")
_A_DAY = timedelta(days=1)
DAYS_COUNTED = 800


@dataclass(frozen=True)
class Wished:
    """What a policy says, and the first day it can fall on."""

    given: Mapping[str, Any]
    start: date

    @property
    def settings(self) -> RitualSettings:
        return RitualSettings.model_validate(dict(self.given))

    def days(self) -> list[date]:
        """The days of the rhythm, before anything moves them, found by looking at each day."""
        coming = (self.start + timedelta(days=n) for n in range(DAYS_COUNTED))
        return [day for day in coming if _falls_on(day, self.given, self.start)]


def _falls_on(day: date, given: Mapping[str, Any], start: date) -> bool:
    if "every_days" in given:
        return (day - start).days % given["every_days"] == 0
    if "every_weeks" in given:
        return (day - start).days % (7 * given["every_weeks"]) == 0
    if "every_months" in given:
        months = (day.year - start.year) * 12 + day.month - start.month
        return months % given["every_months"] == 0 and is_that_day(day, given["day"])
    _, _, of_month, _, of_week = given["cron"].split()
    if of_month != "*":
        return str(day.day) in of_month.split(",")
    return str(day.isoweekday() % 7) in of_week.split(",")


def is_that_day(day: date, wished: int | str) -> bool:
    """Whether `day` is the 31st, the first Monday…, by what its neighbours are."""
    is_last = (day + _A_DAY).month != day.month
    if isinstance(wished, int):
        return day.day == wished or (is_last and day.day < wished)
    place, weekday = wished.split()
    if WEEKDAYS[day.weekday()] != weekday:
        return False
    if place == "last":
        return (day + 7 * _A_DAY).month != day.month
    return _PLACES.index(place) == (day.day - 1) // 7


def _first_that_day(start: date, wished: int | str) -> date:
    return next(d for n in range(62) if is_that_day(d := start + timedelta(days=n), wished))


_month_days = st.one_of(
    st.integers(1, 31),
    st.builds("{} {}".format, st.sampled_from(_PLACES), st.sampled_from(WEEKDAYS)),
)
_starts = st.dates(date(2008, 1, 1), date(2035, 1, 1))


@st.composite
def _rhythms(draw: st.DrawFn) -> tuple[dict[str, Any], date]:
    start = draw(_starts)
    match draw(st.sampled_from(("days", "weeks", "months", "cron"))):
        case "days":
            return {"every_days": draw(st.integers(1, 60)), "anchor": str(start)}, start
        case "weeks":
            given = {"every_weeks": draw(st.integers(1, 12)), "weekday": WEEKDAYS[start.weekday()]}
            return {**given, "anchor": str(start)}, start
        case "months":
            wished = draw(_month_days)
            first = _first_that_day(start, wished)
            given = {"every_months": draw(st.integers(1, 6)), "day": wished}
            return {**given, "anchor": str(first)}, first
        case _:
            minute, hour = draw(st.integers(0, 59)), draw(st.integers(0, 23))
            chosen = st.lists(st.integers(1, 28), min_size=1, max_size=4, unique=True)
            if draw(st.booleans()):
                days = ",".join(map(str, draw(chosen)))
                return {"cron": f"{minute} {hour} {days} * *", "anchor": str(start)}, start
            weekdays = st.lists(st.integers(0, 6), min_size=1, max_size=6, unique=True)
            days = ",".join(map(str, draw(weekdays)))
            return {"cron": f"{minute} {hour} * * {days}", "anchor": str(start)}, start


def _spans(start: date) -> st.SearchStrategy[list[str]]:
    def span(offset: int, length: int) -> str:
        first = start + timedelta(days=offset)
        return f"{first} to {first + timedelta(days=length)}"

    return st.lists(st.builds(span, st.integers(-10, 500), st.integers(0, 40)), max_size=6)


@st.composite
def wished(draw: st.DrawFn, *, moves: bool = False) -> Wished:
    """A cadence of any kind in any zone; with `moves` it has quiet days."""
    given, start = draw(_rhythms())
    if "cron" not in given:
        given["at"] = draw(st.sampled_from(["00:00", "00:01", "02:30", "09:00", "23:59"]))
    given["time_zone"] = draw(st.sampled_from(ZONES))
    if moves:
        given["on_quiet_day"] = draw(st.sampled_from(["next", "previous", "skip"]))
        # Where turns are left out, a quiet weekday may leave none, which is refused.
        most = 0 if given["on_quiet_day"] == "skip" else 3
        weekdays = st.lists(st.sampled_from(WEEKDAYS), max_size=most, unique=True)
        given["quiet"] = draw(_spans(start)) + draw(weekdays)
    return Wished(given, start)


def is_quiet(day: date, spans: list[str]) -> bool:
    if WEEKDAYS[day.weekday()] in spans:
        return True
    bounds = (span.split(" to ") for span in spans if span not in WEEKDAYS)
    return any(first <= str(day) <= last for first, last in bounds)


def moved(days: list[date], given: Mapping[str, Any]) -> Iterator[tuple[date, date]]:
    """Where the days go, with the days of the rhythm; the last one is left out, as what follows it
    is not known.
    """
    spans, taken = given.get("quiet", []), date.min
    for place, day in enumerate(days[:-1]):
        before = max(days[place - 1], taken) if place else day - _A_DAY
        if not is_quiet(day, spans):
            taken = day
            yield day, day
        elif given["on_quiet_day"] != "skip":
            goes_on = given["on_quiet_day"] == "next" or not place
            step = _A_DAY if goes_on else -_A_DAY
            found = day
            while before < found < days[place + 1] and is_quiet(found, spans):
                found += step
            if before < found < days[place + 1]:
                taken = found
                yield day, found
