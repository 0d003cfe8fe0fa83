from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from cli.operations.grafana import DASHBOARD_FILE, dashboard
from cli.operations.metrics_page import metrics_page
from github_app.metrics.catalogue import CATALOGUE
from tests.cli.operations.promql import SCRAPED, labels_of, metrics_of, problems

ROOT = Path(__file__).parents[3]
BOARD = json.loads(dashboard())
PANELS: list[dict[str, Any]] = [panel for panel in BOARD["panels"] if panel["type"] != "row"]
TARGETS = [(panel["title"], target) for panel in PANELS for target in panel["targets"]]
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((ROOT / "docs/operations/alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]


@pytest.mark.parametrize(("title", "target"), TARGETS)
def test_a_panel_asks_for_what_there_is(title: str, target: dict[str, Any]) -> None:
    expression = target["expr"].replace("$__rate_interval", "5m")
    assert list(problems(expression)) == []
    known = set().union(*map(labels_of, metrics_of(expression)))
    assert set(re.findall(r"\{\{\s*(\w+)\s*\}\}", target["legendFormat"])) <= known


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_a_rule_asks_for_what_there_is_and_says_what_to_do(rule: dict[str, Any]) -> None:
    assert list(problems(rule["expr"])) == []
    assert rule["labels"]["severity"] in ("page", "ticket")
    said = rule["annotations"]
    assert said["summary"].endswith(".")
    assert said["description"].endswith(".")
    known = set().union(*map(labels_of, metrics_of(rule["expr"]))) | SCRAPED
    assert set(re.findall(r"\$labels\.(\w+)", json.dumps(said))) <= known


@pytest.mark.parametrize(
    "expression",
    [
        "rate(plumbline_dreams_total[5m])",
        'plumbline_alive{part="dreamer"}',
        'plumbline_alive{lane="person"}',
        "sum by (check) (plumbline_alive)",
        "plumbline_verdict_seconds",
        "plumbline_alive_bucket",
        "sum(plumbline_alive",
    ],
)
def test_an_expression_about_what_there_is_not_is_found_out(expression: str) -> None:
    assert list(problems(expression))


def test_every_metric_is_on_the_dashboard_or_said_to_be_a_detail() -> None:
    shown = {m.name for _, target in TARGETS for m in metrics_of(target["expr"])}
    details = {metric.name for metric in CATALOGUE.values() if metric.is_detail}
    assert shown | details == CATALOGUE.keys()


def test_grafana_can_lay_it_out() -> None:
    numbers = [panel["id"] for panel in BOARD["panels"]]
    assert len(numbers) == len(set(numbers))
    for one, other in combinations([panel["gridPos"] for panel in BOARD["panels"]], 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in PANELS)
    variables = {variable["name"] for variable in BOARD["templating"]["list"]}
    assert {panel["datasource"]["uid"] for panel in PANELS} == {"${datasource}"}
    assert {"datasource", "job"} == variables


def test_rules_and_panels_have_names_of_their_own() -> None:
    for names in ([rule["alert"] for rule in RULES], [panel["title"] for panel in PANELS]):
        assert len(names) == len(set(names))


def test_the_page_names_every_metric_with_all_its_labels() -> None:
    rows = {row.split("`")[1]: row for row in metrics_page().splitlines() if row.startswith("| `")}
    for metric in CATALOGUE.values():
        assert metric.name in rows
    assert "`given_up`" in metrics_page()
    assert DASHBOARD_FILE.startswith("docs/operations/")
