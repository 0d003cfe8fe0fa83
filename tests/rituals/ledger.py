"""Issues as plans leave them: what is planned is carried out on values, as GitHub would."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from checks.engine.verdict import LabelWish
from rituals.engine.actions import Acknowledge, Action, Conclude, OpenReminder, Plan, Remark
from rituals.engine.declare import Due, Ritual
from rituals.engine.facts import OwnIssue, RitualFacts
from rituals.engine.planner import find_due, plan
from rituals.engine.reminder import Reminder
from rituals.engine.settings import RitualSettings
from snapshot.conversation import Comment
from tests.rituals.builders import facts

STEPS = ("Talk", "Decide")


def _compose(due: Due, _: RitualFacts, __: RitualSettings) -> str:
    return f"It is time for {due.occurrence.id}.\n\n- [ ] Talk\n- [ ] Decide\n- [ ] Buy `milk`"


def _conclude(reminder: Reminder, _: RitualFacts, __: RitualSettings) -> str | None:
    return f"Summed up: {reminder.occurrence}."


DRILL = Ritual(
    name="drill",
    title="Drill",
    manual="Drill.",
    settings=RitualSettings,
    compose=_compose,
    label=LabelWish("drill", "ededed", "A drill"),
    standing=STEPS,
)
SUMMED_UP = replace(DRILL, conclude=_conclude)


def weekly(**given: Any) -> RitualSettings:
    return RitualSettings.model_validate({"every_weeks": 1, "anchor": "2026-11-02", **given})


@dataclass
class Ledger:
    """One repository: its issues by number, what was removed by hand, and what was ever done."""

    ritual: Ritual = DRILL
    issues: dict[int, OwnIssue] = field(default_factory=dict)
    removed: set[tuple[str, str]] = field(default_factory=set)
    openings: list[OpenReminder] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def facts(self, now: datetime, **given: Any) -> RitualFacts:
        seen = {"own_issues": tuple(self.issues.values()), "removed": frozenset(self.removed)}
        return facts(now, **{**seen, **given})

    def planned(self, settings: RitualSettings, now: datetime, **given: Any) -> Plan:
        seen = self.facts(now, **given)
        return plan(self.ritual, settings, find_due(self.ritual, settings, seen), seen)

    def look(self, settings: RitualSettings, now: datetime, **given: Any) -> tuple[Action, ...]:
        """One look: what was planned is carried out."""
        planned = self.planned(settings, now, **given)
        for action in planned.actions:
            self._carry_out(action, now)
        return planned.actions

    def _carry_out(self, action: Action, now: datetime) -> None:
        match action:
            case OpenReminder():
                self.openings.append(action)
                number = max(self.issues, default=0) + 1
                self.issues[number] = OwnIssue(
                    number,
                    action.title,
                    action.body,
                    is_open=True,
                    opened_at=now,
                    assignees=(action.assignee,) if action.assignee else (),
                )
            case Remark():
                self.remarks.append(action)
                self.write(action.issue, action.body, now, is_own=True)
            case Conclude():
                self.write(action.issue, action.body, now, is_own=True)
                self.close(action.issue, completed=action.completed)
            case Acknowledge():
                for issue in self.issues.values():
                    comments = tuple(
                        replace(c, is_acknowledged=True) if c.id == action.comment_id else c
                        for c in issue.comments
                    )
                    self.issues[issue.number] = replace(issue, comments=comments)

    def write(self, number: int, body: str, at: datetime, **given: Any) -> None:
        issue = self.issues[number]
        comment = Comment(
            f"IC_{number}_{len(issue.comments)}",
            "ada",
            body,
            at,
            **{"may_steer": not given.get("is_own"), **given},
        )
        self.issues[number] = replace(issue, comments=(*issue.comments, comment))

    def close(self, number: int, *, completed: bool) -> None:
        issue = replace(self.issues[number], is_open=False, is_completed=completed)
        self.issues[number] = issue

    def reopen(self, number: int) -> None:
        self.issues[number] = replace(self.issues[number], is_open=True, is_completed=False)

    def edit(self, number: int, **changed: Any) -> None:
        self.issues[number] = replace(self.issues[number], **changed)

    def tick(self, number: int, *steps: str) -> None:
        body = self.issues[number].body
        for step in steps:
            body = body.replace(f"- [ ] {step}", f"- [x] {step}")
        self.edit(number, body=body)

    def remove(self, number: int) -> None:
        """Deleted or transferred by hand."""
        occurrence = self.issues.pop(number).title.split()[1].rstrip(":")
        self.removed.add((self.ritual.name, occurrence))
