"""The states of decisions as the page groups them: the statuses, and the lack of one."""

from __future__ import annotations

from typing import Final, Literal

from snapshot.record import Record

State = Literal["proposed", "accepted", "rejected", "deprecated", "superseded", "unknown", "none"]

WORDS: Final[dict[State, str]] = {
    "accepted": "accepted",
    "proposed": "proposed",
    "superseded": "superseded",
    "deprecated": "deprecated",
    "rejected": "rejected",
    "unknown": "unknown status",
    "none": "no status",
}
"""Every state with its words, in the order in which they are listed and stacked."""


def state_of(record: Record) -> State:
    """The record's status in normal form, `none` when it states none."""
    return record.status or "none"
