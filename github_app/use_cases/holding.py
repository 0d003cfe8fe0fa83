"""One turn's work on the rituals of a repository: what is due, what is planned, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

import structlog

from github_app.gateway.client import GitHub
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.gateway.rituals.facts import RitualsSeen
from github_app.gateway.rituals.followed import followed_by
from github_app.gateway.rituals.kept import (
    Kept,
    Opened,
    rituals_digest,
    with_opened,
)
from github_app.gateway.rituals.own_issues import with_older
from github_app.gateway.rituals.reading import RitualReader
from github_app.publisher.reminders import Writing
from github_app.use_cases.ritual_facts import RitualFactsReader
from github_app.use_cases.sole_claim import SoleClaim
from rituals.engine.actions import Acknowledge, Action, Conclude, OpenReminder, Plan
from rituals.engine.declare import Due, Ritual, RitualSettings
from rituals.engine.known import reminders_of, without_doubles
from rituals.engine.planner import concluding, find_due, plan
from rituals.engine.registry import ritual_for

ASKED_AGAIN_IN: Final = timedelta(days=1)
_TRIED_AGAIN_IN: Final = timedelta(hours=1)
_log = structlog.get_logger("plumbline.rituals")


@dataclass(frozen=True, slots=True)
class Task:
    """One ritual and what is to be done about it: `due` is to be opened; `is_closing`: it may have
    something to sum up.
    """

    ritual: Ritual
    settings: RitualSettings
    due: Due | None
    is_closing: bool

    @property
    def wants_facts(self) -> bool:
        return self.due is not None or self.is_closing


@dataclass(slots=True)
class Holding:
    """One turn's work; what was `kept` is what the turn before left behind."""

    github: GitHub
    wide: GitHub
    recall: Recall
    claim: SoleClaim
    reader: RitualReader
    kept: Kept
    seen: RitualsSeen
    _before: int = field(init=False)

    def __post_init__(self) -> None:
        self._before = self._requests

    def hold(self) -> Kept:
        """What is to be remembered, after all was carried out."""
        tasks = self._tasks()
        if self.seen.own.goes_on and any(t.due and not t.due.previous for t in tasks):
            # Before a first issue is opened, all that we ever opened is looked through.
            older = with_older(self.github, self.seen.own, self.seen.wishes.creator)
            self.seen = self.seen.with_own(older)
            tasks = self._tasks()
        wanting = {task.ritual.name for task in tasks if task.wants_facts}
        if not all(map(self.seen.knows, wanting)):
            with expecting("rituals"):
                more = self.reader.read_more(self.seen, self.kept, wanting)
            self.seen = more.with_own(self.seen.own)
        facts = RitualFactsReader(self.github, self.recall, self.seen)
        plans = {task.ritual.name: self._plan(task, facts) for task in tasks}
        return self._carry_out(plans)

    def put_off(self) -> Kept:
        """The repository takes no issues: nothing is lost, tomorrow it is asked again."""
        for task in self._tasks():
            if task.due:
                self._log(task.ritual, task.due.occurrence.id).warning(
                    "a ritual is due, but the repository takes no issues"
                )
        moment = self.seen.facts.now + ASKED_AGAIN_IN
        moments = dict.fromkeys(self.seen.policy.rituals, moment)
        return replace(self._known(moments), takes_issues=False)

    def _tasks(self) -> list[Task]:
        return [self._task(name, asked) for name, asked in self.seen.policy.rituals.items()]

    def _task(self, name: str, settings: RitualSettings) -> Task:
        ritual, facts = ritual_for(name, settings), self.seen.facts
        due = find_due(ritual, settings, facts)
        if due and self._was_opened(name, due.occurrence.id):
            # The issue is there, but neither marker nor title tell it any more.
            self._log(ritual, due.occurrence.id).warning("a reminder is no longer recognisable")
            due = None
        return Task(ritual, settings, due, bool(concluding(ritual, settings, facts)))

    def _was_opened(self, ritual: str, occurrence: str) -> bool:
        number = self.kept.opened.get(ritual, {}).get(occurrence)
        return any(issue.number == number for issue in self.seen.facts.own_issues)

    def _plan(self, task: Task, facts: RitualFactsReader) -> Plan:
        known = facts.of(task.ritual, task.settings, task.due) if task.wants_facts else None
        planned = plan(task.ritual, task.settings, task.due, known or self.seen.facts)
        if task.is_closing and not any(isinstance(a, Conclude) for a in planned.actions):
            # It was held, and is summed up once its time is over.
            tomorrow = self.seen.facts.now + ASKED_AGAIN_IN
            return replace(planned, next_at=min(tomorrow, planned.next_at or tomorrow))
        return planned

    def _carry_out(self, plans: dict[str, Plan]) -> Kept:
        actions = [a for each in plans.values() for a in each.actions if self._may_be_done(a)]
        moments = {name: each.next_at for name, each in plans.items()}
        if not actions:
            return self._known(moments)
        writing = Writing(
            self.github,
            self.seen.targets,
            {issue.number: issue.id for issue in self.seen.facts.own_issues},
            self.claim.confirm,
        )
        written = writing.carry_out(actions, labels_first=self._requests == self._before)
        self.claim.succeeded()
        _log.info(
            "rituals held",
            repository=self.github.full_name,
            opened=sorted(written.opened.values()),
            actions=len(actions),
            requests=self.github.ledger.as_dict(),
        )
        if not written.is_whole:
            again = self.seen.facts.now + _TRIED_AGAIN_IN
            moments = {name: min(at, again) if at else again for name, at in moments.items()}
        new = [a for a in actions if isinstance(a, OpenReminder)]
        self.seen = self.seen.with_opened(
            (written.opened[a.ritual, a.occurrence], a.title, a.body) for a in new
        )
        return self._known(moments)

    def _may_be_done(self, action: Action) -> bool:
        """Below an issue whose comments are not known, what was said would be said again."""
        if isinstance(action, OpenReminder | Acknowledge):
            return True
        return action.issue not in self.seen.own.unheard

    @property
    def _requests(self) -> int:
        """How many were made in this turn, but for tokens."""
        ledgers = (self.github.ledger.as_dict(), self.wide.ledger.as_dict())
        return sum(n for made in ledgers for kind, n in made.items() if kind != "token")

    def _known(self, moments: Mapping[str, datetime | None]) -> Kept:
        removed = self.seen.facts.removed
        asked = self.seen.policy.rituals
        opened: Opened = {name: known for name, known in self.kept.opened.items() if name in asked}
        for name, settings in asked.items():
            ritual = ritual_for(name, settings)
            for reminder in without_doubles(reminders_of(ritual, self.seen.facts.own_issues)):
                number = reminder.issue.number
                opened = with_opened(opened, name, reminder.occurrence, number)
        return Kept(
            digest=rituals_digest(self.seen.policy),
            moments=moments,
            opened=opened,
            removed=removed,
            visibility=self.seen.visibility,
            followed=followed_by(asked, self.seen.facts.own_issues),
        )

    def _log(self, ritual: Ritual, occurrence: str) -> structlog.stdlib.BoundLogger:
        repository = self.github.full_name
        return _log.bind(repository=repository, ritual=ritual.name, occurrence=occurrence)  # type: ignore[no-any-return]
