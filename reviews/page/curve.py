"""The share of covered files from one evaluation to the next, drawn as a line (SVG).

The drawing is stretched to any width: its lines and dots keep their thickness.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT = 1000, 100
_LEAST_DOTS = 2


@dataclass(frozen=True, slots=True)
class Dot:
    """`percent` of the files were covered; `kind` is a class of the style, `words` say it all."""

    percent: int
    kind: str
    link: str
    words: str


def curve(dots: Sequence[Dot]) -> Markup:
    """The oldest on the left; "" where there is no way to go."""
    if len(dots) < _LEAST_DOTS:
        return Markup()
    places = [_place(number, len(dots), dot) for number, dot in enumerate(dots)]
    steps = [f"M{places[0][0]:.0f} {places[0][1]:.0f}"]
    # A share holds until the next evaluation finds another one.
    steps += [f"H{x:.0f}V{y:.0f}" for x, y in places[1:]]
    line = " ".join(steps)
    area = f"{line}V{HEIGHT}H0Z"
    marks = Markup().join(_mark(dot, *place) for dot, place in zip(dots, places, strict=True))
    return Markup(
        '<svg class="curve" role="img" aria-label="{label}" viewBox="0 0 {width} {height}" '
        'preserveAspectRatio="none" width="100%" height="110">'
        '<path class="ground" d="M0 0H{width}M0 50H{width}M0 {height}H{width}"/>'
        '<path class="area" d="{area}"/><path class="line" d="{line}"/>{marks}</svg>'
    ).format(label=_in_words(dots), width=WIDTH, height=HEIGHT, area=area, line=line, marks=marks)


def _place(number: int, count: int, dot: Dot) -> tuple[float, float]:
    return WIDTH * number / (count - 1), HEIGHT - HEIGHT * dot.percent / 100


def _mark(dot: Dot, x: float, y: float) -> Markup:
    """A line without length and with round ends is a dot that is never squeezed."""
    return Markup(
        '<a href="{link}"><path class="dot {kind}" d="M{x:.0f} {y:.0f}h0"/>'
        "<title>{words}</title></a>"
    ).format(link=dot.link, kind=dot.kind, x=x, y=y, words=dot.words)


def _in_words(dots: Sequence[Dot]) -> str:
    return (
        f"{len(dots)} evaluations, from {dots[0].percent} % to {dots[-1].percent} % of the files "
        "covered"
    )
