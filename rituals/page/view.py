"""Everything the page of a repository's rituals shows, worked out before a template sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from checks.engine.words import visible
from rituals.engine.calendar import Entry
from rituals.engine.declare import Ritual
from rituals.engine.settings import RitualSettings
from rituals.page.months import Mark, Month, months_around
from rituals.page.squares import Square, squares
from rituals.page.subject import Place
from rituals.page.words import STATES, clock_time, how_far, long_day, rhythm

Asked = Sequence[tuple[Ritual, RitualSettings]]
_IN_TIME = ("held", "missed")
_NOW = ("overdue", "due", "open")
_MOST_PAST, _MOST_COMING = 15, 2


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence in words. `holder` and `link` are "" where there is none; `issue` is 0 then."""

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


@dataclass(frozen=True, slots=True)
class RitualView:
    """One ritual. `held` and `missed` count what is shown of the past; `in_a_row` those held last
    without a miss between them; `following` is the next that comes.
    """

    name: str
    title: str
    rhythm: str
    zone: str
    lines: tuple[Line, ...]
    drawing: Markup
    held: int
    missed: int
    in_a_row: int
    following: Line | None

    @property
    def past(self) -> tuple[Line, ...]:
        """The newest first."""
        return tuple(line for line in self.lines[::-1] if line.state != "coming")

    @property
    def last_missed(self) -> tuple[Line, ...]:
        """Up to three, the newest first."""
        return tuple(line for line in self.past if line.state == "missed")[:3]


@dataclass(frozen=True, slots=True)
class View:
    """`now` has what stands or is overdue, and then what comes next of each ritual, by day."""

    place: Place
    name: str
    at: datetime
    agenda: tuple[Line, ...]
    months: tuple[Month, ...]
    rituals: tuple[RitualView, ...]


def view_of(place: Place, asked: Asked, entries: Iterable[Entry], now: datetime) -> View:
    """`entries` as the calendar has them; `now` is UTC."""
    by_ritual: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_ritual[entry.ritual].append(entry)
    rituals = tuple(
        _ritual(place, ritual, settings, by_ritual[ritual.name], now) for ritual, settings in asked
    )
    return View(
        place=place,
        name=visible(place.full_name),
        at=now,
        agenda=_agenda(rituals),
        months=_months(rituals, now.date()),
        rituals=rituals,
    )


def _ritual(
    place: Place, ritual: Ritual, settings: RitualSettings, entries: list[Entry], now: datetime
) -> RitualView:
    today = now.astimezone(ZoneInfo(settings.time_zone)).date()
    ordered = sorted(entries, key=lambda entry: entry.due)
    lines = tuple(_line(place, entry, settings, today) for entry in ordered)
    ended = [line.state for line in lines if line.state in _IN_TIME]
    title = visible(ritual.title)
    held, missed = ended.count("held"), ended.count("missed")
    return RitualView(
        name=visible(ritual.name),
        title=title,
        rhythm=f"{rhythm(settings)} at {_at(lines, settings)}",
        zone=settings.time_zone,
        lines=lines,
        drawing=squares(_squares(lines), _in_words(title, held, missed)),
        held=held,
        missed=missed,
        in_a_row=_in_a_row(ended),
        following=next((line for line in lines if line.state == "coming"), None),
    )


def _at(lines: Sequence[Line], settings: RitualSettings) -> str:
    return lines[-1].when if lines else settings.at


def _in_words(title: str, held: int, missed: int) -> str:
    return f"{title}: {held} held and {missed} missed within a year"


def _in_a_row(ended: Sequence[str]) -> int:
    backwards = ended[::-1]
    return backwards.index("missed") if "missed" in backwards else len(backwards)


def _line(place: Place, entry: Entry, settings: RitualSettings, today: date) -> Line:
    has_address = place.url.startswith(("https://", "http://")) and entry.issue
    return Line(
        title=visible(entry.title),
        occurrence=entry.occurrence,
        state=entry.state,
        day=entry.day,
        far=how_far(entry.day, today),
        when=clock_time(entry.due, settings.time_zone),
        holder=visible(entry.holder or ""),
        issue=entry.issue or 0,
        link=f"{place.url}/issues/{entry.issue}" if has_address else "",
    )


def _squares(lines: Sequence[Line]) -> list[Square]:
    past = [line for line in lines if line.state != "coming"][-_MOST_PAST:]
    coming = [line for line in lines if line.state == "coming"][:_MOST_COMING]
    return [Square(line.day, line.state, line.words, line.link) for line in past + coming]


def _agenda(rituals: Sequence[RitualView]) -> tuple[Line, ...]:
    now = [line for it in rituals for line in it.lines if line.state in _NOW]
    following = [it.following for it in rituals if it.following]
    return tuple(
        sorted(now, key=lambda line: (_NOW.index(line.state), line.day))
        + sorted(following, key=lambda line: line.day)
    )


def _months(rituals: Sequence[RitualView], today: date) -> tuple[Month, ...]:
    marks: defaultdict[date, list[Mark]] = defaultdict(list)
    for line in (line for it in rituals for line in it.lines):
        marks[line.day].append(Mark(line.state, line.words, line.link))
    return months_around(today, marks)
