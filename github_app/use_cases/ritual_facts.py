"""What single rituals need beyond what they have in common, read once for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from github_app.gateway.client import GitHub
from github_app.gateway.debt.hotspot_table import read_table
from github_app.gateway.decisions.record_texts import read_records
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.gateway.rituals.changes import read_changes
from github_app.gateway.rituals.facts import RitualsSeen
from rituals.engine.declare import Due, Ritual, RitualSettings
from rituals.engine.facts import Changes, RitualFacts
from rituals.engine.known import reminders_of, without_doubles
from snapshot.hotspot import Hotspot
from snapshot.record import Record

_WITHOUT_ONE_BEFORE: Final = timedelta(days=28)


@dataclass(slots=True)
class RitualFactsReader:
    """Reads for one turn. Requests only where a ritual that is due wants to know what the default
    branch changed, or where texts of records are not known yet.
    """

    github: GitHub
    recall: Recall
    seen: RitualsSeen
    _changes: dict[str, Changes | None] = field(default_factory=dict)
    _records: tuple[Record, ...] | None = None

    def of(self, ritual: Ritual, settings: RitualSettings, due: Due | None) -> RitualFacts:
        """The facts with which a ritual is opened (`due`) or summed up."""
        needs = settings.needs()
        facts = self.seen.facts_of(ritual.name, self._since(ritual, settings, due))
        if needs.records:
            facts = replace(facts, records=self._all_records())
        if needs.hotspots:
            facts = replace(facts, hotspots=self._hotspots())
        if needs.growth and due and due.previous:
            facts = replace(facts, changes=self._changes_since(due.previous.from_oid))
        return facts

    def _since(self, ritual: Ritual, settings: RitualSettings, due: Due | None) -> datetime:
        """When the newest issue opened; without one, when it would have been due."""
        known = without_doubles(reminders_of(ritual, self.seen.facts.own_issues))
        if known and known[-1].issue.opened_at:
            return known[-1].issue.opened_at
        number = due.occurrence.number if due else 0
        before = settings.cadence.occurrence(number - 1) if number else None
        return before.due if before else self.seen.facts.now - _WITHOUT_ONE_BEFORE

    def _changes_since(self, oid: str) -> Changes | None:
        if oid not in self._changes:
            self._changes[oid] = read_changes(self.github, oid, self.seen.facts.head_oid)
        return self._changes[oid]

    def _all_records(self) -> tuple[Record, ...]:
        if self._records is None:
            with expecting("records"):
                files = read_records(
                    self.github, self.recall, self.seen.record_files(), self.seen.policy.families
                )
            self._records = tuple(file.record for file in files if file.record)
        return self._records

    def _hotspots(self) -> tuple[Hotspot, ...]:
        table = read_table(self.recall)
        return table.hotspots if table else ()
