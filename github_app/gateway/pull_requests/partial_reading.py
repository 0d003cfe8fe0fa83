"""A reading in progress: what was read so far, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from config.policy import POLICY_PATH
from github_app.gateway.pull_requests.approvals.seen_memory import Sight
from github_app.gateway.pull_requests.base import BaseSeen
from github_app.gateway.pull_requests.facts import Node, every_node, standing_approvals
from github_app.gateway.pull_requests.people.colleagues import Acquaintance
from github_app.gateway.pull_requests.people.named_owners import NamedOwners
from github_app.gateway.pull_requests.people.teams import Members
from github_app.gateway.pull_requests.policy_at_base import PolicyInForce
from github_app.gateway.pull_requests.records.record_memory import RecordKey, Seen
from github_app.gateway.refusals import brief_failure
from github_app.remembered.retargets import Retarget
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import Codeowners
from snapshot.edited_owners import EditedOwners
from snapshot.merged_review import MergedReview
from snapshot.named_issue import NamedIssue
from snapshot.people import PERMISSIONS
from snapshot.pull_request import Comparison

FROM_THE_BEGINNING = ""
_WRITE = PERMISSIONS.index("write")


@dataclass(frozen=True, slots=True)
class Kept:
    """What a review still covers, as `snapshot.pull_request.Review` has it: `paths` are its
    `unchanged_paths`.
    """

    paths: frozenset[str] | None
    comparison: Comparison


@dataclass(slots=True)
class PartialReading:
    """Filled in by the big read, then by questions until nothing is missing.

    `revision` is where `base` was read. Each mapping holds an entry for whatever was asked, None
    where GitHub had nothing, so nothing is asked twice. `kept` maps what a review saw to what
    of it still stands; `clean_merges` are the ids of commits that are known to be such.
    `files_certain` is False when the files may be those of another head. `more` maps a list's name,
    and `more_members` a team's handle, to the cursor from which on it was not read yet. `settled`
    names the single texts that were asked for; `named` is whom CODEOWNERS and areas name for the
    changed files, as far as they are known. `people` is what is known of people by login (lower
    case): `recalled` are those that were looked up in the cache, `new_people` those GitHub told
    something about, `asked_people` those the questions asked about. `began` is when the reading
    did, in seconds since the epoch. `merged` are the latest merged pull requests, None when they
    were not read. `edited_owners` is what becomes of CODEOWNERS, None where the pull request leaves
    it alone. `folders` are the record folders to be read; `records` what is known of the files
    in them, `new_records` what of that was not remembered; `texts` and `new_texts` are the same of
    postmortems, by path and by key. `unproven` counts what a reading of
    approvals left for another one, as it was too much at a time. `labels` are
    the node ids of the policy's labels by name, "" for one that does not exist; `labellings` who
    put labels on and took them off, None where that is not known. `issues` are those that debt may
    name, None where GitHub did not tell; `issues_named` their numbers, None until they were looked
    for.
    """

    repository: Mapping[str, Any]
    pull: Mapping[str, Any]
    base: BaseSeen
    revision: str
    in_force: PolicyInForce
    files: tuple[ChangedFile, ...]
    labels: dict[str, str]
    folders: tuple[str, ...] = ()
    files_certain: bool = True
    owners: Codeowners | None = None
    named: NamedOwners | None = None
    head_policy: str | None = None
    settled: set[str] = field(default_factory=set)
    teams: dict[str, Members] = field(default_factory=dict)
    kept: dict[Sight, Kept] = field(default_factory=dict)
    clean_merges: frozenset[str] = frozenset()
    unproven: int = 0
    retargets: tuple[Retarget, ...] = ()
    reviews: list[Node] = field(default_factory=list)
    commits: list[Node] = field(default_factory=list)
    comments: list[Node] = field(default_factory=list)
    more: dict[str, str] = field(default_factory=dict)
    more_members: dict[str, str] = field(default_factory=dict)
    began: float = 0.0
    people: dict[str, Acquaintance] = field(default_factory=dict)
    recalled: set[str] = field(default_factory=set)
    new_people: set[str] = field(default_factory=set)
    asked_people: set[str] = field(default_factory=set)
    merged: tuple[MergedReview, ...] | None = None
    edited_owners: EditedOwners | None = None
    records: dict[RecordKey, Seen] = field(default_factory=dict)
    new_records: dict[RecordKey, Seen] = field(default_factory=dict)
    labellings: list[Node] | None = None
    issues: dict[int, NamedIssue | None] = field(default_factory=dict)
    issues_named: tuple[int, ...] | None = None
    texts: dict[str, str] = field(default_factory=dict)
    new_texts: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.take_reviews(self.pull.get("reviews"))
        for name in ("commits", "comments"):
            self.take_page(name, self.pull.get(name))

    def take_page(self, name: str, connection: Any) -> None:
        """Adds a page of a list: `comments` are read from the end backward, the others forward."""
        found: list[Node] = list(every_node(connection))
        page = connection.get("pageInfo") or {}
        known: list[Node] = getattr(self, name)
        if name == "comments":
            known[:0] = found
            goes_on, cursor = page.get("hasPreviousPage"), page.get("startCursor")
        else:
            known.extend(found)
            if name == "reviews":
                known.sort(key=_submitted)
            goes_on, cursor = page.get("hasNextPage"), page.get("endCursor")
        self.more.pop(name, None)
        if goes_on and not cursor:
            raise brief_failure("GitHub answered in part: a list goes on nowhere")
        if goes_on:
            self.more[name] = str(cursor)

    def take_reviews(self, connection: Any) -> None:
        """All reviews, when they fit on a page. Otherwise, as remarks without an opinion can be
        any number, the opinion of each person is read instead, from the beginning.
        """
        if (connection or {}).get("pageInfo", {}).get("hasPreviousPage"):
            self.more["reviews"] = FROM_THE_BEGINNING
        else:
            self.reviews = sorted(every_node(connection), key=_submitted)

    @property
    def commits_complete(self) -> bool:
        """False when there are commits, or authors of one, that were not read."""
        total = int((self.pull.get("commits") or {}).get("totalCount") or 0)
        listed = [(node.get("commit") or {}).get("authors") or {} for node in self.commits]
        return len(self.commits) >= total and all(
            len(authors.get("nodes") or ()) >= int(authors.get("totalCount") or 0)
            for authors in listed
        )

    @property
    def names_owners(self) -> bool:
        """Whether CODEOWNERS or the policy name anybody who answers for files."""
        return self.base.owners is not None or bool(self.in_force.policy.customs.areas)

    @property
    def approvals(self) -> list[Node]:
        """The approvals that may count, in time order, last those of people who may push: others
        only where an area asks for less.
        """
        asked = (area.permission for area in self.in_force.policy.customs.areas)
        least = min(map(PERMISSIONS.index, asked), default=_WRITE)
        return standing_approvals(self.reviews, of_all=least < _WRITE)

    @property
    def base_oid(self) -> str:
        return str(self.pull["baseRefOid"])

    @property
    def head_oid(self) -> str:
        return str(self.pull["headRefOid"])

    @property
    def policy_file(self) -> ChangedFile | None:
        """The policy file, when this pull request edits it and does not remove it."""
        return next((f for f in self.files if f.path == POLICY_PATH and f.kind != "removed"), None)


def _submitted(review: Node) -> str:
    """Reviews are in time order, whatever order they are listed in."""
    return str(review.get("submittedAt") or "")
