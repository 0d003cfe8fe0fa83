"""Bars made of text, which read the same in mail, terminal and browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WIDTH: Final = 20


def bar(value: int, most: int, width: int = _WIDTH) -> str:
    """A bar for `value` where `most` fills `width` characters; any value above 0 shows."""
    if value <= 0 or most <= 0:
        return ""
    return "█" * max(1, min(width, round(width * value / most)))


def bars_against(rows: Sequence[tuple[str, int]], target: int) -> str:
    """A chart of percentages, each with its name, and a line where the target lies; in a fence, so
    that its columns stay in line. `rows` may be empty: then it is "".
    """
    if not rows:
        return ""
    most = max(target, *(value for _, value in rows), 1)
    names = max(len("target"), *(len(name) for name, _ in rows))
    at = round(_WIDTH * target / most)
    lines = [f"{name:<{names}}  {_crossed(bar(v, most), at)}  {v:>3} %" for name, v in rows]
    lines.append(f"{'target':<{names}}  {_crossed('', at)}  {target:>3} %")
    return "\n".join(["```text", *lines, "```"])


def _crossed(drawn: str, at: int) -> str:
    """`drawn` with a line behind its first `at` characters."""
    filled = f"{drawn:<{_WIDTH}}"
    return f"{filled[:at]}│{filled[at:]}"
