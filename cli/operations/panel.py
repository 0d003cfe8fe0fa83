"""What a dashboard is made of, and the queries that its panels ask of Prometheus.

Where several processes on one Redis are scraped, all show the same; so the greatest is taken, and
nothing counts double.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["short", "s", "ops", "percentunit", "none"]


@dataclass(frozen=True, slots=True)
class Panel:
    """`queries` are PromQL, each with the legend of its lines. `is_figure`: the latest value,
    large, instead of a course. `alarming_from`: values from there on are red; `alarming_below`
    likewise.
    """

    title: str
    about: str
    unit: Unit
    queries: tuple[tuple[str, str], ...]
    is_figure: bool = False
    alarming_from: float | None = None
    alarming_below: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    question: str
    panels: tuple[Panel, ...]


def once(series: str) -> str:
    """The series named so, each once."""
    return f"max without (instance, pod) ({series})"


def level(name: str) -> str:
    return once(f'{name}{{job=~"$job"}}')


def rate(name: str, labels: str, matching: str = "") -> str:
    """A second, by `labels`."""
    matchers = ", ".join(filter(None, ('job=~"$job"', matching)))
    rate = once(f"rate({name}{{{matchers}}}[$__rate_interval])")
    return f"sum by ({labels}) ({rate})" if labels else f"sum({rate})"


def quantile(share: float, name: str, label: str) -> str:
    return f"histogram_quantile({share}, {rate(f'{name}_bucket', f'le, {label}')})"


def slowest(name: str, label: str) -> tuple[tuple[str, str], ...]:
    """The median, and what one in twenty exceeds."""
    return (
        (quantile(0.5, name, label), f"half, {{{{{label}}}}}"),
        (quantile(0.95, name, label), f"95 %, {{{{{label}}}}}"),
    )
