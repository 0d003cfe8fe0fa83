"""Which incidents need a postmortem that is not there yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from postmortems.facts import Incident, PostmortemFacts
from postmortems.naming import may_name, named_in
from postmortems.wishes import PostmortemWishes
from snapshot.conversation import Comment
from snapshot.postmortem_folders import is_postmortem_path
from snapshot.snooze_command import command_in

WAIVER = "no-postmortem"
_MOST_ALIKE = 2
"""In so many incidents people may write the same line; in more of them it is their form's."""

State = Literal["needed", "documented", "waived", "no incident", "open", "before"]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is true of an incident. `by` is the path or address of its postmortem, or the words of
    the waiver; `comment` the one that waives it.
    """

    state: State
    by: str = ""
    comment: Comment | None = None


def standing_of(
    incident: Incident,
    facts: PostmortemFacts,
    wishes: PostmortemWishes,
    folders: Iterable[str],
    told: Iterable[Comment] = (),
) -> Standing:
    """Whether the incident still needs a postmortem; `told` are comments below our issue about it.

    A document that refers to the incident, a document or an address that people who may steer name
    in its conversation, and a file that the pull request which closed it brought, all count.
    """
    if waived := _waiver((*incident.comments, *told)):
        return Standing("waived", command_in(waived.body, WAIVER) or "", waived)
    if incident.has_label(wishes.waiver_label):
        return Standing("waived", f"label {wishes.waiver_label}")
    if path := _document(incident, facts, tuple(folders)):
        return Standing("documented", path)
    if incident.is_dismissed or not incident.has_label(*wishes.incident_labels):
        return Standing("no incident")
    if incident.closed_at is None:
        return Standing("open")
    if incident.closed_at.date() < facts.since:
        return Standing("before")
    return Standing("needed")


def due_day(incident: Incident, wishes: PostmortemWishes, today: date) -> date:
    """The day its postmortem is due, never one that is over already."""
    ended = incident.closed_at.date() if incident.closed_at else today
    return max(ended + timedelta(days=wishes.due_days), today + timedelta(days=1))


def without_reason(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Waivers that say no reason and were not answered yet; none where another one says it."""
    comments = tuple(comments)
    return (
        ()
        if _waiver(comments)
        else tuple(
            comment
            for comment in comments
            if comment.may_steer
            and not comment.is_acknowledged
            and command_in(comment.body, WAIVER) == ""
        )
    )


def _waiver(comments: Iterable[Comment]) -> Comment | None:
    for comment in comments:
        if comment.may_steer and not comment.is_own and command_in(comment.body, WAIVER):
            return comment
    return None


def _document(incident: Incident, facts: PostmortemFacts, folders: tuple[str, ...]) -> str:
    """The path or address of the postmortem, "" where there is none."""
    qualified = {f"{name}#{incident.number}" for name in facts.names}
    for document in facts.documents:
        if incident.number in document.issues or qualified.intersection(document.qualified_issues):
            return document.path
    brought = (path for pull in incident.pulls for path in pull.paths)
    for path in brought:
        if is_postmortem_path(path, folders):
            return path
    return next(_named(incident, facts), "")


def _named(incident: Incident, facts: PostmortemFacts) -> Iterator[str]:
    """What people who may steer name in the incident and below it."""
    if incident.author_may_steer:
        yield from named_in(_own_words(incident, facts), facts)
    for comment in incident.comments:
        if comment.may_steer and not comment.is_own:
            yield from named_in(comment.body, facts)


def _own_words(incident: Incident, facts: PostmortemFacts) -> str:
    """The lines of its text that may name something, without those of the form it was written in:
    they are hidden, or stand word for word in others that people who may steer wrote.
    """
    lines = _lines(incident.body)
    others = [
        frozenset(_lines(other.body))
        for other in facts.incidents
        if lines and other.author_may_steer and not other.is_dismissed
        if other.number != incident.number
    ]
    return "\n".join(line for line in lines if sum(line in other for other in others) < _MOST_ALIKE)


def _lines(body: str) -> tuple[str, ...]:
    """Those that may name something, without what GitHub does not show."""
    first, *rest = body.split("<!--")
    shown = (part.partition("-->")[2] if "-->" in part else part for part in rest)
    lines = (line.strip() for line in f"{first}{''.join(shown)}".splitlines())
    return tuple(line for line in lines if may_name(line))
