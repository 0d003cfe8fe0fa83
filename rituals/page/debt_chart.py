"""Debt over the months, drawn (SVG): what was taken stands above the line, what was repaid hangs
below it.
"""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from checks.engine.words import plural
from rituals.page.debt_figures import DebtFigures, DebtMonth

_PITCH, _BAR = 26, 16
_TALLEST: Final = 30.0
_MIDDLE, _HEIGHT = 46, 112
_DRAWING = Markup(
    '<svg class="debt-chart" role="img" width="{width}" height="{height}" '
    'viewBox="0 0 {width} {height}" aria-label="{label}">{months}'
    '<path class="ground" d="M0 {middle}.5H{width}"/></svg>'
)
_MONTH = Markup(
    "<g>{taken}{repaid}"
    '<text x="{x}" y="{below}" text-anchor="middle">{name}</text><title>{words}</title></g>'
)
_COLUMN = Markup(
    '<rect class="{kind}" x="{x}" y="{y:.1f}" width="{width}" height="{height:.1f}" rx="2"/>'
    '<text x="{middle}" y="{at:.1f}" text-anchor="middle">{count}</text>'
)


def debt_chart(figures: DebtFigures) -> Markup:
    """Twelve months at most, the oldest on the left."""
    most = max(1, *(count for it in figures.months for count in (it.taken, it.repaid)))
    months = [_month(place, it, most) for place, it in enumerate(figures.months)]
    return _DRAWING.format(
        width=len(months) * _PITCH,
        height=_HEIGHT,
        middle=_MIDDLE,
        label=_in_words(figures),
        months=Markup().join(months),
    )


def _in_words(figures: DebtFigures) -> str:
    taken = sum(it.taken for it in figures.months)
    repaid = sum(it.repaid for it in figures.months)
    span = plural(len(figures.months), "month")
    return f"Debt over {span}: {taken:,} taken, {repaid:,} repaid"


def _month(place: int, it: DebtMonth, most: int) -> Markup:
    x = place * _PITCH + (_PITCH - _BAR) // 2
    return _MONTH.format(
        taken=_column("taken", x, it.taken, most),
        repaid=_column("repaid", x, it.repaid, most),
        x=x + _BAR // 2,
        below=_HEIGHT - 3,
        name=f"{it.first:%b}",
        words=f"{it.first:%B %Y}: {it.taken:,} taken, {it.repaid:,} repaid",
    )


def _column(kind: str, x: int, count: int, most: int) -> Markup:
    if not count:
        return Markup()
    height = max(3.0, _TALLEST * count / most)
    is_up = kind == "taken"
    return _COLUMN.format(
        kind=kind,
        x=x,
        y=_MIDDLE - height if is_up else _MIDDLE + 1,
        width=_BAR,
        height=height,
        middle=x + _BAR // 2,
        at=_MIDDLE - height - 4 if is_up else _MIDDLE + height + 13,
        count=f"{count:,}",
    )
