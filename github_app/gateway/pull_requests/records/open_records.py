"""What the open pull requests do to records, as far as one list of them and their paths tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.facts import Node, every_node, nodes
from snapshot.record_family import RecordFamily, family_of
from snapshot.record_names import is_record_path
from snapshot.record_work import RecordWork

_LIST = """
query ReadOpenPullRequests($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage }
      nodes {
        number headRefOid baseRefName
        files(first: 100) { pageInfo { hasNextPage } nodes { path changeType } }
      }
    }
  }
}"""
_ADDED = frozenset({"ADDED", "COPIED", "RENAMED"})


@dataclass(frozen=True, slots=True)
class OpenRecords:
    """`rows` of the pull requests that touch records; those whose head was judged are whole, the
    others know paths only. `unread` are the numbers of the latter, and of those with more files
    than are listed. `open` are the numbers listed; `is_all` is False when there are more.
    """

    rows: tuple[RecordWork, ...]
    unread: tuple[int, ...]
    open: frozenset[int]
    is_all: bool


def read_open_records(
    github: GitHub, families: Iterable[RecordFamily], known: Mapping[int, RecordWork]
) -> OpenRecords:
    """One request, for the hundred that changed last. `known` are the rows there are."""
    owner, name = github.full_name.split("/", 1)
    answer = github.graphql(_LIST, {"owner": owner, "name": name})
    answer.insist()
    listed = (answer.found("repository") or {}).get("pullRequests")
    found = tuple(every_node(listed))
    families, rows, unread = tuple(families), [], []
    for pull in found:
        row = known.get(pull["number"])
        if row is None or row.head_oid != pull["headRefOid"] or not row.is_read:
            row = _row(pull, families)
            if row.added or row.edited or _goes_on(pull.get("files")):
                unread.append(row.number)
        if row.added or row.edited:
            rows.append(row)
    numbers = frozenset(int(pull["number"]) for pull in found)
    return OpenRecords(tuple(rows), tuple(sorted(unread)), numbers, not _goes_on(listed))


def _row(pull: Node, families: Collection[RecordFamily]) -> RecordWork:
    files = [
        (str(file["path"]), file.get("changeType") in _ADDED)
        for file in nodes(pull.get("files"))
        if is_record_path(str(file["path"])) and family_of(str(file["path"]), families)
    ]
    return RecordWork(
        number=int(pull["number"]),
        base_name=str(pull["baseRefName"]),
        head_oid=str(pull["headRefOid"]),
        added=tuple(sorted(path for path, is_new in files if is_new)),
        edited=tuple(sorted(path for path, is_new in files if not is_new)),
        is_read=False,
    )


def _goes_on(connection: Node | None) -> bool:
    """Also true of a list that GitHub could not make."""
    return connection is None or bool((connection.get("pageInfo") or {}).get("hasNextPage"))
