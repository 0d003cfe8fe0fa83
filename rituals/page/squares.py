"""What became of each occurrence of a ritual, drawn as a row of squares (SVG), oldest on the left.

States differ by shape as well as by colour. The words are in a list beside the drawing, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from rituals.page.words import STATES

_SIDE, _PITCH = 14, 18
_TOP, _HEIGHT = 1, 34
_LEAST_GAP: Final = 34  # between the beginnings of two names of months


@dataclass(frozen=True, slots=True)
class Square:
    """`words` say all about it; `link` is the address of its issue, or ""."""

    day: date
    state: str
    words: str
    link: str


def squares(drawn: Sequence[Square], label: str) -> Markup:
    """The row; "" without any square. `label` is the drawing in words."""
    if not drawn:
        return Markup()
    marks = [_square(number, it) for number, it in enumerate(drawn)]
    return Markup(
        '<svg class="squares" role="img" width="{width}" height="{height}" '
        'viewBox="0 0 {width} {height}" aria-label="{label}">{marks}{months}</svg>'
    ).format(
        width=len(drawn) * _PITCH,
        height=_HEIGHT,
        label=label,
        marks=Markup().join(marks),
        months=Markup().join(_months(drawn)),
    )


def _square(number: int, it: Square) -> Markup:
    x = number * _PITCH + 1
    mark = Markup(
        '<g class="square {colour} is-{state}"><rect x="{x}" y="{y}" width="{side}" '
        'height="{side}" rx="2.5"/>{shape}<title>{words}</title></g>'
    ).format(
        colour=STATES[it.state][1],
        state=it.state,
        x=x,
        y=_TOP,
        side=_SIDE,
        shape=_shape(it.state, x),
        words=it.words,
    )
    if not it.link:
        return mark
    link = Markup('<a href="{link}" tabindex="-1" rel="noreferrer">{mark}</a>')
    return link.format(link=it.link, mark=mark)


def _shape(state: str, x: int) -> Markup:
    """What tells the states apart without colours."""
    left, right, top, below = x + 4, x + _SIDE - 4, _TOP + 4, _TOP + _SIDE - 4
    middle = (left + right) // 2, (top + below) // 2
    path = {
        "held": f"M{left - 0.5} {middle[1] + 0.5}l2.5 2.5 5-5.5",
        "missed": f"M{left} {top}L{right} {below}M{right} {top}L{left} {below}",
        "overdue": f"M{middle[0]} {top - 0.5}v4.5m0 2.5v.1",
        "due": f"M{middle[0]} {middle[1]}h.1",
        "open": f"M{middle[0]} {middle[1]}h.1",
        "removed": f"M{left} {middle[1]}H{right}",
    }.get(state)
    return Markup('<path d="{path}"/>').format(path=path) if path else Markup()


def _months(drawn: Sequence[Square]) -> Iterator[Markup]:
    """Names of the months below, as far as there is room for them."""
    last, named = -_LEAST_GAP, None
    for number, it in enumerate(drawn):
        x, month = number * _PITCH + 1, (it.day.year, it.day.month)
        has_room = x - last >= _LEAST_GAP and (len(drawn) - number) * _PITCH >= 26
        if month != named and has_room:
            yield Markup('<text x="{x}" y="{y}">{name}</text>').format(
                x=x, y=_HEIGHT - 3, name=f"{it.day:%b}"
            )
            last = x
        named = month
