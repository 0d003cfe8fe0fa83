"""How a ritual is declared: a docstring, a Settings class and functions over facts."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class RitualSettings(BaseModel):
    """The knobs every ritual has; a ritual's own Settings inherit from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)
