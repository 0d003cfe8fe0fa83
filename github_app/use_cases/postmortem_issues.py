"""One turn's work on the issues about postmortems: what stands, what is missing, what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import structlog

from checks.engine.verdict import LabelWish
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.postmortems.kept import Kept, remember_kept
from github_app.gateway.postmortems.people import People, read_assignable
from github_app.gateway.postmortems.reading import PostmortemsSeen
from github_app.gateway.recall import Recall
from github_app.publisher.issues import create_label
from github_app.publisher.operations import Operation
from github_app.publisher.postmortem_index import difference, open_index
from github_app.publisher.postmortem_issues import carry_out
from github_app.use_cases.opened_postmortem_issues import OpenedIssues
from github_app.use_cases.sole_claim import SoleClaim
from postmortems.action_steps import owners_of
from postmortems.facts import PostmortemFacts
from postmortems.index import IndexText, index_text
from postmortems.known import Known, Tracked
from postmortems.markers import due_mark
from postmortems.plan import Plan, plan
from postmortems.tracking import matched
from postmortems.wishes import PostmortemWishes

LABEL_COLOR = "1d76db"
LABEL_WORDS = "What was learned from an incident, and what is done about it"
_MOST_NAMES = 5
log = structlog.stdlib.get_logger(__name__)


class PostmortemIssues:
    """Our issues of one repository during one turn.

    What Redis remembers is trusted; where it does not, all issues that we ever opened are looked
    through, once, before anything is created. `has_more` tells after `keep` that there is more to
    open than one turn may.
    """

    def __init__(
        self,
        desk: Desk,
        github: GitHub,
        recall: Recall,
        claim: SoleClaim,
        seen: PostmortemsSeen,
        kept: Kept | None,
    ) -> None:
        self._github, self._recall = github, recall
        self._claim, self._seen = claim, seen
        self._kept = kept or Kept("")
        self._opened = OpenedIssues(desk, github)
        self._index = seen.index
        self._is_written = True
        self.has_more = False

    def since(self, wishes: PostmortemWishes) -> date:
        """The day from which on incidents count: as written, or when the index was opened, or what
        was remembered, or else today, when nobody has heard of postmortems here yet.
        """
        if wishes.index and self._index is None:
            self._index = self._opened.index()
        told = self._index.since if self._index else None
        return wishes.since or told or self._kept.since or self._seen.now.date()

    def former_names(self) -> tuple[str, ...]:
        """The full names by which the repository went before, in lower case: as remembered, and as
        the index tells, once `since` has looked for it.
        """
        told = self._index.formerly if self._index else ()
        names = dict.fromkeys((*self._kept.names, *told))
        names.pop(self._seen.repository.full_name.casefold(), None)
        return tuple(names)[:_MOST_NAMES]

    def keep(self, facts: PostmortemFacts, wishes: PostmortemWishes, people: People) -> None:
        """Carries out the plan, writes the index, and remembers what the next turn should know."""
        known = self._kept.known or self._opened.known(facts)
        ids = self._people(people, owners_of(facts, wishes, known))
        folders = self._seen.policy.postmortem_customs.folders
        planned = plan(facts, wishes, folders, known, frozenset(ids))
        known = self._write(facts, wishes, planned, known, ids)
        waited = [mark.incident for own in facts.own if (mark := due_mark(own.body))]
        waited += [each.incident for each in planned.opened if each.incident]
        self.has_more = not planned.is_whole
        # What GitHub refused is tried again by the hourly look, not at once: it may go on refusing.
        is_done = planned.is_whole and self._is_written
        next_day = self._next_day(facts, planned, waited) if is_done else facts.today
        number = self._index.number if self._index else self._kept.index
        turns = self._kept.in_turn(waited)
        kept = Kept(self._seen.digest, facts.since, number, known, turns, next_day)
        remember_kept(self._recall, replace(kept, folders=folders, names=facts.names))

    def _next_day(self, facts: PostmortemFacts, planned: Plan, waited: list[int]) -> date | None:
        """When something may be due: tomorrow where some that are waited for were not looked at."""
        seen = {incident.number for incident in facts.incidents} | set(self._kept.looked_at)
        tomorrow = facts.today + timedelta(days=1)
        return (
            planned.next_day
            if seen.issuperset(waited)
            else min(planned.next_day or tomorrow, tomorrow)
        )

    def _write(
        self,
        facts: PostmortemFacts,
        wishes: PostmortemWishes,
        planned: Plan,
        known: Known,
        ids: Mapping[str, str],
    ) -> Known:
        """All in one request, but for a label that is missing and an index that is new."""
        text = self._index_text(facts, planned, known) if wishes.index else None
        changes: list[Operation] = []
        if text and self._index and self._index.is_open:
            changes = difference(text, self._index)
        if planned.opened or planned.said or changes:
            self._begin(facts)
            labels = self._labels(dict.fromkeys(each.label for each in planned.opened))
            repository_id = self._seen.repository_id
            numbers, is_written = carry_out(
                self._github, repository_id, planned, changes, labels, ids
            )
            self._claim.succeeded()
            self._is_written &= is_written
            known = _with_opened(known, planned, numbers)
            log.info("Postmortems written", opened=len(numbers), said=len(planned.said))
        if text and self._index is None:
            self._open_index(facts, text)
        return known

    def _index_text(self, facts: PostmortemFacts, planned: Plan, known: Known) -> IndexText:
        """As it should read once the plan is carried out."""
        opened = _with_opened(known, planned, range(-len(planned.opened), 0))
        still_open = {own.number for own in facts.own} | set(range(-len(planned.opened), 0))
        if facts.own_goes_on:
            # Which of the others are open is not known.
            still_open |= {one.issue for one in known.tracked}
        found = matched(facts.documents, opened.tracked)
        waited = list(planned.waited(facts.own))
        return index_text(facts, found, frozenset(still_open), self._label, waited)

    @property
    def _label(self) -> str:
        wishes = self._seen.policy.postmortems
        return wishes.action_label if wishes else ""

    def _begin(self, facts: PostmortemFacts) -> None:
        """Whoever dies from here on has looked through nothing, so that the next one looks."""
        kept = replace(self._kept, wishes=self._seen.digest, since=facts.since, known=None)
        folders = self._seen.policy.postmortem_customs.folders
        today = self._seen.now.date()
        remember_kept(self._recall, replace(kept, next_day=today, folders=folders))
        self._claim.confirm()

    def _open_index(self, facts: PostmortemFacts, text: IndexText) -> None:
        self._begin(facts)
        opened, is_written = open_index(self._github, self._seen.repository_id, text)
        self._is_written &= is_written
        self._claim.succeeded()
        self._kept = replace(self._kept, index=opened.number)
        log.info("Index of postmortems opened", issue=opened.number)

    def _labels(self, names: Mapping[str, None]) -> dict[str, str]:
        """Node ids by lower-case name; what is missing is created."""
        ids = dict(self._seen.labels or {})
        for name in names:
            if name.casefold() not in ids:
                wish = LabelWish(name, LABEL_COLOR, LABEL_WORDS)
                made = create_label(self._github, self._seen.repository_id, wish)
                ids[name.casefold()] = made
        return ids

    def _people(self, people: People, wanted: tuple[str, ...]) -> dict[str, str]:
        """Node ids of those who can be assigned; one request where not all people are known."""
        missing = tuple(login for login in wanted if login.casefold() not in people.ids)
        if people.are_all or not missing:
            return dict(people.ids)
        return {**people.ids, **read_assignable(self._github, missing)}


def _with_opened(known: Known, planned: Plan, numbers: Sequence[int]) -> Known:
    """What is known once the issues of the plan have these numbers."""
    pairs = tuple(zip(planned.opened, numbers, strict=True))
    incidents = frozenset(each.incident for each, _ in pairs if each.incident)
    tracked = tuple(Tracked(each.path, each.key, n) for each, n in pairs if each.path)
    return Known(known.incidents | incidents, (*known.tracked, *tracked))
