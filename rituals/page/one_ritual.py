"""One ritual: its rhythm, what became of its occurrences, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from checks.engine.words import visible
from rituals.engine.calendar import Entry
from rituals.engine.declare import Ritual
from rituals.engine.scope import which_repositories
from rituals.engine.settings import RitualSettings
from rituals.page.line import Line, line_of
from rituals.page.squares import Square, squares
from rituals.page.subject import Place
from rituals.page.words import rhythm

_ENDED: Final = ("held", "missed")
_MOST_PAST, _MOST_COMING = 15, 2


@dataclass(frozen=True, slots=True)
class RitualView:
    """One ritual. `held` and `missed` count what is shown of the past; `in_a_row` those held last
    without a miss between them; `following` is the next that comes. `scope` goes before the
    owner's name where it speaks of other repositories, else it is "".
    """

    name: str
    title: str
    rhythm: str
    zone: str
    scope: str
    lines: tuple[Line, ...]
    drawing: Markup
    held: int
    missed: int
    in_a_row: int
    following: Line | None

    @property
    def nearest(self) -> Line | None:
        """The next that is held: one whose issue is open ahead of time, else the following."""
        return next((line for line in self.lines if line.state == "open"), self.following)

    @property
    def past(self) -> tuple[Line, ...]:
        """The newest first."""
        return tuple(line for line in self.lines[::-1] if line.state != "coming")

    @property
    def last_missed(self) -> tuple[Line, ...]:
        """Up to three, the newest first."""
        return tuple(line for line in self.past if line.state == "missed")[:3]


def ritual_view(
    place: Place, ritual: Ritual, settings: RitualSettings, entries: Sequence[Entry], now: datetime
) -> RitualView:
    """`entries` are those of this ritual, `now` is UTC."""
    today = now.astimezone(ZoneInfo(settings.time_zone)).date()
    ordered = sorted(entries, key=lambda entry: entry.due)
    lines = tuple(line_of(place, entry, settings, today) for entry in ordered)
    ended = [line.state for line in lines if line.state in _ENDED]
    title = visible(ritual.title)
    held, missed = ended.count("held"), ended.count("missed")
    return RitualView(
        name=visible(ritual.name),
        title=title,
        rhythm=f"{rhythm(settings)} at {_at(lines, settings)}",
        zone=settings.time_zone,
        scope=_scope(place, settings),
        lines=lines,
        drawing=squares(_squares(lines), _in_words(title, held, missed)),
        held=held,
        missed=missed,
        in_a_row=_in_a_row(ended),
        following=next((line for line in lines if line.state == "coming"), None),
    )


def _scope(place: Place, settings: RitualSettings) -> str:
    name = place.full_name.partition("/")[2]
    return which_repositories(name, place.visibility) if settings.looks_wide else ""


def _at(lines: Sequence[Line], settings: RitualSettings) -> str:
    return lines[-1].when if lines else settings.at


def _in_words(title: str, held: int, missed: int) -> str:
    return f"{title}: {held} held and {missed} missed within a year"


def _in_a_row(ended: Sequence[str]) -> int:
    backwards = ended[::-1]
    return backwards.index("missed") if "missed" in backwards else len(backwards)


def _squares(lines: Sequence[Line]) -> list[Square]:
    past = [line for line in lines if line.state != "coming"][-_MOST_PAST:]
    coming = [line for line in lines if line.state == "coming"][:_MOST_COMING]
    return [Square(line.day, line.state, line.words, line.link) for line in past + coming]
