"""Blocked issues, with defaults for what a test leaves out. Days are counted back from NOW."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rituals.blockers_audit import Settings, compose
from rituals.engine.declare import Due
from rituals.engine.facts import (
    LabelledIssues,
    LabelSpan,
    OwnIssue,
    RitualFacts,
    TrackedIssue,
)
from rituals.engine.reminder import recognise
from snapshot.facts import Repository

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
Times = Sequence[tuple[str, float, float | None]]


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def blocked(
    number: int, days: float = 10, *, times: Times | None = None, **more: Any
) -> TrackedIssue:
    """Blocked for so many `days` until now, or at `times` (label, from, until) in days ago."""
    chosen = [("blocked", days, None)] if times is None else times
    spans = tuple(
        LabelSpan(label, ago(since), None if until is None else ago(until))
        for label, since, until in chosen
    )
    given = {"title": f"Issue {number}", "opened_at": ago(200), "spans": spans, **more}
    return TrackedIssue(number, **given)


def listed(
    *issues: TrackedIssue,
    label: str = "blocked",
    closed: Sequence[TrackedIssue] = (),
    total: int = 0,
) -> LabelledIssues:
    return LabelledIssues(label, total or len(issues), tuple(issues), tuple(closed))


def facts(
    *lists: LabelledIssues, followed: Sequence[TrackedIssue] = (), unseen: Sequence[str] = ()
) -> RitualFacts:
    repository = Repository("acme", "shop", "main", "https://github.example/acme/shop")
    return RitualFacts(
        repository, NOW, labelled=lists, followed=tuple(followed), unseen=frozenset(unseen)
    )


def audit(
    *lists: LabelledIssues,
    before: str | None = None,
    followed: Sequence[TrackedIssue] = (),
    unseen: Sequence[str] = (),
    **settings: Any,
) -> str:
    """The body of today's audit; `before` is the body of the one a week ago, if there was any, and
    `followed` are those it spoke of that were read again, `unseen` those that could not be.
    """
    wished = Settings.model_validate(settings)
    occurrence = wished.cadence.latest_due(NOW)
    assert occurrence
    previous = None
    if before is not None:
        body = f"<!-- plumbline:ritual blockers_audit 2026-W47 -->\n{before}"
        issue = OwnIssue(3, "Blockers audit 2026-W47", body, is_open=False, opened_at=ago(7))
        previous = recognise(issue, "blockers_audit", "Blockers audit")
        assert previous
    due = Due(occurrence, wished.cadence.next_after(occurrence), previous)
    return compose(due, facts(*lists, followed=followed, unseen=unseen), wished)
