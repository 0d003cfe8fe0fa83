"""How long an incident took, and since when incidents are listed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rituals.engine.declare import Due
from rituals.engine.facts import LabelledIssues, TrackedIssue
from rituals.parts.incidents import incident_line
from rituals.retrospective import Settings, compose
from tests.rituals.builders import NOON, facts

INCIDENT = TrackedIssue(12, "The shop is down", NOON - timedelta(days=4))


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "less than an hour"), (23, "23 hours"), (24, "1 day"), (49, "2 days")]
)
def test_what_took_a_day_is_told_in_days(hours: int, said: str) -> None:
    closed = replace(INCIDENT, closed_at=INCIDENT.opened_at + timedelta(hours=hours))
    assert incident_line(closed, NOON.date()).endswith(f"open for {said}")


def test_a_first_issue_speaks_of_none_before() -> None:
    asked = Settings()
    due = asked.latest_opened(NOON)
    assert due is not None
    found = facts(labelled=(LabelledIssues("incident", 1, (INCIDENT,)),))
    text = compose(Due(due, asked.cadence.next_after(due)), found, asked)
    assert "1 incident, open or closed lately:" in text
    assert "since the last one" not in text
