"""Records of type experiment."""

from __future__ import annotations

from datetime import date

from snapshot.decision_record import read_record
from snapshot.record import Experiment, Record

SECTIONS = """---
type: Experiment
---
# Cache pages at the edge

## Hypothesis

Pages are served twice as fast.

## Metric

- p95 of the time to first byte

## End date

2026-09-01

## Outcome

{what came out of it}
"""


def read(text: str) -> Record:
    return read_record("docs/adr/0012-cache.md", text)


def test_an_experiment_is_read_from_its_sections() -> None:
    record = read(SECTIONS)
    found = record.experiment
    assert record.kind == "experiment"
    assert found.hypothesis == "Pages are served twice as fast."
    assert found.metric == "p95 of the time to first byte"
    assert (found.ends.date, found.ends.line) == (date(2026, 9, 1), 16)
    assert found.outcome == ""


def test_an_experiment_is_read_from_front_matter() -> None:
    found = read(
        "---\ntype: experiment\nexperiment:\n  hypothesis: faster\n  metric: p95\n"
        "  end-date: 2026-09-01\n  outcome: it is\n---\n# T\n"
    ).experiment
    assert (found.hypothesis, found.metric, found.outcome) == ("faster", "p95", "it is")
    assert (found.ends.date, found.ends.line) == (date(2026, 9, 1), 6)


def test_an_experiment_may_be_one_by_a_label() -> None:
    record = read("# T\n\n* Type: experiment\n* Metric: p95\n* End date: 1 Sep 2026\n")
    assert record.experiment.metric == "p95"
    assert record.experiment.ends.date == date(2026, 9, 1)


def test_an_experiment_that_says_nothing_is_still_one() -> None:
    assert read("---\ntype: experiment\n---\n# T\n").experiment == Experiment()


def test_other_records_are_no_experiments() -> None:
    assert read(SECTIONS.replace("type: Experiment", "type: decision")).experiment is None
    further_down = "# T\n\n## Context\n\nx\n\n## Fields\n\n- type: experiment\n"
    assert read(further_down).kind == ""
