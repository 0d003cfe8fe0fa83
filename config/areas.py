"""The section `areas:`: parts of the repository that somebody answers for, beside CODEOWNERS."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checks.engine.fields import GlobPattern
from config.area_fields import NAME_PATTERN, AreaUser, RoleName, TeamName, UserOrTeam
from config.bare_keys import AS_BY_DEFAULT
from snapshot.area import Area

MOST_PATHS = 200
_MOST_NAMES = 100


class AreaSettings(BaseModel):
    """The knobs of an area."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    paths: tuple[GlobPattern, ...] = Field(
        min_length=1,
        max_length=MOST_PATHS,
        description="Needed: patterns of the paths that belong to the area.",
        examples=[["src/payments/", "*.sql"]],
    )
    excluded: tuple[GlobPattern, ...] = Field(
        default=(),
        alias="except",
        max_length=MOST_PATHS,
        description="Patterns of paths that do not, although one of `paths` matches them.",
        examples=[["src/payments/generated/"]],
    )
    users: tuple[AreaUser, ...] = Field(
        default=(),
        # An empty list would open the area to everybody who may push.
        min_length=1,
        max_length=_MOST_NAMES,
        description="Who may approve, by login. Without `users` and `teams` everybody who has the "
        "`permission` may.",
        examples=[["ada"]],
    )
    teams: tuple[TeamName, ...] = Field(
        default=(),
        min_length=1,
        max_length=_MOST_NAMES,
        description="Teams whose members may approve, as `organization/team`. Members of teams "
        "below them are members.",
        examples=[["acme/payments"]],
    )
    permission: Literal["read", "triage", "write", "maintain", "admin"] = Field(
        default="write",
        description="The least permission in the repository with which an approval counts for the "
        "area. With `read` or `triage` people without write access may sign off too, for this "
        "area only.",
    )
    approvals: int = Field(
        default=1, ge=1, le=10, description="How many of these people must have approved."
    )
    role: RoleName | None = Field(
        default=None,
        description="What their approval stands for: `security`, `product`, `design`, "
        "`architecture`, or a word of your own. One person stands for one role of a pull request, "
        "unless `checks.review_coverage.one_person_many_roles` is `true`.",
        examples=["security"],
    )
    owners: tuple[UserOrTeam, ...] = Field(
        default=(),
        max_length=_MOST_NAMES,
        description="Who is told once when a review of the area is overdue: logins and teams.",
        examples=[["acme/payments-leads"]],
    )
    learners: tuple[TeamName, ...] = Field(
        default=(),
        max_length=_MOST_NAMES,
        description="Teams whose members wish to review along and learn, when "
        "`reviews.ask.mentoring` is `true`. Joining such a team is the opt-in.",
        examples=[["acme/payments-learners"]],
    )

    def area(self, name: str) -> Area:
        """These settings as the rules read them."""
        return Area(
            name=name,
            paths=self.paths,
            excluded=self.excluded,
            users=self.users,
            teams=self.teams,
            permission=self.permission,
            approvals=self.approvals,
            role=self.role or "",
            owners=self.owners,
            learners=self.learners,
        )


class AreasSettings(BaseModel):
    """Areas by their names."""

    model_config = ConfigDict(
        extra="allow", frozen=True, json_schema_extra={"propertyNames": {"pattern": NAME_PATTERN}}
    )
    __pydantic_extra__: dict[str, Annotated[AreaSettings, AS_BY_DEFAULT]] = Field(init=False)

    def by_name(self) -> dict[str, AreaSettings]:
        """In the order of the file."""
        return dict(self.__pydantic_extra__ or {})

    def areas(self) -> tuple[Area, ...]:
        """All areas as the rules read them."""
        return tuple(settings.area(name) for name, settings in self.by_name().items())
