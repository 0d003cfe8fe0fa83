"""What a benchmark says: measured values beside their floor and their target."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report.

    `measured`, `floor` and `target` are texts with units; `ratio` is the measured value in units of
    its floor, None where there is no floor. `met` is None when there is no target.
    """

    what: str
    measured: str
    floor: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """Figures that were taken together, how they were taken, and what they rest on: where to look
    when one of them is missed.
    """

    title: str
    how: str
    figures: tuple[Figure, ...]
    rests_on: str


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


def per_second(rate: float) -> str:
    return f"{rate:,.0f}/s" if rate >= 100 else f"{rate:,.1f}/s"


def megabytes(size: float) -> str:
    return f"{size / 1_000_000:,.0f} MB"
