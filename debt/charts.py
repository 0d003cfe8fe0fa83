"""The ledger's chart: what was taken, repaid and dropped in each month, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from debt.ledger import Period

_WIDTH: Final = 16


def months_chart(months: Sequence[Period]) -> str:
    """A line per month, in a fence so that its columns stay in line; "" without months. What was
    dropped has a column where anything was.
    """
    if not months:
        return ""
    most = max(1, *(max(month.taken, month.repaid) for month in months))
    digits = len(str(most))
    column = _WIDTH + digits + 1
    drops = any(month.dropped for month in months)
    header = "dropped  net" if drops else "net"
    lines = [f"{'':7}  {'taken':<{column}}  {'repaid':<{column}}  {header}"]
    for month in months:
        taken, repaid = _side(month.taken, most, digits), _side(month.repaid, most, digits)
        dropped = f"{month.dropped:>7,}  " if drops else ""
        net = f"{dropped}{signed(month.net):>3}"
        lines.append(f"{month.name}  {taken:<{column}}  {repaid:<{column}}  {net}")
    return "\n".join(["```text", *lines, "```"])


def signed(number: int) -> str:
    """`+3`, `−2`, `0`, with a minus sign as wide as the plus."""
    return f"+{number:,}" if number > 0 else f"{number:,}".replace("-", "−")


def _side(value: int, most: int, digits: int) -> str:
    """The figure, and a bar behind it; anything above 0 shows."""
    blocks = "█" * max(1, round(_WIDTH * value / most)) if value else ""
    return f"{value:>{digits}} {blocks}"
