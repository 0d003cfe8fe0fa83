"""How a ritual is declared: a docstring, a Settings class and one function over facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checks.engine.verdict import LabelWish
from rituals.engine.cadence import Occurrence
from rituals.engine.facts import Changes, RitualFacts
from rituals.engine.reminder import Reminder
from rituals.engine.settings import RitualSettings

__all__ = ["Due", "Ritual", "RitualSettings"]


@dataclass(frozen=True, slots=True)
class Due:
    """An occurrence that has no reminder yet.

    `following` is the one after it; `previous` the newest reminder before it, if any. `holder` is
    the person of the rotation whose turn it is among those who can be assigned; `passed_over` are
    the ones before them who cannot.
    """

    occurrence: Occurrence
    following: Occurrence
    previous: Reminder | None = None
    holder: str | None = None
    passed_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ritual:
    """A named recurring practice.

    `name` is the module's name; `title` the first line of its docstring without the full stop, and
    how the titles of its issues begin; `manual` the whole docstring. `compose` writes the body of
    the issue in Markdown; `changes` is None when there is nothing to compare with.
    """

    name: str
    title: str
    manual: str
    settings: type[RitualSettings]
    compose: Callable[[Due, RitualFacts, Changes | None, RitualSettings], str]
    label: LabelWish
