"""Leaves behind what the next reading of a pull request would ask for again."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from github_app.gateway.debt.hotspot_table import packed_hotspots
from github_app.gateway.pull_requests.approvals.merges_that_matter import oid_of
from github_app.gateway.pull_requests.approvals.seen_memory import (
    history_key,
    history_of,
    shown_key,
)
from github_app.gateway.pull_requests.debt_known import hotspots_touched
from github_app.gateway.pull_requests.files import files_key_of, packed, unpacked
from github_app.gateway.pull_requests.guess import (
    ISSUES_NAMED,
    MOST_ISSUES_NAMED,
    tip_of,
    tree_key,
)
from github_app.gateway.pull_requests.named_issues import issues_named
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.people.candidates import approving
from github_app.gateway.pull_requests.reading import Read
from github_app.gateway.pull_requests.records.postmortem_texts import keep_texts
from github_app.gateway.pull_requests.records.record_memory import RecordMemory
from github_app.gateway.pull_requests.sources import Sources


def remember(sources: Sources, done: Read) -> None:
    """Keeps the guesses that `done` allows, and those contents that were not known before it."""
    draft, known = done.draft, done.known
    pull, base, head_oid = draft.pull, draft.base, draft.head_oid
    touched = hotspots_touched(draft, known)
    trees = {oid for folder in draft.folders if (oid := base.folders.get(folder))}
    named = issues_named(draft)
    lately = tuple(dict.fromkeys((*named, *known.issues)))[:MOST_ISSUES_NAMED]
    values: dict[str, Any] = {
        ISSUES_NAMED: lately,
        f"pull:{pull['number']}": {
            "base": pull["baseRefName"],
            "base_oid": pull["baseRefOid"],
            "head": head_oid,
            "approvers": approving(draft),
            "hotspots": None if touched is None else packed_hotspots(touched),
            "issues": named,
        },
        f"base:{pull['baseRefName']}": {
            "last_good": draft.in_force.text,
            "broken_at": tip_of(pull) if draft.in_force.problems else "",
            "owners": base.owners.oid if base.owners else None,
            "trees": sorted(trees),
            "repository": draft.repository["id"],
        },
        **{
            tree_key(oid): [astuple(file) for file in base.trees[oid]]
            for oid in trees & set(base.trees) - set(known.trees)
        },
    }
    files_key = files_key_of(pull["baseRefOid"], head_oid)
    is_known = files_key == known.files_key and draft.files == known.files
    if draft.files_certain and not is_known:
        values[files_key] = packed(draft.files)
        values |= _shown(sources, draft)
    if base.owners and base.owners.text is not None and base.owners.oid not in known.texts:
        values[f"text:{base.owners.oid}"] = base.owners.text
    sources.recall.put(values)
    RecordMemory(sources.recall, draft.in_force.policy.families).put(draft.new_records)
    keep_texts(draft, sources.recall)


def _shown(sources: Sources, draft: PartialReading) -> dict[str, Any]:
    """The changes that were there whenever the head was seen on this base.

    They count once the pull request targets another base: the branch it targeted before may have
    been made to show whatever was convenient for a while.
    """
    place = shown_key(draft.pull["baseRefName"], draft.head_oid)
    before, always = sources.recall.get(place), draft.files
    if before is not None:
        shown = frozenset(unpacked(before))
        always = tuple(file for file in always if file in shown)
    return {place: packed(always)} | _history(draft)


def _history(draft: PartialReading) -> dict[str, Any]:
    """Where the head left the base, unless there are more commits than can be read."""
    if "commits" in draft.more or not draft.commits_complete:
        return {}
    history = history_of(map(oid_of, draft.commits))
    place = history_key(draft.pull["baseRefName"], draft.head_oid)
    return {place: {"base": draft.base_oid, "history": history}}
