"""Reminding of what is due, and answering what people said about it.

One remark when something is due, one when it is overdue, then silence; `/snooze` puts off what is
still to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from checks.engine.snooze_words import unclear_snooze
from checks.engine.words import plural
from postmortems.action_text import day_of
from postmortems.due_text import reasonless_words
from postmortems.facts import Incident, OwnIssue, PostmortemFacts
from postmortems.incidents import WAIVER, without_reason
from postmortems.markers import (
    RemarkKind,
    action_mark,
    answer_line,
    answered_comment,
    due_mark,
    remark_kind,
    remark_line,
)
from postmortems.steps import React, Remark
from postmortems.tracking import Found
from postmortems.wishes import PostmortemWishes
from snapshot.conversation import Comment
from snapshot.snooze_command import command_in, snoozed_until


def answers(facts: PostmortemFacts) -> Iterator[React | Remark]:
    """Reactions to commands, with words where one was not understood; each once."""
    # What has lost its hidden line may be somebody else's to answer.
    ours = [own for own in facts.own if due_mark(own.body) or action_mark(own.body)]
    issues: tuple[Incident | OwnIssue, ...] = (*facts.incidents, *ours)
    for issue in issues:
        for comment in issue.comments:
            if not comment.may_steer or comment.is_own or comment.is_acknowledged:
                continue
            if command_in(comment.body, WAIVER):
                yield React(comment.id)
        for comment in without_reason(issue.comments):
            yield from _not_understood(issue, comment, reasonless_words())
    for own in ours:
        for comment, written, until in _snoozes(own.comments):
            if comment.is_acknowledged:
                continue
            if until:
                yield React(comment.id)
            else:
                yield from _not_understood(own, comment, unclear_snooze(written))


def _not_understood(
    issue: Incident | OwnIssue, comment: Comment, words: str
) -> Iterator[React | Remark]:
    yield React(comment.id, is_followed=False)
    if not any(c.is_own and answered_comment(c.body) == comment.id for c in issue.comments):
        yield Remark(issue.id, f"{answer_line(comment.id)}\n{words}")


def reminders(
    own: OwnIssue,
    facts: PostmortemFacts,
    wishes: PostmortemWishes,
    found: Sequence[Found],
    days: list[date],
) -> Iterator[Remark]:
    """The remark that has come for one open issue; days on which one will come go to `days`."""
    due = _due_of(own, facts, found)
    # Where people talk that much, no reminder is needed; and what was said may be out of sight.
    if due is None or not own.is_heard:
        return
    said = {remark_kind(comment.body) for comment in own.comments if comment.is_own}
    until = max((day for *_, day in _snoozes(own.comments) if day), default=date.min)
    first = max(due, until)
    second = max(due + timedelta(days=wishes.overdue_days), until)
    if "overdue" in said:
        return
    if facts.today >= second:
        yield _remark(own, "overdue", due, facts.today)
    elif "due" in said:
        days.append(second)
    elif facts.today >= first:
        yield _remark(own, "due", due, facts.today)
        days.append(second)
    else:
        days.append(first)


def _due_of(own: OwnIssue, facts: PostmortemFacts, found: Sequence[Found]) -> date | None:
    """The day an open issue is due; None where nobody should be reminded of it."""
    if mark := due_mark(own.body):
        incident = next((i for i in facts.incidents if i.number == mark.incident), None)
        # Open again, or not seen this time: nobody is pressed.
        return mark.due if incident and incident.closed_at else None
    asked = action_mark(own.body)
    if asked is None:
        return None
    action = next((each for each in found if each.issue == own.number), None)
    if action and action.action.is_done:
        return None
    return (day_of(action) if action else None) or asked.due


def _remark(own: OwnIssue, kind: RemarkKind, due: date, today: date) -> Remark:
    what = "postmortem" if due_mark(own.body) else "action"
    late = (today - due).days
    when = f"was due on {due}, {plural(late, 'day')} ago" if late > 0 else f"is due on {due}"
    if kind == "due":
        words = (
            f"This {what} {when}. One last reminder comes once it is overdue; `/snooze 1w` puts it "
            "off."
        )
    else:
        words = (
            f"This {what} {when}. Is it still worth doing? If not, close the issue as not planned: "
            "that is an answer, too. No further reminder will come."
        )
    return Remark(own.id, f"{remark_line(kind)}\n{words}")


def _snoozes(comments: Iterable[Comment]) -> Iterator[tuple[Comment, str, date | None]]:
    """Comments that ask for silence, what stood behind the command, and until when."""
    for comment in comments:
        if comment.may_steer and not comment.is_own:
            written = command_in(comment.body, "snooze")
            if written is not None:
                yield comment, written, snoozed_until(written, comment.at.date())
