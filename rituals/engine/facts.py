"""What a ritual may know: immutable facts about one repository at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from snapshot.changed_file import ChangedFile
from snapshot.conversation import Comment
from snapshot.facts import Repository
from snapshot.hotspot import Hotspot
from snapshot.record import Record
from snapshot.review_customs import NO_CUSTOMS, ReviewCustoms


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """An issue that Plumbline opened, as it reads now: people may have edited title and body.

    `id` is its node id, "" when unknown. `is_completed` says how a closed one was closed: as done,
    not as "not planned" or as a duplicate. `comments` are the newest ones, by age; none of issues
    that were closed long ago. `earliest` are the first ones, where much was said since. `labels`
    are names.
    """

    number: int
    title: str
    body: str
    is_open: bool
    id: str = ""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    is_completed: bool = False
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    earliest: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """A time during which an issue carried `label`; `until` is None while it still does."""

    label: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrackedIssue:
    """An issue or pull request of anybody's; times are in UTC.

    `repository` is `owner/name` where it is another one than the ritual's, else "". `body` is cut
    at some thousand characters and "" unless it was asked for. `due` is the date of its milestone.
    `spans` say when it carried the labels asked for, where that was asked for. `asked_as` is the
    reference by which it was asked for, where it has another one since it was moved.
    """

    number: int
    title: str
    opened_at: datetime
    closed_at: datetime | None = None
    repository: str = ""
    body: str = ""
    labels: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    due: date | None = None
    spans: tuple[LabelSpan, ...] = ()
    asked_as: str = ""

    @property
    def reference(self) -> str:
        """`#12`, or `owner/name#12` where it lives elsewhere."""
        return f"{self.repository}#{self.number}"


@dataclass(frozen=True, slots=True)
class LabelledIssues:
    """The open issues that carry `label`: `total` of them, the oldest 100 in `issues`, by age; with
    pull requests among them where these were asked for.

    `closed` are up to 100 of those closed since the occurrence before, newest first, where they
    were asked for. `may_be_more`: how many there are besides `issues` is not known, or not for the
    readers; then `total` is what they may know of at least.
    """

    label: str
    total: int
    issues: tuple[TrackedIssue, ...]
    closed: tuple[TrackedIssue, ...] = ()
    may_be_more: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether `issues` are perhaps not all of them."""
        return self.may_be_more or self.total > len(self.issues)


@dataclass(frozen=True, slots=True)
class MergedPull:
    """A merged pull request; `repository` is "" for the ritual's own, `author` "" when unknown."""

    number: int
    title: str
    merged_at: datetime
    author: str = ""
    labels: tuple[str, ...] = ()
    repository: str = ""


@dataclass(frozen=True, slots=True)
class MergedWork:
    """The pull requests merged `since` a moment: `total` of them, up to 100 in `pulls`, newest
    first.
    """

    since: datetime
    total: int
    pulls: tuple[MergedPull, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What the default branch changed since commit `since_oid`.

    `unreadable` names what could not be read in full, as sentences for people.
    """

    since_oid: str
    files: tuple[ChangedFile, ...]
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """The text of a ritual's template file; None when there is no such file, or it is no text."""

    path: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Needs:
    """What a ritual wants to be read when an occurrence of it is opened or concluded.

    `labels`: open issues with these, the oldest first. `closed`: also those closed since the
    occurrence before. `pulls`: pull requests with these labels as well. `bodies`: with their text
    and milestone. `label_times`: when they carried these labels. `merged`: pull requests merged
    since the occurrence before. `growth`: what the default branch changed since then. `records`:
    the decision records. `hotspots`: the files that cost most. `template`: the path of a file.
    """

    labels: tuple[str, ...] = ()
    closed: bool = False
    pulls: bool = False
    bodies: bool = False
    label_times: bool = False
    merged: bool = False
    growth: bool = False
    records: bool = False
    hotspots: bool = False
    template: str = ""


@dataclass(frozen=True, slots=True)
class RitualFacts:
    """Everything the rituals of one repository are planned from.

    `head_oid` is the newest commit of the default branch, "" in an empty repository. `own_issues`
    holds, in any order, at least the newest issues of ours. `assignable` are the people of the
    rotations whom GitHub lets be assigned, logins in lower case; `customs` tell who is away.
    `removed` are the occurrences, by ritual, whose issue was opened once and is there no more:
    deleted or transferred by hand. `visibility` is GitHub's word for who sees the repository, ""
    when unknown. `policy_path` is where the rituals are asked for. `followed` are those of the
    issues that the occurrence before spoke of which could be read again, whatever became of them;
    `unseen` are the references of the others that were asked for. What `Needs` names is empty or
    None where it was not asked for, or not known.
    """

    repository: Repository
    now: datetime
    head_oid: str = ""
    own_issues: tuple[OwnIssue, ...] = ()
    labelled: tuple[LabelledIssues, ...] = ()
    followed: tuple[TrackedIssue, ...] = ()
    unseen: frozenset[str] = frozenset()
    assignable: frozenset[str] = frozenset()
    customs: ReviewCustoms = NO_CUSTOMS
    removed: frozenset[tuple[str, str]] = frozenset()
    merged: MergedWork | None = None
    changes: Changes | None = None
    records: tuple[Record, ...] = ()
    hotspots: tuple[Hotspot, ...] = ()
    template: Template | None = None
    policy_path: str = ".github/plumbline.yml"
    visibility: str = ""

    def issues_labelled(self, label: str) -> LabelledIssues:
        """The open issues with `label` (names compare case-insensitively); none when not read."""
        key = label.casefold()
        found = (issues for issues in self.labelled if issues.label.casefold() == key)
        return next(found, LabelledIssues(label, 0, ()))
