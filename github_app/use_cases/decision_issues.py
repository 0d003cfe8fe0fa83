"""One turn's work on the issues about decisions: what stands, what is missing, what is written."""

from __future__ import annotations

from datetime import date

import structlog

from checks.engine.verdict import LabelWish
from decisions.compose import of_family
from decisions.dates import RecordDate, record_dates, undated_proposals
from decisions.issue_text import LogText, Mark, log_text, mark_of, title_of
from decisions.log import DecisionLog
from decisions.reminder_text import reminder_of
from decisions.reminders import Reminded, grouped, missing, reminded_in
from decisions.tables import Places
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.kept import Kept
from github_app.gateway.decisions.merged import History
from github_app.gateway.decisions.reading import DecisionsSeen
from github_app.gateway.decisions.record_texts import read_touched
from github_app.gateway.decisions.standing import StandingLog, read_log
from github_app.gateway.kept_issues import OwnIssue, own_issues
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.publisher.decision_log import difference, open_log, pin_log, write_log
from github_app.publisher.issues import IssueWish, open_issue
from github_app.slug import bot_login
from github_app.use_cases.sole_claim import SoleClaim
from snapshot.facts import RecordFile

LABEL_COLOR = "5319e7"
LABEL_WORDS = "A date that a decision record sets has come"
log = structlog.stdlib.get_logger(__name__)


class DecisionIssues:
    """Our issues of one repository during one turn.

    What Redis remembers is trusted where it names an issue that is there; before anything is
    created, all issues that we ever opened are looked through, once.
    """

    def __init__(
        self,
        desk: Desk,
        github: GitHub,
        recall: Recall,
        claim: SoleClaim,
        seen: DecisionsSeen,
        kept: Kept | None,
    ) -> None:
        self._desk, self._github, self._recall = desk, github, recall
        self._claim, self._seen = claim, seen
        self._own: tuple[OwnIssue, ...] | None = None
        self._logs = {family: standing.number for family, standing in seen.logs.items()}
        self._reminded = kept.reminded if kept else None
        self._is_complete = True

    def kept(self, next_date: date | None) -> Kept:
        """What the next turn should know; it comes with the clock where a part is missing yet."""
        if not self._is_complete:
            next_date = self._seen.now.date()
        return Kept(self._seen.wishes.digest, self._logs, self._reminded, next_date)

    def keep_logs(self, found: DecisionLog, history: History) -> None:
        """Opens or corrects the log of each family that wants one.

        A closed one is left alone, and so is one that stands while the past is still being read:
        what it says of it would vanish only to come back.
        """
        for family in self._seen.policy.families:
            if family.name not in self._seen.wishes.logs:
                continue
            text = log_text(of_family(found, family), family.name, history.searched_to)
            standing = self._seen.logs.get(family.name) or self._find_log(family.name)
            if standing is None:
                self._open_log(family.name, text)
                continue
            self._logs[family.name] = standing.number
            if standing.is_open and not standing.was_pinned:
                pin_log(self._github, standing.id)
            operations = difference(text, standing)
            if operations and standing.is_open and not history.searched_to:
                self._is_complete &= write_log(self._github, operations)
                log.info("Decision log written", family=family.name, operations=len(operations))

    def _open_log(self, family: str, text: LogText) -> None:
        self._claim.confirm()
        opened, is_whole = open_log(self._github, self._seen.repository_id, text)
        self._is_complete &= is_whole
        self._claim.succeeded()
        self._logs[family] = opened.number
        log.info("Decision log opened", family=family, issue=opened.number)

    def remind(self, found: DecisionLog) -> date | None:
        """Opens the reminders that are missing; answers the next day on which one may be due."""
        wishes = dict(self._seen.wishes.dates)
        undated = [entry.record.path for entry in undated_proposals(found.entries, wishes)]
        oids = {file.path: file.oid for file in self._seen.files}
        files = [RecordFile(path, oids[path]) for path in undated]
        with expecting("the age of records"):
            touched = read_touched(self._github, self._recall, files, self._seen.head_oid)
        dates = record_dates(found.entries, wishes, touched)
        today = self._seen.now.date()
        come = [each for each in dates if each.due <= today]
        due = missing(come, self._all_reminded(), frozenset(oids)) if come else ()
        groups = grouped(due)
        for group in groups:
            self._open_reminder(group, found, today)
        if len(due) > sum(map(len, groups)):
            return today
        return min((each.due for each in dates if each.due > today), default=None)

    def _open_reminder(
        self, group: tuple[RecordDate, ...], found: DecisionLog, today: date
    ) -> None:
        label = self._label_of(group[0])
        reminder = reminder_of(group, today, Places.of(found))
        wish = IssueWish(
            reminder.title,
            reminder.body,
            LabelWish(label, LABEL_COLOR, LABEL_WORDS),
            self._seen.labels.get(label.casefold(), ""),
        )
        self._claim.confirm()
        opened = open_issue(self._github, self._seen.repository_id, wish)
        self._claim.succeeded()
        self._reminded = (*self._all_reminded(), *(Reminded.of(each) for each in group))
        log.info("Reminder of a date opened", issue=opened.number, dates=len(group))

    def _label_of(self, due: RecordDate) -> str:
        remind = self._seen.policy.record_wishes[due.entry.family].remind
        return remind.label if remind else ""

    def _all_reminded(self) -> tuple[Reminded, ...]:
        if self._reminded is None:
            bodies = (issue.body for issue in self._own_issues())
            self._reminded = tuple(one for body in bodies for one in reminded_in(body))
        return self._reminded

    def _find_log(self, family: str) -> StandingLog | None:
        """The log issue of a family among all of ours: an open one first, then the oldest.

        When somebody has edited the marker away, the title still tells.
        """
        found = [
            issue
            for issue in self._own_issues()
            if mark_of(issue.body) == Mark(family) or issue.title == title_of(family)
        ]
        best = min(found, key=lambda issue: (not issue.is_open, issue.number), default=None)
        return read_log(self._github, best.number, family) if best else None

    def _own_issues(self) -> tuple[OwnIssue, ...]:
        if self._own is None:
            self._own = own_issues(self._github, bot_login(self._desk.redis, self._desk.github))
        return self._own
