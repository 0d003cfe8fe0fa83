"""Whoever counts calls metrics by their names: these are held to the catalogue here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from github_app.metrics.catalogue import CATALOGUE
from github_app.metrics.metric import Metric

ROOT = Path(__file__).parents[3] / "github_app"
KINDS = {"count": "counter", "observe": "histogram", "set": "gauge"}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of a tally in the program."""
    for file in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = ast.unparse(node.func.value)
            if node.func.attr in KINDS and owner.endswith("tally"):
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node


CALLS = dict(calls())


@pytest.mark.parametrize("place", CALLS)
def test_what_is_counted_is_declared_with_these_labels(place: str) -> None:
    call = CALLS[place]
    name = call.args[0]
    if isinstance(name, ast.Name):
        pytest.skip("the name is a parameter here")
    assert isinstance(name, ast.Constant)
    metric = CATALOGUE[name.value]
    assert isinstance(call.func, ast.Attribute)
    assert metric.kind == KINDS[call.func.attr]
    labels = {word.arg for word in call.keywords} - {"by"}
    assert labels == {label.name for label in metric.labels}


@pytest.mark.parametrize("metric", CATALOGUE.values(), ids=lambda metric: metric.name)
def test_metrics_are_named_as_prometheus_would_have_it(metric: Metric) -> None:
    assert re.fullmatch(r"plumbline(_[a-z]+)+", metric.name)
    assert metric.name.endswith("_total") == (metric.kind == "counter")
    assert bool(metric.buckets) == (metric.kind == "histogram")
    assert list(metric.buckets) == sorted(set(metric.buckets))
    assert metric.help.endswith(".")
    names = [label.name for label in metric.labels]
    assert len(names) == len(set(names))
    assert not {"le", "instance", "job"} & set(names)


def test_no_label_can_grow_without_end_but_by_installations() -> None:
    open_ended = {
        label.name for metric in CATALOGUE.values() for label in metric.labels if not label.values
    }
    # Checks and the version are the program's own; GitHub alone gives out installations.
    assert open_ended == {"check", "installation", "version"}
