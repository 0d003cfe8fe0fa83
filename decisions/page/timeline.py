"""The timeline of decisions as a drawing (SVG): how many were made when, and what became of them.

Horizontal places are shares of the width, so that letters keep their size on any screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from checks.engine.words import plural
from decisions.page.axes import left, lines_across, names_below
from decisions.page.spans import Scale, is_plausible, scale_of
from decisions.page.states import WORDS, State

_PLOT = 150.0  # pixels from the top of the highest column to the ground
_TOP, _BELOW = 18.0, 24.0
_TALLEST_UNIT = 22.0
# From this height on each decision is a mark of its own.
_SMALLEST_UNIT = 5.0
_WIDEST_SHARE = 4.0
_OF_ONE = Markup('<a href="{link}" tabindex="-1">{mark}<title>{words}</title></a>')
_OF_MANY = Markup("<g>{mark}<title>{words}</title></g>")


@dataclass(frozen=True, slots=True)
class Event:
    """A decision on the timeline: `day` as far as it is known, `link` the place to go to."""

    day: date | None
    state: State
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """`svg` is "" without any date. `undated` have none that can be read, `strange` one that
    cannot be meant.
    """

    svg: Markup
    undated: int
    strange: int


def timeline(events: Iterable[Event], today: date) -> Timeline:
    """The drawing of all events with a plausible date."""
    everything = list(events)
    dated = [event for event in everything if event.day is not None]
    shown = [event for event in dated if event.day and is_plausible(event.day, today)]
    svg = _drawing(shown) if shown else Markup()
    return Timeline(svg, len(everything) - len(dated), len(dated) - len(shown))


def _drawing(events: Sequence[Event]) -> Markup:
    scale = scale_of(event.day for event in events if event.day)
    columns: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        if event.day:
            columns[scale.place(event.day)].append(event)
    highest = max(map(len, columns.values()))
    unit = min(_TALLEST_UNIT, _PLOT / highest)
    ground = _TOP + unit * highest
    parts = [*lines_across(highest, unit, ground), *names_below(scale, ground)]
    for place, column in sorted(columns.items()):
        parts += _column(scale, place, column, unit, ground)
    return Markup(
        '<svg class="timeline" role="img" width="100%" height="{height:.0f}" aria-label="{label}">'
        "{parts}</svg>"
    ).format(height=ground + _BELOW, label=_in_words(scale, events), parts=Markup().join(parts))


def _in_words(scale: Scale, events: Sequence[Event]) -> str:
    count = plural(len(events), "decision")
    first, last = scale.words(0), scale.words(scale.count - 1)
    return f"{count} in {first}" if first == last else f"{count} from {first} to {last}"


def _column(
    scale: Scale, place: int, events: Sequence[Event], unit: float, ground: float
) -> Iterator[Markup]:
    """The decisions of one span, from the ground up in the order of the states."""
    used = 0
    for state in WORDS:
        some = [event for event in events if event.state == state]
        if unit >= _SMALLEST_UNIT:
            for number, event in enumerate(some, used + 1):
                mark = _mark(scale, place, ground - number * unit, unit, state)
                yield _OF_ONE.format(link=event.link, mark=mark, words=_words(event))
        elif some:
            y = ground - (used + len(some)) * unit
            mark = _mark(scale, place, y, unit * len(some), state)
            words = f"{scale.words(place)}: {len(some)} {WORDS[state]}"
            yield _OF_MANY.format(mark=mark, words=words)
        used += len(some)


def _words(event: Event) -> str:
    return f"{event.title} ({event.day:%Y-%m-%d}, {WORDS[event.state]})"


def _mark(scale: Scale, place: int, y: float, height: float, state: State) -> Markup:
    share = 100 / scale.count
    gap = 1.5 if height >= _SMALLEST_UNIT else 0.0
    return Markup(
        '<rect class="{state}" x="{x:.2f}%" y="{y:.1f}" width="{width:.2f}%" height="{height:.1f}"'
        ' rx="1.5"/>'
    ).format(
        state=state,
        x=left(scale, place),
        y=y + gap / 2,
        width=min(share * 0.82, _WIDEST_SHARE),
        height=height - gap,
    )
