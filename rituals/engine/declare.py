"""How a ritual is declared: a docstring, a Settings class and one or two functions over facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from checks.engine.verdict import LabelWish
from rituals.engine.cadence import Occurrence
from rituals.engine.facts import RitualFacts
from rituals.engine.reminder import Reminder
from rituals.engine.settings import RitualSettings

__all__ = ["Compose", "Conclude", "Due", "Follows", "Ritual", "RitualSettings"]


@dataclass(frozen=True, slots=True)
class Due:
    """An occurrence that has no reminder yet.

    `following` is the one after it; `previous` the newest reminder before it, if any. `holder` is
    the person of the rotation whose turn it is among those who are there; `away` are the ones
    before them who are absent that day, `passed_over` those who cannot be assigned. `missed` are
    earlier reminders that still stand open and that nothing shows to have been held, newest first.
    """

    occurrence: Occurrence
    following: Occurrence
    previous: Reminder | None = None
    holder: str | None = None
    passed_over: tuple[str, ...] = ()
    away: tuple[str, ...] = ()
    missed: tuple[Reminder, ...] = ()


Compose = Callable[[Due, RitualFacts, RitualSettings], str]
"""Writes the body of an issue in Markdown, without its marker."""

Conclude = Callable[[Reminder, RitualFacts, RitualSettings], str | None]
"""Writes the comment with which an issue is closed by us; None while it is not to be closed."""

Follows = Callable[[str], tuple[str, ...]]
"""Reads from the body of an issue of the ritual what the next one asks about again, whatever became
of it: references such as `#12` or `owner/name#12`, the most important first.
"""


@dataclass(frozen=True, slots=True)
class Ritual:
    """A named recurring practice.

    `name` is the module's name, or the one its owner gave it; `title` the first line of its
    docstring without the full stop, and how the titles of its issues begin; `manual` the whole
    docstring. `standing` are the items that every issue of it has; they are never carried over.
    `list_is_work`: its list is the work itself, so one item of it that is done shows that it was
    held; the list of others is what they agreed on.
    """

    name: str
    title: str
    manual: str
    settings: type[RitualSettings]
    compose: Compose
    label: LabelWish
    standing: tuple[str, ...] = ()
    conclude: Conclude | None = None
    list_is_work: bool = False
    follows: Follows | None = None
