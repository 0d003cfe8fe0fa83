"""One occurrence in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.engine.words import visible
from rituals.engine.calendar import Entry
from rituals.engine.settings import RitualSettings
from rituals.page.subject import Place
from rituals.page.words import STATES, clock_time, how_far, long_day


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence: `day` and `when` are local, `far` counts from today. `holder`, `link` are ""
    where there is none; `issue` is 0 then.
    """

    title: str
    occurrence: str
    state: str
    day: date
    far: str
    when: str
    holder: str
    issue: int
    link: str

    @property
    def words(self) -> str:
        """For a square, or a day of the calendar."""
        issue = f" (#{self.issue})" if self.issue else ""
        return f"{self.title}, {long_day(self.day)}: {STATES[self.state][0]}{issue}"


def line_of(place: Place, entry: Entry, settings: RitualSettings, today: date) -> Line:
    """`today` is the date where the ritual is held."""
    return Line(
        title=visible(entry.title),
        occurrence=entry.occurrence,
        state=entry.state,
        day=entry.day,
        far=how_far(entry.day, today),
        when=clock_time(entry.due, settings.time_zone),
        holder=visible(entry.holder or ""),
        issue=entry.issue or 0,
        link=f"{place.url}/issues/{entry.issue}" if entry.issue and place.has_address else "",
    )
