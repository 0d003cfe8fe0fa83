"""The escalation ladder: after how long who is told of a blocker, as the policy says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from checks.engine.fields import refusal
from checks.engine.words import code

OWNER: Final = "owner"
"""Stands for whoever the blocker is assigned to."""

_ACCOUNT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", re.ASCII)
_TEAM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9_.-]{1,100}", re.ASCII)


def _told(text: str) -> str:
    name = text.strip().removeprefix("@")
    if not _ACCOUNT.fullmatch(name) and not _TEAM.fullmatch(name):
        raise refusal(
            f"{code(text, 60)} is nobody who can be told.",
            f"Write a login, a team such as `@acme/leads`, or `{OWNER}` for whoever the blocker "
            "is assigned to.",
        )
    return name.casefold() if name.casefold() == OWNER else name


Told = Annotated[str, AfterValidator(_told)]
"""A login, `organization/team` or `owner`, without the @ it may be written with."""


class Rung(BaseModel):
    """Who is told once something has been blocked for so long."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after_days: int = Field(
        ge=1, le=3650, description="Reached after so many days with the label, gaps not counted."
    )
    tell: tuple[Told, ...] = Field(
        min_length=1,
        max_length=5,
        description="Who is mentioned then, once: logins, teams such as `@acme/leads`, or `owner` "
        "for those the blocker is assigned to.",
    )


def in_order(rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """The rungs from the lowest to the highest; raises a refusal where two are reached at once."""
    ordered = tuple(sorted(rungs, key=lambda rung: rung.after_days))
    for lower, upper in pairwise(ordered):
        if lower.after_days == upper.after_days:
            raise refusal(
                f"Two rungs are reached after {lower.after_days} days.",
                "Name all who are told then in the `tell` of one rung.",
            )
    return ordered


def told_after(rungs: Sequence[Rung]) -> tuple[tuple[int, str], ...]:
    """The ladder as it is kept: after how many days who is told."""
    return tuple((rung.after_days, name) for rung in rungs for name in rung.tell)


def is_mentionable(name: str) -> bool:
    """Whether `@name` is nothing but a mention of one account or one team."""
    return bool(_ACCOUNT.fullmatch(name) or _TEAM.fullmatch(name))
