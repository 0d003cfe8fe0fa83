"""Types for the fields of `areas:`; each is a plain `str`, in lower case."""

from __future__ import annotations

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from checks.engine.fields import refusal
from checks.engine.words import code
from rituals.engine.fields import Login

NAME_PATTERN: Final = r"^[a-z][a-z0-9_-]{0,40}$"
"""What an area, or a role of one's own, may be called."""

_TEAM = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}/[a-z0-9_.:-]{1,255}", re.ASCII)
_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}", re.ASCII)


def _bare(text: str) -> str:
    return text.strip().removeprefix("@").casefold()


def _team(text: str) -> str:
    name = _bare(text)
    if not _TEAM.fullmatch(name):
        raise refusal(
            f"{code(text, 60)} is not the name of a team.",
            "Write it as `organization/team`, by the name in the team's address.",
        )
    return name


def _owner(text: str) -> str:
    name = _bare(text)
    if not _TEAM.fullmatch(name) and not _ACCOUNT.fullmatch(name):
        raise refusal(
            f"{code(text, 60)} is neither an account nor a team.",
            "Write a login such as `octocat`, or `organization/team`.",
        )
    return name


def _role(text: str) -> str:
    role = text.strip().casefold()
    if not re.fullmatch(NAME_PATTERN, role, re.ASCII):
        raise refusal(
            f"{code(text, 60)} cannot be the name of a role.",
            "Write `security`, `product`, `design`, `architecture`, or one word of your own in "
            "small letters, digits, dashes and underscores.",
        )
    return role


AreaUser = Annotated[Login, AfterValidator(str.casefold)]
"""A login without @."""

TeamName = Annotated[
    str, Field(description="A team as `organization/team`."), AfterValidator(_team)
]
"""`organization/slug` without @."""

UserOrTeam = Annotated[
    str, Field(description="A login, or a team as `organization/team`."), AfterValidator(_owner)
]
"""A login, or `organization/slug`, without @."""

RoleName = Annotated[str, AfterValidator(_role)]
"""What an approval stands for."""
