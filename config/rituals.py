"""The section `rituals:`: those that Plumbline brings, and those a team describes by itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, create_model

from config.bare_keys import AS_BY_DEFAULT
from rituals.engine.declare import RitualSettings
from rituals.engine.registry import all_rituals
from rituals.parts.custom.settings import CustomSettings

NAME_PATTERN: Final = r"^[a-z][a-z0-9_-]{0,40}$"
"""What a ritual of a team's own may be called."""

CUSTOM: Final = "custom"
"""The key below which such rituals stand."""


class CustomRituals(BaseModel):
    """Rituals of a team's own, by their names."""

    model_config = ConfigDict(
        extra="allow", frozen=True, json_schema_extra={"propertyNames": {"pattern": NAME_PATTERN}}
    )
    __pydantic_extra__: dict[str, Annotated[CustomSettings, AS_BY_DEFAULT]] = Field(init=False)

    def by_name(self) -> dict[str, CustomSettings]:
        """In the order of the file."""
        return dict(self.__pydantic_extra__ or {})


@cache
def rituals_model() -> type[BaseModel]:
    """The model of `rituals:`; a ritual's field is None unless the owner asked for it."""
    fields: dict[str, Any] = {
        ritual.name: (
            Annotated[ritual.settings | None, AS_BY_DEFAULT],
            Field(default=None, description=f"{ritual.title}."),
        )
        for ritual in all_rituals()
    }
    fields[CUSTOM] = (
        Annotated[CustomRituals, AS_BY_DEFAULT],
        Field(
            default_factory=CustomRituals,
            description="Rituals of your own, by names of your own: their issues are made of a "
            "template in the repository.",
        ),
    )
    return create_model("Rituals", __config__=ConfigDict(extra="forbid", frozen=True), **fields)


def asked_for(section: BaseModel) -> Mapping[str, RitualSettings]:
    """The rituals that take place, ours before the team's own, by name."""
    wishes = dict(section)
    custom: CustomRituals = wishes.pop(CUSTOM)
    ours = {name: settings for name, settings in wishes.items() if settings is not None}
    return {**ours, **custom.by_name()}
