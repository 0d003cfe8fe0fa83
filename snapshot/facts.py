"""The Snapshot: everything a rule may know, read once, immutable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from snapshot.debt_standing import DebtStanding
from snapshot.edited_owners import EditedOwners
from snapshot.hotspot import Hotspot
from snapshot.merged_review import MergedReview
from snapshot.named_issue import DebtDeclaration, NamedIssue
from snapshot.people import Colleague, Team
from snapshot.postmortem_folders import USUAL_CUSTOMS, PostmortemCustoms
from snapshot.pull_request import PullRequest
from snapshot.record import Record
from snapshot.record_family import ADR, RecordFamily
from snapshot.record_work import RecordWork
from snapshot.review_customs import NO_CUSTOMS, ReviewCustoms


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository; `url` is its web address without trailing slash, "" in a local clone, whose
    `owner` may be unknown ("") too. `takes_issues`: they are not switched off there.
    """

    owner: str
    name: str
    default_branch: str
    url: str = ""
    takes_issues: bool = True

    @property
    def full_name(self) -> str:
        return f"{self.owner}/{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file in one of the record folders, at base or head; READMEs and templates are listed too.

    `oid` is its blob, "" when unknown. `record` is what it says, None when it was not read: it is
    no record (`is_record_path`), no text, or one of more than can be read at once.
    """

    path: str
    oid: str = ""
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that was read: its path and content; `oid` is its blob, "" when unknown."""

    path: str
    text: str
    oid: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All facts about one pull request (or local branch) at one base and one head.

    `families` are the sorts of records the policy names; `records_at_base` / `records_at_head` list
    the files of their folders, sorted by path: at the head as they will be once it is merged.
    `others` is what other open pull requests do to records, by number; read only when this one
    touches records, and None when it could not be known. `codeowners` is the file of the base
    branch, None when there is none or it does not count: `owners_left_out` says why, as a sentence
    for people. `teams` are the ones that CODEOWNERS and the areas name for the changed files; a
    team missing here is as unknown as one with `members` None. `customs` are the policy's words on
    reviewing; `colleagues` those who gave reviews or could give them, as far as anything about them
    was read; `merged_reviews` the latest merged pull requests, newest first, None when they were
    not read. `edited_owners` is what becomes of CODEOWNERS, None when the pull request does not
    edit it. `hotspots` are the files that cost most among the changed ones, and `debt_standing` how
    much debt is open where, both as they were counted last; None while that is not known.
    `named_issues` are those of this repository that debt may name; one that is missing here was not
    read. `declared_debt` are the declarations in comments. `postmortem_customs` say where
    postmortems lie and what they have; `postmortem_texts` are those that the pull request adds or
    edits, at the head and as far as they were read. `top_level_folders` are those of the base.
    `unreadable` names what could not be read in full, as sentences for people ("The list of files
    is cut at 3,000 by GitHub"). `now` is the time of reading, in UTC.
    """

    repository: Repository
    pull_request: PullRequest
    now: datetime
    top_level_folders: frozenset[str] = frozenset()
    records_at_base: tuple[RecordFile, ...] = ()
    records_at_head: tuple[RecordFile, ...] = ()
    codeowners: TextFile | None = None
    owners_left_out: str = ""
    teams: tuple[Team, ...] = ()
    families: tuple[RecordFamily, ...] = (ADR,)
    others: tuple[RecordWork, ...] | None = None
    unreadable: tuple[str, ...] = ()
    customs: ReviewCustoms = NO_CUSTOMS
    colleagues: tuple[Colleague, ...] = ()
    merged_reviews: tuple[MergedReview, ...] | None = None
    edited_owners: EditedOwners | None = None
    hotspots: tuple[Hotspot, ...] | None = None
    debt_standing: DebtStanding | None = None
    named_issues: tuple[NamedIssue, ...] = ()
    declared_debt: tuple[DebtDeclaration, ...] = ()
    postmortem_customs: PostmortemCustoms = USUAL_CUSTOMS
    postmortem_texts: tuple[TextFile, ...] = ()

    def colleague(self, login: str) -> Colleague | None:
        """What is known of an account (case-insensitive, leading @ allowed)."""
        key = login.lstrip("@").casefold()
        return next((one for one in self.colleagues if one.login == key), None)

    def is_available(self, login: str) -> bool:
        """Whether nothing is known that keeps this person (case-insensitive) from reviewing now."""
        colleague = self.colleague(login)
        is_busy = colleague is not None and colleague.is_busy
        return not is_busy and not self.customs.is_absent(login, self.now.date())

    def named_issue(self, number: int) -> NamedIssue | None:
        """The issue of this number, if it was read."""
        return next((issue for issue in self.named_issues if issue.number == number), None)

    def team(self, handle: str) -> Team | None:
        """The team `organization/slug` (case-insensitive, leading @ allowed), if it was read."""
        key = handle.lstrip("@").casefold()
        return next((team for team in self.teams if team.handle == key), None)
