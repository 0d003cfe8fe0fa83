"""The decision log as a value: every record with its status, date and successors, and the pull
requests that carried it out or departed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from snapshot.facts import Repository
from snapshot.record import Record


@dataclass(frozen=True, slots=True)
class MergedPullRequest:
    """A merged pull request's own words; `number` is 0 for a commit that names none.

    `texts` are title, description and the messages of its commits or of its merge. `paths` are all
    the files it changed, empty when not all of them are known.
    """

    number: int
    merged_at: datetime
    texts: tuple[str, ...]
    branch: str = ""
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One record of the log. Paths of other records are sorted; numbers of pull requests rise.

    `supersedes` and `superseded_by` join what either side says. `implemented_by` cite the record,
    `waived_by` say that they depart from it.
    """

    record: Record
    family: str
    supersedes: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    implemented_by: tuple[int, ...] = ()
    waived_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """The entries of a branch at one commit, sorted by folder, number and path.

    `unread` are paths of records whose text could not be read. `folders` are the ones searched.
    """

    repository: Repository
    branch: str
    commit_oid: str
    entries: tuple[LogEntry, ...]
    folders: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
