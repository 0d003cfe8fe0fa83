"""As much of PromQL as is needed to hold expressions to the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.metric import Metric

_SERIES = re.compile(r"\b(plumbline_\w+)\s*(?:\{([^}]*)\})?")
_MATCHER = re.compile(r'(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"')
_GROUPING = re.compile(r"\b(?:by|without|on|ignoring)\s*\(([^)]*)\)")
_PARTS = ("_bucket", "_sum", "_count")
SCRAPED = frozenset({"job", "instance", "pod"})
"""Labels that Prometheus itself puts on."""


def metric_of(series: str) -> Metric:
    """The metric that has this series; KeyError when there is none."""
    if series in CATALOGUE and CATALOGUE[series].kind != "histogram":
        return CATALOGUE[series]
    name = next(series.removesuffix(part) for part in _PARTS if series.endswith(part))
    metric = CATALOGUE[name]
    if metric.kind != "histogram":
        raise KeyError(series)
    return metric


def metrics_of(expression: str) -> list[Metric]:
    return [metric_of(series) for series, _ in _SERIES.findall(expression)]


def labels_of(metric: Metric) -> set[str]:
    buckets = {"le"} if metric.kind == "histogram" else set()
    return {label.name for label in metric.labels} | buckets


def problems(expression: str) -> Iterator[str]:
    """What an expression names that does not exist."""
    known = set(SCRAPED)
    for series, matchers in _SERIES.findall(expression):
        try:
            metric = metric_of(series)
        except (KeyError, StopIteration):
            yield f"there is no series {series}"
            continue
        known |= labels_of(metric)
        for label, _, value in _MATCHER.findall(matchers):
            yield from _problems_of_matcher(metric, label, value)
    for group in _GROUPING.findall(expression):
        for label in filter(None, map(str.strip, group.split(","))):
            if label not in known:
                yield f"nothing here has the label {label}"
    if any(expression.count(a) != expression.count(b) for a, b in ("()", "{}", "[]")):
        yield "brackets do not match"


def _problems_of_matcher(metric: Metric, name: str, value: str) -> Iterator[str]:
    if name in SCRAPED:
        return
    label = next((label for label in metric.labels if label.name == name), None)
    if label is None:
        yield f"{metric.name} has no label {name}"
    elif label.values and not set(value.split("|")) <= set(label.values):
        yield f"{name} of {metric.name} is never {value}"
