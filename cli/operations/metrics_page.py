"""The page that lists all metrics, made of the catalogue."""

from __future__ import annotations

from checks.engine.words import code, table
from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.metric import Label, Metric

_HEAD = """\
# Metrics

<!-- Written by `plumbline docs` from the program itself; edit the catalogue of metrics. -->

What `/metrics` shows; [Monitoring](monitoring.md) says how to use it. Counters begin anew when
Redis is wiped, which Prometheus copes with. A value that a label does not know is shown as
`other`."""


def metrics_page() -> str:
    """Every metric with its labels and all they can say, and the bounds of the histograms."""
    rows = [_row(metric) for metric in CATALOGUE.values()]
    histograms = [m for m in CATALOGUE.values() if m.kind == "histogram"]
    bounds = [(code(m.name), ", ".join(f"{b:g}" for b in m.buckets)) for m in histograms]
    return "\n\n".join(
        (
            _HEAD,
            table(("Metric", "Kind", "Meaning", "Labels"), rows),
            "## Upper bounds of the buckets",
            table(("Histogram", "Bounds"), bounds) + "\n",
        )
    )


def _row(metric: Metric) -> tuple[str, str, str, str]:
    labels = "<br>".join(_label(label) for label in metric.labels)
    return code(metric.name), metric.kind, metric.help, labels


def _label(label: Label) -> str:
    values = ", ".join(code(value) for value in label.values)
    return f"{code(label.name)}: {values}" if values else code(label.name)
