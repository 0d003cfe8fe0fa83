"""What a record of type `experiment` promises to find out."""

from __future__ import annotations

from collections.abc import Callable

from snapshot.document import Document
from snapshot.record import DateNote, Experiment
from snapshot.record_fillers import is_filler
from snapshot.record_labels import Label
from snapshot.record_status import plain

HYPOTHESIS = ("hypothesis", "hypotheses", "we believe")
METRIC = ("metric", "metrics", "success metric", "success metrics", "measure", "success criteria")
ENDS = ("end date", "ends", "ends on", "end", "until", "runs until", "experiment end")
OUTCOME = ("outcome", "outcomes", "result", "results", "experiment outcome")
NAMES = (*HYPOTHESIS, *METRIC, *ENDS, *OUTCOME)
"""The labels and headings an experiment is read from."""

LONGEST_TEXT = 1_000


def experiment(
    document: Document, labels: dict[str, Label], read_date: Callable[[Label], DateNote]
) -> Experiment:
    """The experiment that `document` describes; front matter may keep it under `experiment:`."""
    nested = {
        entry.keys[1].replace("-", " "): Label(entry.keys[1], (entry.value,), entry.line)
        for entry in document.front.below("experiment")
        if len(entry.keys) > 1 and entry.value
    }
    known = {**labels, **nested}
    ends = _first(known, ENDS)
    return Experiment(
        hypothesis=_text(_first(known, HYPOTHESIS)),
        metric=_text(_first(known, METRIC)),
        ends=read_date(ends) if ends else None,
        outcome=_text(_first(known, OUTCOME)),
    )


def _first(labels: dict[str, Label], names: tuple[str, ...]) -> Label | None:
    return next((labels[name] for name in names if name in labels), None)


def _text(label: Label | None) -> str:
    if label is None or is_filler("\n".join(label.values)):
        return ""
    return " ".join(plain(value, LONGEST_TEXT) for value in label.values)[:LONGEST_TEXT]
