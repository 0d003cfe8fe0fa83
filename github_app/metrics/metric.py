"""What a metric is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

MetricKind = Literal["counter", "gauge", "histogram"]

OTHER = "other"
"""Stands for every value that a label does not know."""

_SHORT = re.compile(r"[A-Za-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class Label:
    """`values` are all it can have. Where there are none, it holds numbers of GitHub's or names
    this program gave. Foreign text never gets through: it could be endless.
    """

    name: str
    values: tuple[str, ...] = ()

    def admit(self, value: object) -> str:
        """`value` as it is shown: itself, or OTHER."""
        text = str(value)
        known = text in self.values if self.values else bool(_SHORT.fullmatch(text))
        return text if known else OTHER


@dataclass(frozen=True, slots=True)
class Metric:
    """`help` is one sentence for people. `buckets` are a histogram's upper bounds, rising; its last
    one, without a bound, goes without saying. `is_detail`: too fine for the dashboard.
    """

    name: str
    kind: MetricKind
    help: str
    labels: tuple[Label, ...] = ()
    buckets: tuple[float, ...] = ()
    is_detail: bool = False

    def admit(self, given: dict[str, object]) -> tuple[str, ...]:
        """The labels' values in the order declared; KeyError where one is missing or unknown."""
        if len(given) != len(self.labels):
            raise KeyError(f"{self.name} has the labels {[label.name for label in self.labels]}")
        return tuple(label.admit(given[label.name]) for label in self.labels)
