"""What was counted and what stands, in the text that Prometheus reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, product

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.core import Metric as Family
from prometheus_client.exposition import choose_encoder
from prometheus_client.utils import floatToGoString

from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.kept import NO_BOUND, SUM_OF_VALUES, Field
from github_app.metrics.metric import Metric

_MOST_ZEROS = 128

_Series = dict[tuple[str, ...], dict[str, float]]
"""By the values of the labels; a histogram has several parts, other metrics one named ""."""


class _Exposed:
    """What prometheus_client writes out."""

    def __init__(self, values: Mapping[Field, float]) -> None:
        self._values = values

    def collect(self) -> Iterator[Family]:
        by_name = _by_name(self._values)
        for metric in CATALOGUE.values():
            yield _family(metric, by_name[metric.name])


def expose(values: Mapping[Field, float], accept: str) -> tuple[bytes, str]:
    """The text, and its media type as `accept` (the request's header) prefers it."""
    encode, media_type = choose_encoder(accept)
    return encode(_Exposed(values)), media_type


def _by_name(values: Mapping[Field, float]) -> dict[str, _Series]:
    """Leaves out what the catalogue does not declare: another version may have counted it."""
    found: dict[str, _Series] = defaultdict(lambda: defaultdict(dict))
    for (name, *rest), value in values.items():
        metric = CATALOGUE.get(name)
        if metric is None:
            continue
        count = len(metric.labels)
        labels, part = tuple(rest[:count]), rest[count:]
        if len(labels) == count and len(part) == (metric.kind == "histogram"):
            found[name][labels]["".join(part)] = value
    return found


def _family(metric: Metric, series: _Series) -> Family:
    names = [label.name for label in metric.labels]
    if metric.kind == "histogram":
        histogram = HistogramMetricFamily(metric.name, metric.help, labels=names)
        for values, parts in sorted(series.items()):
            buckets = list(_cumulative(metric.buckets, parts))
            histogram.add_metric(values, buckets, parts.get(SUM_OF_VALUES, 0.0))
        return histogram
    family: CounterMetricFamily | GaugeMetricFamily
    if metric.kind == "counter":
        family = CounterMetricFamily(metric.name, metric.help, labels=names)
        series = {values: {"": 0.0} for values in _from_the_start(metric)} | dict(series)
    else:
        family = GaugeMetricFamily(metric.name, metric.help, labels=names)
    for values, parts in sorted(series.items()):
        family.add_metric(values, parts[""])
    return family


def _from_the_start(metric: Metric) -> Iterable[tuple[str, ...]]:
    """The series of a counter that are shown as 0 before anything was counted, so that its first
    step is seen as one; none where there would be too many, or nobody knows them.
    """
    found = list(product(*(label.values for label in metric.labels)))
    return found if len(found) <= _MOST_ZEROS else ()


def _cumulative(
    bounds: tuple[float, ...], parts: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """Each bound with the number of values up to it. What was counted below a bound that there is
    no more goes to the next one.
    """
    counted = [0.0] * (len(bounds) + 1)
    for bound, count in parts.items():
        if bound == SUM_OF_VALUES:
            continue
        above = (n for n, b in enumerate(bounds) if bound != NO_BOUND and b >= float(bound))
        counted[next(above, len(bounds))] += count
    yield from zip((*map(floatToGoString, bounds), NO_BOUND), accumulate(counted), strict=True)
