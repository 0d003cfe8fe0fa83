"""Changes longer than GitHub's comparisons: found again from whole trees, for a few commits.

A tree lists every file of a commit with its blob and mode. What two commits and their merge bases
hold at a path tells whether it changes alike; nothing tells what a clean merge would make of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.approvals.seen_memory import Seen, Sight
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.recall import DAY, MONTH, Recall
from snapshot.changed_file import ChangedFile

MOST_LONG_COMMITS = 3
"""The newest so many; each costs a comparison and up to two trees, once."""
RawChanges = Mapping[str, tuple[str, str]]
"""What stood at each changed path before and after, as mode and blob; "" for nothing."""


def find_long(
    draft: PartialReading, found: Mapping[Sight, Seen], github: GitHub, recall: Recall
) -> dict[Sight, Seen]:
    """In place of changes too long to compare, those of today's that were there to be seen."""
    long = [sight for sight, seen in found.items() if seen.comparison == "too_long"]
    if not long:
        return {}
    now = _raw_changes(github, recall, draft.base_oid, draft.head_oid)
    before = {
        sight: _raw_changes(github, recall, draft.base_oid, sight.commit_oid)
        for sight in long[-MOST_LONG_COMMITS:]
    }
    return {
        sight: Seen(tuple(file for file in draft.files if _is_alike(file, seen, now)))
        for sight, seen in before.items()
        if seen and now
    }


def _is_alike(file: ChangedFile, seen: RawChanges, now: RawChanges) -> bool:
    """Whether all its paths change `now` as they were `seen` to."""
    return all(path in now and now[path] == seen.get(path) for path in file.paths)


def _raw_changes(github: GitHub, recall: Recall, base_oid: str, commit_oid: str) -> RawChanges:
    """What `commit_oid` changes since it left `base_oid`; nothing when GitHub shows no whole trees
    or does not know the commits.
    """
    key = f"raw:{base_oid}:{commit_oid}"
    known = recall.get(key)
    if known is None:
        known = _read(github, base_oid, commit_oid)
        recall.put({key: known}, MONTH if known else DAY)
    return {path: (old, new) for path, (old, new) in known.items()}


def _read(github: GitHub, base_oid: str, commit_oid: str) -> RawChanges:
    try:
        root = _merge_base(github, base_oid, commit_oid)
        before, after = _tree(github, root), _tree(github, commit_oid)
    except Gone:
        return {}
    if before is None or after is None:
        return {}
    return {
        path: (before.get(path, ""), after.get(path, ""))
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
    }


def _merge_base(github: GitHub, base_oid: str, commit_oid: str) -> str:
    """Raises `Gone` when there is none."""
    path = f"/repos/{github.full_name}/compare/{base_oid}...{commit_oid}"
    # Without the files, which come with the first page only.
    answer = github.rest("GET", path, query={"per_page": 1, "page": 2}, expected=True)
    root = (answer.fields.get("merge_base_commit") or {}).get("sha")
    if not root:
        raise Gone(f"GitHub does not compare {base_oid} with {commit_oid}")
    return str(root)


def _tree(github: GitHub, oid: str) -> dict[str, str] | None:
    """All files of a commit; None when there are more than GitHub lists."""
    answer = github.rest(
        "GET", f"/repos/{github.full_name}/git/trees/{oid}", query={"recursive": 1}, expected=True
    )
    data = answer.fields
    if data.get("truncated") is not False:
        return None
    return {e["path"]: f"{e['mode']} {e['sha']}" for e in data["tree"] if e["type"] != "tree"}
