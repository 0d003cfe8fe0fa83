"""The section `reviews:`: who is away, whose addresses are whose, who is asked and reminded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checks.engine.fields import refusal
from config.bare_keys import AS_BY_DEFAULT
from config.review_fields import AwayTime, CommitAddress, LoginOrNobody
from reviews.wishes import Asking, Nudging, ReviewWishes
from reviews.working_time import WorkingTime
from rituals.engine.fields import WEEKDAYS, Login, WallTime, Weekday, ZoneName
from snapshot.review_customs import Absence

_STRICT = ConfigDict(extra="forbid", frozen=True)
_SHORTEST_DAY = timedelta(hours=1)


class AskSettings(BaseModel):
    """Asking for the reviews that are missing."""

    model_config = _STRICT

    most: int = Field(
        default=3,
        ge=1,
        le=15,
        description="Of how many people a review is asked for at a time, those included whom "
        "somebody else asked. Never more than are missing.",
    )
    mentoring: bool = Field(
        default=False,
        description="Ask one learner along where an area that has `learners` needs a review: a "
        "member of those teams, on top of `most`. Joining such a team is consent, leaving it ends "
        "it, and a learner's approval is never needed.",
    )

    def wishes(self) -> Asking:
        """The same as the rules read it."""
        return Asking(self.most, self.mentoring)


class WorkingTimeSettings(BaseModel):
    """When somebody may be expected to look."""

    model_config = _STRICT

    zone: ZoneName = Field(
        default="UTC",
        description="The time zone, by its IANA name, such as `Europe/Berlin`. Summer time is "
        "followed.",
    )
    days: tuple[Weekday, ...] = Field(
        default=("monday", "tuesday", "wednesday", "thursday", "friday"),
        min_length=1,
        max_length=7,
        description="The days of the week that count.",
    )
    begins: WallTime = Field(
        default="09:00", alias="from", description="The local time at which such a day begins."
    )
    ends: WallTime = Field(
        default="17:00",
        alias="to",
        description="The local time at which it ends, at least an hour later.",
    )
    holidays: tuple[date, ...] = Field(
        default=(),
        max_length=400,
        description="Dates that do not count, such as `2026-12-25`.",
    )

    @model_validator(mode="after")
    def _long_enough(self) -> Self:
        begins, ends = (_since_midnight(text) for text in (self.begins, self.ends))
        if ends - begins < _SHORTEST_DAY:
            raise refusal(
                f"From `{self.begins}` to `{self.ends}` is no working day of an hour or more.",
                "Let `to` lie at least an hour after `from`, on the same day.",
            )
        return self

    def value(self) -> WorkingTime:
        """The same as the rules read it."""
        return WorkingTime(
            zone=ZoneInfo(self.zone),
            days=frozenset(WEEKDAYS.index(day) for day in self.days),
            begins=time.fromisoformat(self.begins),
            ends=time.fromisoformat(self.ends),
            holidays=frozenset(self.holidays),
        )


def _since_midnight(wall: str) -> timedelta:
    at = time.fromisoformat(wall)
    return timedelta(hours=at.hour, minutes=at.minute)


class NudgeSettings(BaseModel):
    """Reminding of pull requests that nobody looks at."""

    model_config = _STRICT

    after_hours: int = Field(
        default=8,
        ge=1,
        le=200,
        description="After so many hours of working time without any review, one comment reminds "
        "those whose review is requested.",
    )
    escalate_after_hours: int = Field(
        default=16,
        ge=1,
        le=200,
        description="After so many more, one comment tells the `owners` of the areas that wait, or "
        "where no area names any, the code owners of most of these files. Nothing follows.",
    )
    working_time: Annotated[WorkingTimeSettings, AS_BY_DEFAULT] = Field(
        default_factory=WorkingTimeSettings,
        description="The hours that count.",
    )

    def wishes(self) -> Nudging:
        """The same as the rules read it."""
        return Nudging(
            after=timedelta(hours=self.after_hours),
            escalate_after=timedelta(hours=self.escalate_after_hours),
            working_time=self.working_time.value(),
        )


class ReviewsSettings(BaseModel):
    """How this team reviews."""

    model_config = _STRICT

    away: Mapping[Login, AwayTime] = Field(
        default={},
        max_length=1000,
        description="Who gives no reviews, and when: `true`, a date, `2026-12-24 to 2027-01-06`, "
        "or `until 2027-01-06`. Nobody who is away is proposed or asked; a request by hand stays.",
    )
    identities: Mapping[CommitAddress, LoginOrNobody] = Field(
        default={},
        max_length=1000,
        description="Whose an e-mail address is, of a commit or in CODEOWNERS, that GitHub knows "
        "no account for: a login, or `nobody` for that of a program. Nobody approves a change of "
        "their own.",
    )
    ask: Annotated[AskSettings | None, AS_BY_DEFAULT] = Field(
        default=None,
        description="Request exactly the reviews that are missing, never on drafts and never "
        "twice, of those who have the fewest waiting. Nobody is asked unless this is written; `{}` "
        "asks for it as it is by default.",
        examples=[{}],
    )
    nudge: Annotated[NudgeSettings | None, AS_BY_DEFAULT] = Field(
        default=None,
        description="Remind once of a pull request that is ready and that nobody has looked at, "
        "tell those who answer for its files once, and then keep silent. Nobody is reminded unless "
        "this is written; `{}` asks for it as it is by default.",
        examples=[{}],
    )

    def absences(self) -> tuple[Absence, ...]:
        """Who is away, logins in lower case; those who are back are left out."""
        return tuple(
            Absence(login.casefold(), span.first, span.last)
            for login, span in self.away.items()
            if span.is_meant
        )

    def addresses(self) -> tuple[tuple[str, str], ...]:
        """Addresses and logins in lower case, "" for an address of nobody."""
        return tuple((mail.casefold(), who.casefold()) for mail, who in self.identities.items())

    def wishes(self) -> ReviewWishes:
        """What is to be done."""
        return ReviewWishes(
            ask=self.ask.wishes() if self.ask else None,
            nudge=self.nudge.wishes() if self.nudge else None,
        )
