"""What surrounds the columns of the timeline: lines that count, names of the years."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from decisions.page.spans import Scale

_LABELS, _LABELS_WHEN_NARROW = 12, 5
# From here on, in percent of the width, a name has no room to its right.
_LAST_START = 90
_STEPS = tuple(digit * 10**power for power in range(7) for digit in (1, 2, 5))


def left(scale: Scale, place: int) -> float:
    """In percent of the width. The numbers of the lines stand in the first few."""
    return 4 + 96 * place / scale.count


def lines_across(highest: int, unit: float, ground: float) -> Iterator[Markup]:
    """Up to three lines across, with the number of decisions they stand for."""
    step = next(step for step in _STEPS if highest / step < 4)
    for count in range(step, highest + 1, step):
        y = ground - count * unit
        yield Markup(
            '<line class="level" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>'
            '<text class="level" x="0" y="{text:.1f}">{count}</text>'
        ).format(y=y, text=y - 3, count=f"{count:,}")
    yield Markup('<line class="ground" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>').format(
        y=ground
    )


def names_below(scale: Scale, ground: float) -> Iterator[Markup]:
    """Names of years, or of months where there is no more than one year."""
    starts = [place for place in range(scale.count) if place == 0 or scale.begins_year(place)]
    by_span = len(starts) <= 2 and scale.count <= _LABELS
    marks = list(range(scale.count)) if by_span else starts
    if not by_span and len(marks) > 1 and marks[1] - marks[0] < scale.count / _LABELS:
        del marks[0]  # too little of that year to bear its name
    for number, place in enumerate(marks):
        if number % -(-len(marks) // _LABELS):
            continue
        narrow = number % -(-len(marks) // _LABELS_WHEN_NARROW) == 0
        x = left(scale, place)
        yield Markup(
            '<text class="{name}" x="{x:.2f}%" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
        ).format(
            name="year" if narrow else "year wide",
            x=100 if x > _LAST_START else x,
            y=ground + 16,
            anchor="end" if x > _LAST_START else "start",
            words=scale.words(place) if by_span else scale.year(place),
        )
