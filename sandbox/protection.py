"""What guards a branch: the checks that must pass before anything is merged into it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequiredCheck:
    """A check run or status that must pass; `app_id` None takes it from whoever reports it."""

    context: str
    app_id: int | None = None


@dataclass(frozen=True, slots=True)
class Ruleset:
    """An active ruleset for one branch of a repository that asks for `checks`."""

    id: int
    name: str
    branch: str
    checks: tuple[RequiredCheck, ...]
