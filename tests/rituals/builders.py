"""Facts about a repository whose rituals are planned, with defaults for what a test leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from rituals.engine.actions import OpenReminder
from rituals.engine.declare import Ritual
from rituals.engine.facts import LabelledIssues, OwnIssue, RitualFacts, TrackedIssue
from rituals.engine.registry import all_rituals
from rituals.refactor_sprint import Settings
from snapshot.facts import Repository

HEAD = "a" * 40
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def sprint() -> Ritual:
    return next(ritual for ritual in all_rituals() if ritual.name == "refactor_sprint")


def settings(**given: Any) -> Settings:
    return Settings.model_validate({"anchor": "2026-01-05", **given})


def facts(now: datetime = NOON, **given: Any) -> RitualFacts:
    repository = Repository("acme", "shop", "main", "https://github.example/acme/shop")
    return RitualFacts(repository, now, **{"head_oid": HEAD, **given})


def open_debt(ages: Sequence[int], now: datetime = NOON, title: str = "Split it") -> LabelledIssues:
    """Open issues with the label `debt`, numbered from 101, as old as `ages` (days) say."""
    issues = [
        TrackedIssue(101 + n, title, now - timedelta(days=days)) for n, days in enumerate(ages)
    ]
    return LabelledIssues("debt", len(issues), tuple(issues))


def opened(action: OpenReminder, number: int = 7, *, is_open: bool = True) -> OwnIssue:
    """The issue that stands after `action` was carried out."""
    return OwnIssue(number, action.title, action.body, is_open)


def with_issue(before: RitualFacts, issue: OwnIssue) -> RitualFacts:
    return replace(before, own_issues=(issue, *before.own_issues))
