"""What a team wants done about incidents and what was learned from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PostmortemWishes:
    """What is to be kept in one repository; None stands for a section that is not there.

    `incident_labels` mark incidents, none for nobody asking for postmortems; `waiver_label` says
    that one needs none. `due_days` is how long a postmortem may take from the incident's end.
    `since`: incidents closed before that day are left alone; None for those before the section was
    written. `label` is the one of the issues that ask for a postmortem, `action_label` of those
    that track actions. `template` is the path of a file, "" for the usual form. `overdue_days` is
    how long after its date an action or a postmortem is reminded of again; `remind` whether at all.
    """

    incident_labels: tuple[str, ...] = ("incident",)
    waiver_label: str = "no postmortem"
    due_days: int = 14
    since: date | None = None
    label: str = "postmortem"
    template: str = ""
    track_actions: bool = True
    action_label: str = "postmortem action"
    remind: bool = True
    overdue_days: int = 7
    index: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be done."""
        return not (self.incident_labels or self.track_actions or self.index)
