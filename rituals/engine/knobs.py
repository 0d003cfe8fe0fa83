"""The knobs every ritual has, as types whose descriptions are their manual.

A ritual that wants another default writes the knob anew: `every_weeks: WeeksApart = 2`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from checks.engine.fields import LabelName
from rituals.engine.fields import Login, WallTime, Weekday, ZoneName
from rituals.engine.quiet_days import OnQuietDay
from rituals.engine.rhythm_texts import CronText, MonthDayText, QuietSpan, Region

DaysApart = Annotated[
    int | None,
    Field(
        ge=1,
        le=366,
        description="It comes round every so many days. One of `every_days`, `every_weeks`, "
        "`every_months` and `cron` says the rhythm.",
        examples=[14],
    ),
]
WeeksApart = Annotated[
    int | None,
    Field(ge=1, le=52, description="It comes round every so many weeks.", examples=[2]),
]
OnWeekday = Annotated[
    Weekday | None,
    Field(
        description="With `every_weeks`: the day of the week it falls on; Monday if left out.",
        examples=["monday"],
    ),
]
MonthsApart = Annotated[
    int | None,
    Field(ge=1, le=24, description="It comes round every so many months.", examples=[1]),
]
OnMonthDay = Annotated[
    MonthDayText | None,
    Field(
        description="With `every_months`: the day of the month it falls on, from 1 to 31 (31 is "
        "the last day of shorter months, too), or a weekday such as `first monday` or "
        "`last friday`; the first Monday if left out.",
        examples=["first monday"],
    ),
]
ByCron = Annotated[
    CronText | None,
    Field(
        description="It comes round by this cron line (minute, hour, day, month, weekday) in the "
        "`time_zone`, at most once a day. The line says the time, so `at` is left out.",
        examples=["0 9 * * tue"],
    ),
]
AtTime = Annotated[
    WallTime,
    Field(description="The local time, from `00:00` to `23:59`, at which it is due."),
]
InZone = Annotated[
    ZoneName,
    Field(
        description="The time zone of `at`, by its IANA name, such as `Europe/Berlin`. Summer time "
        "is followed."
    ),
]
FromDate = Annotated[
    date | None,
    Field(
        description="The date it falls on for the first time; nothing opens before it. A date in "
        "the past sets the rhythm, and its latest turn is opened at once. Left out: the first such "
        "day of 2024.",
        examples=["2026-01-05"],
    ),
]
Quiet = Annotated[
    tuple[QuietSpan, ...],
    Field(
        max_length=200,
        description="Days on which nothing is held: dates, spans such as "
        "`2026-12-24 to 2027-01-06`, and weekdays such as `saturday`.",
    ),
]
Holidays = Annotated[
    tuple[Region, ...],
    Field(
        max_length=10,
        description="Countries whose public holidays are quiet days as well, such as `DE`, or "
        "parts of them, such as `DE-BY`.",
    ),
]
Instead = Annotated[
    OnQuietDay,
    Field(
        description="Where it goes when it falls on a quiet day: to the `next` day that is none, "
        "to the `previous` one, or `skip`: it is left out. It never moves as far as the turn after "
        "or before; one that would have to is left out. The first turn moves to a later day only."
    ),
]
LeadDays = Annotated[
    int,
    Field(
        ge=0,
        le=60,
        description="Its issue opens so many days before it is due, at the same local time; less "
        "than lies between two turns.",
    ),
]
OverdueAfterDays = Annotated[
    int,
    Field(
        ge=1,
        le=60,
        description="When nothing shows that it was held so many days after it was due, one "
        "comment says so, and then there is silence. `/snooze 3d` in a comment puts off what is "
        "still to come.",
    ),
]
Rotation = Annotated[
    tuple[Login, ...],
    Field(
        max_length=20,
        description="The people who hold it in turn, by login. The one whose turn it is becomes "
        "the assignee; who is away (`reviews.away`), busy by the status on GitHub, or cannot be "
        "assigned is passed over. Empty: nobody is assigned.",
    ),
]
IssueLabel = Annotated[
    LabelName,
    Field(description="The label its issues carry; created when it does not exist."),
]
HeldBy = Annotated[
    Literal["any", "notes", "checklist", "closed"],
    Field(
        description="What shows that it was held. `notes`: a link to notes, in the issue or in a "
        "comment of somebody who belongs here. `checklist`: the steps that every issue of it has "
        "are ticked (of a custom ritual: every item). `closed`: the issue was closed as completed. "
        "`any`: one of these."
    ),
]
Across = Annotated[
    Literal["repository", "organization"],
    Field(
        description="What it speaks of: this `repository`, or the whole `organization`, as far as "
        "Plumbline is installed; the latter is for its repository `.github`. An issue tells of "
        "private repositories only where `.github` (or `.github-private`) is private itself: "
        "everybody who reads it reads their titles there."
    ),
]
