"""The dashboard as Grafana imports it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from cli.operations.panel import Panel, Row
from cli.operations.rows_of_state import STATE
from cli.operations.rows_of_work import WORK

DASHBOARD_FILE = "docs/operations/grafana-dashboard.json"

_WIDTH = 24
_HEIGHT, _FIGURE_HEIGHT = 8, 4
_SOURCE = {"type": "prometheus", "uid": "${datasource}"}


def dashboard() -> str:
    """JSON; asks for the data source when it is imported."""
    numbers = count(1)
    whole = {
        "uid": "plumbline",
        "title": "Plumbline",
        "description": "Written by `plumbline docs`; what each metric means stands in "
        "docs/operations/metrics.md.",
        "tags": ["plumbline"],
        "schemaVersion": 39,
        "editable": True,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "timezone": "",
        "annotations": {"list": []},
        "templating": {"list": [_source_variable(), _job_variable()]},
        "panels": list(_laid_out(numbers)),
    }
    return json.dumps(whole, indent=2) + "\n"


def _laid_out(numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    top = 0
    for row in (*STATE, *WORK):
        place = {"h": 1, "w": _WIDTH, "x": 0, "y": top}
        title = {"type": "row", "title": row.question, "collapsed": False, "panels": []}
        yield {"id": next(numbers), **title, "gridPos": place}
        height = _FIGURE_HEIGHT if all(p.is_figure for p in row.panels) else _HEIGHT
        yield from _beside(row, top + 1, height, numbers)
        top += 1 + height


def _beside(row: Row, top: int, height: int, numbers: Iterator[int]) -> Iterator[dict[str, Any]]:
    width = _WIDTH // len(row.panels)
    for column, panel in enumerate(row.panels):
        place = {"h": height, "w": width, "x": column * width, "y": top}
        yield {"id": next(numbers), **_panel(panel), "gridPos": place}


def _panel(panel: Panel) -> dict[str, Any]:
    return {
        "type": "stat" if panel.is_figure else "timeseries",
        "title": panel.title,
        "description": panel.about,
        "datasource": _SOURCE,
        "fieldConfig": {
            "defaults": {"unit": panel.unit, "min": 0, "thresholds": _thresholds(panel)},
            "overrides": [],
        },
        "options": _figure_options() if panel.is_figure else _course_options(),
        "targets": [
            {
                "refId": chr(ord("A") + number),
                "datasource": _SOURCE,
                "expr": expression,
                "legendFormat": legend,
                "instant": panel.is_figure,
                "range": not panel.is_figure,
            }
            for number, (expression, legend) in enumerate(panel.queries)
        ],
    }


def _thresholds(panel: Panel) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    if panel.alarming_from is not None:
        steps.append({"color": "red", "value": panel.alarming_from})
    if panel.alarming_below is not None:
        steps = [{"color": "red", "value": None}, {"color": "green", "value": panel.alarming_below}]
    return {"mode": "absolute", "steps": steps}


def _figure_options() -> dict[str, Any]:
    return {
        "colorMode": "value",
        "graphMode": "none",
        "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
    }


def _course_options() -> dict[str, Any]:
    return {
        "legend": {"displayMode": "list", "placement": "bottom", "showLegend": True},
        "tooltip": {"mode": "multi", "sort": "desc"},
    }


def _source_variable() -> dict[str, Any]:
    return {
        "name": "datasource",
        "label": "Data source",
        "type": "datasource",
        "query": "prometheus",
        "current": {},
        "hide": 0,
    }


def _job_variable() -> dict[str, Any]:
    query = "label_values(plumbline_redis_up, job)"
    return {
        "name": "job",
        "label": "Job",
        "type": "query",
        "datasource": _SOURCE,
        "definition": query,
        "query": {"query": query, "refId": "jobs"},
        "refresh": 1,
        "includeAll": True,
        "allValue": ".+",
        "multi": True,
        "current": {"text": "All", "value": "$__all"},
        "hide": 0,
    }
