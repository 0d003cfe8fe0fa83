"""Calendars of rituals as JSON for other programs.

The shape is stable: keys are added, never renamed or removed.

    looked_at     in UTC, null when there is no repository
    account       the account asked about, null for one repository
    without       how many of its repositories ask for no ritual
    repositories  by name: {repository, knows_issues (false where only the policy was read: then
                  entries begin now), trouble (why nothing can be told, null when it can), rituals
                  (names, as the policy has them), entries}
                  entries by time: {ritual, title, occurrence, day (local), due (in UTC), state
                  (coming | open | due | overdue | held | missed | removed), issue (a number or
                  null), url (of the issue or null), holder (a login or null)}
    notes         what was not asked, and why
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from cli.rituals.asked import Calendars, RepositoryCalendar
from rituals.engine.calendar import Entry


def as_text(found: Calendars) -> str:
    """The calendars as indented JSON in ASCII (so no terminal obeys what they contain)."""
    looked_at = max((each.now for each in found.repositories), default=None)
    content = {
        "looked_at": looked_at.isoformat(timespec="seconds") if looked_at else None,
        "account": found.account or None,
        "without": found.without,
        "repositories": [_repository(each) for each in found.repositories],
        "notes": found.notes,
    }
    return json.dumps(content, indent=2)


def _repository(each: RepositoryCalendar) -> Mapping[str, object]:
    return {
        "repository": each.repository,
        "knows_issues": each.knows_issues,
        "trouble": each.trouble or None,
        "rituals": [ritual.name for ritual, _ in each.asked],
        "entries": [_entry(entry, each.url) for entry in each.entries],
    }


def _entry(entry: Entry, url: str) -> Mapping[str, object]:
    return {
        "ritual": entry.ritual,
        "title": entry.title,
        "occurrence": entry.occurrence,
        "day": entry.day.isoformat(),
        "due": entry.due.isoformat(timespec="seconds"),
        "state": entry.state,
        "issue": entry.issue,
        "url": f"{url}/issues/{entry.issue}" if entry.issue and url else None,
        "holder": entry.holder,
    }
