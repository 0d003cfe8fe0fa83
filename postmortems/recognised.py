"""Which of our issues stands for what: told by its hidden line, or, where somebody removed that, by
its title.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from postmortems.action_text import action_mark_of, action_title
from postmortems.due_text import due_title
from postmortems.facts import PostmortemFacts
from postmortems.known import Known, Tracked
from postmortems.markers import action_mark, due_mark, is_unmarked
from postmortems.tracking import matched


@dataclass(frozen=True, slots=True)
class Opened:
    """An issue that we once opened, open or closed."""

    number: int
    title: str
    body: str


def recognised(issues: Iterable[Opened], facts: PostmortemFacts) -> Known:
    """What `issues`, in any order, stand for."""
    incidents: set[int] = set()
    tracked: list[Tracked] = []
    nameless: list[Opened] = []
    for issue in sorted(issues, key=lambda each: each.number):
        if due := due_mark(issue.body):
            incidents.add(due.incident)
        elif action := action_mark(issue.body):
            tracked.append(Tracked(action.path, action.key, issue.number))
        elif is_unmarked(issue.body):
            nameless.append(issue)
    return _by_title(nameless, facts, Known(frozenset(incidents), tuple(tracked)))


def _by_title(nameless: list[Opened], facts: PostmortemFacts, known: Known) -> Known:
    """Each stands for one thing at most: titles may be alike."""
    incidents, tracked = set(known.incidents), list(known.tracked)
    for incident in facts.incidents:
        if incident.number not in incidents and _taken(nameless, due_title(incident)):
            incidents.add(incident.number)
    for found in matched(facts.documents, known.tracked):
        if found.issue is None and (issue := _taken(nameless, action_title(found))):
            mark = action_mark_of(found)
            tracked.append(Tracked(mark.path, mark.key, issue.number))
    return Known(frozenset(incidents), tuple(tracked))


def _taken(nameless: list[Opened], title: str) -> Opened | None:
    """The oldest with this title, which is no longer to be had then."""
    issue = next((each for each in nameless if each.title == title), None)
    if issue:
        nameless.remove(issue)
    return issue
