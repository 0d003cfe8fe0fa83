"""Small charts made of text: how old the open blockers of each category are, what came and went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from checks.engine.words import visible
from rituals.engine.charts import bar
from rituals.parts.blockers_audit.blockers import Blocker

_NARROW = 16


def ages(blockers: Sequence[Blocker], categories: Mapping[str, str]) -> str:
    """One line for each category (label → name) that has any, in a fence; a bar for the median of
    the days with that label, and the longest beside it. "" without blockers.
    """
    rows: list[tuple[str, int, list[int]]] = []
    for label, name in categories.items():
        some = [it for it in blockers if label.casefold() in it.by_label]
        days = [d for it in some if (d := it.by_label[label.casefold()]) is not None]
        if some:
            rows.append((name, len(some), days))
    if not rows:
        return ""
    most = max((round(median(days)) for _, _, days in rows if days), default=0)
    names = max(len(visible(name)) for name, _, _ in rows)
    return _fenced([_age_row(*row, names, most) for row in rows])


def _age_row(name: str, count: int, days: list[int], width: int, most: int) -> str:
    start = f"{visible(name):<{width}}  {count:>3} open"
    if not days:
        return f"{start}  time not known"
    middle = round(median(days))
    drawn = bar(middle, most, _NARROW)
    told = f"median {middle} d, longest {max(days)} d" if len(days) > 1 else f"{middle} d"
    return f"{start}  {drawn:<{_NARROW}} {told}"


def came_and_went(came: int, went: int) -> str:
    """Two lines, in a fence; "" when nothing moved."""
    most = max(came, went)
    if not most:
        return ""
    rows = (("blocked", came), ("freed", went))
    return _fenced([f"{name:<7}  {bar(n, most, _NARROW):<{_NARROW}} {n}" for name, n in rows])


def _fenced(lines: Sequence[str]) -> str:
    return "\n".join(["```text", *(line.rstrip() for line in lines), "```"])
