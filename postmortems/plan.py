"""What is to be done about postmortems: issues to open, remarks, conclusions; as values.

Nothing is done twice: an issue is known by its marker, a remark by the comments that stand, and
what was concluded is closed. After two remarks there is silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from postmortems import due_text
from postmortems.action_steps import action_steps
from postmortems.facts import OwnIssue, PostmortemFacts
from postmortems.incidents import due_day, standing_of
from postmortems.known import Known
from postmortems.links import Links
from postmortems.markers import DueMark, action_mark, due_mark, remark_line
from postmortems.reminding import answers, reminders
from postmortems.steps import Open, React, Remark
from postmortems.tracking import MOST_AT_ONCE, Found, matched
from postmortems.wishes import PostmortemWishes


@dataclass(frozen=True, slots=True)
class Plan:
    """`opened` first. `is_whole` is False where more is to be opened than in one turn. `found` are
    the actions of all documents with their issues. `next_day` is when something may be due, None
    for never.
    """

    opened: tuple[Open, ...] = ()
    said: tuple[Remark | React, ...] = ()
    found: tuple[Found, ...] = ()
    is_whole: bool = True
    next_day: date | None = None

    def waited(self, own: Iterable[OwnIssue]) -> Iterator[DueMark]:
        """The postmortems that are still to be written once this is carried out."""
        closed = {each.issue_id for each in self.said if isinstance(each, Remark) and each.closes}
        bodies = [issue.body for issue in own if issue.id not in closed]
        for body in (*bodies, *(each.body for each in self.opened)):
            if mark := due_mark(body):
                yield mark


def plan(
    facts: PostmortemFacts,
    wishes: PostmortemWishes,
    folders: Sequence[str],
    known: Known,
    assignable: frozenset[str] = frozenset(),
) -> Plan:
    """`known` are all our issues that were ever opened, as far as they are remembered; `assignable`
    are logins in lower case.
    """
    told = {mark.incident: own for own in facts.own if (mark := due_mark(own.body))}
    found = matched(facts.documents, known.tracked)
    wanted = [
        *_due(facts, wishes, folders, known, told),
        *action_steps(facts, wishes, found, assignable),
    ]
    said = [*_conclusions(facts, wishes, folders, told), *answers(facts)]
    closing = {each.issue_id for each in said if isinstance(each, Remark) and each.closes}
    days: list[date] = []
    for own in facts.own if wishes.remind else ():
        if own.id not in closing:
            said.extend(reminders(own, facts, wishes, found, days))
    opened = tuple(wanted[:MOST_AT_ONCE])
    days += _coming(opened, facts, wishes)
    return Plan(opened, tuple(said), found, len(opened) == len(wanted), min(days, default=None))


def _due(
    facts: PostmortemFacts,
    wishes: PostmortemWishes,
    folders: Sequence[str],
    known: Known,
    told: dict[int, OwnIssue],
) -> Iterator[Open]:
    for incident in sorted(facts.incidents, key=lambda each: each.number):
        if incident.number in known.incidents or incident.number in told:
            continue
        if standing_of(incident, facts, wishes, folders).state != "needed":
            continue
        due = due_day(incident, wishes, facts.today)
        body = due_text.due_body(incident, due, facts, wishes.waiver_label)
        title = due_text.due_title(incident)
        yield Open(title, body, wishes.label, incident=incident.number)


def _conclusions(
    facts: PostmortemFacts,
    wishes: PostmortemWishes,
    folders: Sequence[str],
    told: dict[int, OwnIssue],
) -> Iterator[Remark | React]:
    """Issues of ours whose postmortem is there, or not needed any more."""
    for incident in facts.incidents:
        own = told.get(incident.number)
        if own is None:
            continue
        standing = standing_of(incident, facts, wishes, folders, own.comments)
        if standing.state == "waived":
            who = standing.comment.author if standing.comment else ""
            yield _concluded(own, due_text.waived_words(standing.by, who), "NOT_PLANNED")
        elif standing.state == "documented":
            links = Links.of(facts.repository)
            yield _concluded(own, due_text.documented_words(standing.by, links), "COMPLETED")
        elif standing.state == "no incident":
            yield _concluded(own, due_text.no_incident_words(), "NOT_PLANNED")


def _concluded(own: OwnIssue, words: str, how: str) -> Remark:
    return Remark(own.id, f"{remark_line('done')}\n{words}", closes=how)


def _coming(
    opened: Iterable[Open], facts: PostmortemFacts, wishes: PostmortemWishes
) -> Iterator[date]:
    """When something about issues that are opened now will be due."""
    for each in opened if wishes.remind else ():
        mark = due_mark(each.body) or action_mark(each.body)
        if mark and mark.due:
            yield max(mark.due, facts.today + timedelta(days=1))
