"""What a ritual may know: immutable facts about one repository at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from snapshot.changed_file import ChangedFile
from snapshot.facts import Repository


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """An issue that Plumbline opened, as it reads now: people may have edited title and body."""

    number: int
    title: str
    body: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """An open issue of anybody's; `opened_at` is in UTC."""

    number: int
    title: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class LabelledIssues:
    """The open issues that carry `label`: `total` of them, the oldest 100 in `issues`, by age."""

    label: str
    total: int
    issues: tuple[OpenIssue, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What the default branch changed since commit `since_oid`.

    `unreadable` names what could not be read in full, as sentences for people.
    """

    since_oid: str
    files: tuple[ChangedFile, ...]
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RitualFacts:
    """Everything the rituals of one repository are planned from.

    `head_oid` is the newest commit of the default branch, "" in an empty repository. `own_issues`
    holds, in any order, at least the newest issues of ours. `assignable` are the people of the
    rotations whom GitHub lets be assigned, logins in lower case. `policy_path` is where the rituals
    are asked for.
    """

    repository: Repository
    now: datetime
    head_oid: str = ""
    own_issues: tuple[OwnIssue, ...] = ()
    labelled: tuple[LabelledIssues, ...] = ()
    assignable: frozenset[str] = frozenset()
    policy_path: str = ".github/plumbline.yml"

    def issues_labelled(self, label: str) -> LabelledIssues:
        """The open issues with `label` (names compare case-insensitively); none when not read."""
        key = label.casefold()
        found = (issues for issues in self.labelled if issues.label.casefold() == key)
        return next(found, LabelledIssues(label, 0, ()))
