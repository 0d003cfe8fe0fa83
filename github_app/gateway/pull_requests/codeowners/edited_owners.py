"""CODEOWNERS at the head of a pull request that edits it: its text, GitHub's errors, all paths.

Read only for such pull requests, and remembered by the head, so that later events cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from config.policy import Policy
from github_app.failures import Gone, NotPermitted
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.codeowners.owners_errors import OwnersErrors
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.whole_blob import read_whole_blob
from github_app.gateway.recall import DAY, Recall
from github_app.gateway.refusals import brief_failure
from github_app.subjects import Prompt
from snapshot.codeowners import LARGEST_FILE, LOCATIONS
from snapshot.edited_owners import EditedOwners, OwnersError, edits_owners

_KEPT_SECONDS = 7 * DAY


@dataclass(frozen=True, slots=True)
class _Place:
    """A file where GitHub looks for CODEOWNERS: its blob, and its size in bytes, 0 when unknown."""

    oid: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    """`places` by path; `paths` are those of all files, None when GitHub cut the list."""

    places: dict[str, _Place]
    paths: tuple[str, ...] | None


def find_edited_owners(
    draft: PartialReading, github: GitHub, recall: Recall, prompt: Prompt
) -> EditedOwners | None:
    """None when the pull request does not edit it, when no check asks, or when the head is gone.

    Three requests at most, none when all is remembered. GitHub has no errors to tell of a file that
    is not there or does not count.
    """
    if not any(map(edits_owners, draft.files)) or not _is_wanted(draft.in_force.policy):
        return None
    found = _at_head(draft, github, recall)
    if found is None:
        return None
    places: list[str] = found["places"]
    paths: list[str] | None = found["paths"]
    return EditedOwners(
        path=places[0] if places else "",
        text=found["text"],
        size=found["size"],
        unused=tuple(places[1:]),
        errors=_errors(github, recall, draft.head_oid, prompt)
        if found["text"] is not None
        else None,
        paths=None if paths is None else tuple(paths),
    )


def _errors(
    github: GitHub, recall: Recall, head_oid: str, prompt: Prompt
) -> tuple[OwnersError, ...] | None:
    errors = OwnersErrors(github, recall, head_oid)
    return errors.remembered if errors.are_known(prompt) else errors.read()


def _is_wanted(policy: Policy) -> bool:
    on = (settings for settings in policy.checks.values() if settings.mode != "off")
    return any(settings.reads().edited_owners for settings in on)


def _at_head(draft: PartialReading, github: GitHub, recall: Recall) -> dict[str, Any] | None:
    """`places` that have the file, the first of which counts, its `text` and `size`, and all
    `paths`; None when GitHub does not show the head.
    """
    key = f"owners:{draft.head_oid}"
    known: dict[str, Any] | None = recall.get(key)
    if known is not None:
        return known
    try:
        head = _read_head(draft, github)
        text, size = _read_text(github, next(iter(head.places.values()), None))
    except (Gone, NotPermitted):
        return None
    found = {"places": [*head.places], "text": text, "size": size, "paths": head.paths}
    recall.put({key: found}, _KEPT_SECONDS)
    return found


def _read_head(draft: PartialReading, github: GitHub) -> _Head:
    path = f"/repos/{github.full_name}/git/trees/{draft.head_oid}"
    answer = github.rest("GET", path, query={"recursive": "1"}, expected=True)
    listed = answer.fields.get("tree")
    if not isinstance(listed, list):
        # Taken for "no files", it would say that nothing is left to check.
        raise brief_failure("GitHub listed no files of a commit")
    entries = [entry for entry in listed if entry.get("type") != "tree"]
    seen = {
        entry["path"]: _Place(entry["sha"], int(entry.get("size") or 0))
        for entry in entries
        if entry["path"] in LOCATIONS and entry["type"] == "blob"
    }
    if not answer.data.get("truncated"):
        return _Head(_ordered(seen), tuple(str(entry["path"]) for entry in entries))
    return _Head(_ordered(_expected(draft) | seen), None)


def _expected(draft: PartialReading) -> dict[str, _Place]:
    """Where the head has the file, as far as base and changes tell."""
    owners = draft.base.owners
    places = {owners.path: _Place(owners.oid, owners.size)} if owners else {}
    for file in draft.files:
        for path in file.paths:
            places.pop(path, None)
        if file.kind != "removed" and file.path in LOCATIONS and file.blob_oid:
            places[file.path] = _Place(file.blob_oid)
    return places


def _ordered(places: dict[str, _Place]) -> dict[str, _Place]:
    return {path: places[path] for path in LOCATIONS if path in places}


def _read_text(github: GitHub, place: _Place | None) -> tuple[str | None, int]:
    """Text and size in bytes; no text where there is no file, or one that is binary or too large
    to count.
    """
    if place is None or place.size > LARGEST_FILE:
        return None, place.size if place else 0
    content = read_whole_blob(github, place.oid)
    is_text = len(content) <= LARGEST_FILE and b"\0" not in content
    return content.decode("utf-8", "replace") if is_text else None, len(content)
