"""The section `debt:`: whether a ledger is kept, budgets by area, hotspots, labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from checks.engine.fields import GlobPattern, LabelName, refusal
from checks.engine.words import code
from config.area_fields import NAME_PATTERN
from config.areas import MOST_PATHS
from config.bare_keys import AS_BY_DEFAULT
from debt.wishes import Budget, DebtWishes, HotspotWishes, OverBudget, WorkLabels
from snapshot.area import Area

_STRICT = ConfigDict(extra="forbid", frozen=True)


def _name(text: str) -> str:
    if re.fullmatch(NAME_PATTERN, text, re.ASCII):
        return text
    raise refusal(
        f"{code(text, 60)} cannot be the name of an area.",
        "Write up to 41 small letters, digits, dashes or underscores, like `payments`.",
    )


DebtAreaName = Annotated[
    str, Field(json_schema_extra={"pattern": NAME_PATTERN}), AfterValidator(_name)
]
AreaName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=140)]
AreaPaths = Annotated[tuple[GlobPattern, ...], Field(min_length=1, max_length=MOST_PATHS)]
MostOpen = Annotated[int, Field(ge=0, le=10_000)]


class HotspotsSettings(BaseModel):
    """Files that cost more than others: changed often, long, and often mended."""

    model_config = _STRICT

    @model_validator(mode="before")
    @classmethod
    def _not_a_switch(cls, written: object) -> object:
        if isinstance(written, bool):
            raise refusal(
                "It is a group of keys, no switch.",
                f"Write `hotspots: {{search: {str(written).lower()}}}`.",
            )
        return written

    search: bool = Field(
        default=True,
        description="Look for them in the merged pull requests, in the background. `false`: "
        "nothing is read for it, and nobody is told of any.",
    )
    months: int = Field(
        default=6, ge=1, le=24, description="How many months back changes and fixes are counted."
    )
    most: int = Field(
        default=20, ge=1, le=100, description="How many files count as hotspots, the highest first."
    )

    def wishes(self) -> HotspotWishes | None:
        """The same as the rules read it."""
        return HotspotWishes(self.months, self.most) if self.search else None


class WorkLabelsSettings(BaseModel):
    """Labels of pull requests that take or repay debt."""

    model_config = _STRICT

    up: LabelName | None = Field(
        default=None,
        description="The label of a pull request that takes more debt than it repays. Left out: "
        "none is set.",
        examples=["debt: up"],
    )
    down: LabelName | None = Field(
        default=None,
        description="The label of one that repays more than it takes. Left out: none is set.",
        examples=["debt: down"],
    )

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if self.up and self.down and self.up.casefold() == self.down.casefold():
            raise refusal(
                f"{code(self.up)} cannot stand for more debt and for less.",
                "Write two different labels, such as `debt: up` and `debt: down`, in quotes.",
            )
        return self

    def wishes(self) -> WorkLabels:
        """The same as the rules read it."""
        return WorkLabels(self.up or "", self.down or "")


class DebtSettings(BaseModel):
    """How this team keeps account of its debt."""

    model_config = _STRICT

    ledger: bool = Field(
        default=False,
        description="Keep one issue with all debt: taken, repaid, overdue, by area and by pull "
        "request, made of the issues with the label `checks.debt_label.label`.",
    )
    areas: Mapping[DebtAreaName, AreaPaths] = Field(
        default={},
        max_length=200,
        description="The parts that debt is counted by: patterns of paths under names of your own. "
        "Left out: the section `areas:`, where there is none the owners in CODEOWNERS, and without "
        "these the top folders.",
        examples=[{"payments": ["src/payments/"]}],
    )
    budgets: Mapping[AreaName, MostOpen] = Field(
        default={},
        max_length=200,
        description="How many pieces of debt may be open in an area, by its name: one of the "
        "areas, an owner as CODEOWNERS writes it (`@acme/payments`), or a folder (`src`).",
        examples=[{"payments": 10}],
    )
    over_budget: OverBudget = Field(
        default="advise",
        description="What a pull request meets that takes debt in an area whose budget is used "
        "up. `advise`: it is told. `fail`: `plumbline/debt_label` fails.",
    )
    hotspots: Annotated[HotspotsSettings, AS_BY_DEFAULT] = Field(
        default_factory=HotspotsSettings,
        description="Files that cost more than others: changed often, long, and often mended.",
    )
    labels: Annotated[WorkLabelsSettings, AS_BY_DEFAULT] = Field(
        default_factory=WorkLabelsSettings,
        description="Labels of pull requests that take or repay debt. They follow the verdict of "
        "`plumbline/debt_label`; where a person has put one of them on or taken one off, they are "
        "left alone.",
    )

    def wishes(self, areas: tuple[Area, ...] = ()) -> DebtWishes:
        """The same as the rules read it; `areas` are those of the section of that name."""
        own = tuple(Area(name=name, paths=paths) for name, paths in self.areas.items())
        return DebtWishes(
            ledger=self.ledger,
            areas=own or areas,
            budgets=tuple(Budget(name, most) for name, most in self.budgets.items()),
            over_budget=self.over_budget,
            hotspots=self.hotspots.wishes(),
            labels=self.labels.wishes(),
        )
