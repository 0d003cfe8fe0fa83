"""Ages of debt: in words, in colours, and as a small chart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from cli.debt.standing import Standing
from cli.terminal import sign

_SPANS: Final = (
    ("under 30 days", 30, "green"),
    ("1 to 3 months", 91, "green"),
    ("3 to 12 months", 365, "yellow"),
    ("1 to 2 years", 730, "red"),
    ("2 to 5 years", 1826, "red"),
    ("over 5 years", None, "bold red"),
)
_WIDEST: Final = 40
_LABEL: Final = 16


def age_words(each: Standing) -> str:
    """`12 d`, `8 mo`, `3.2 y`; with `≥` in front where it may be older."""
    lead = "≥" if each.is_at_least else ""
    if each.days < 60:
        return f"{lead}{each.days} d"
    if each.days < 730:
        return f"{lead}{each.days // 30} mo"
    return f"{lead}{each.days / 365.25:.1f} y"


def age_style(days: int) -> str:
    return next(style for _, most, style in _SPANS if most is None or days < most)


def age_chart(pieces: Sequence[Standing], console: Console) -> Iterator[Text]:
    """A bar for each span of time, the youngest first, from the first to the last that has any."""
    counts = Counter(_span(each.days) for each in pieces)
    most = max(counts.values())
    width = min(_WIDEST, max(10, console.width - _LABEL - 10))
    for place in range(min(counts), max(counts) + 1):
        name, _, style = _SPANS[place]
        count = counts[place]
        bar = _bar(count, most, width, console)
        yield Text.assemble((name.rjust(_LABEL) + "  ", "dim"), (bar, style), f" {count:,}")


def _span(days: int) -> int:
    return next(n for n, (_, most, _) in enumerate(_SPANS) if most is None or days < most)


def _bar(count: int, most: int, width: int, console: Console) -> str:
    return sign(console, "█", "#") * (-(-count * width // most))
