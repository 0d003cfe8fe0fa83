"""Counts the hotspots of a repository from its merged pull requests, over several turns."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from debt.hotspots import DAYS_OF_A_MONTH, SeenChange, candidates, hotspots
from debt.wishes import HotspotWishes
from github_app.gateway.client import GitHub
from github_app.gateway.debt.change_memory import ChangeMemory
from github_app.gateway.debt.documents import MERGED, sizes_read
from github_app.gateway.debt.merged_page import MergedPage, merged_page
from github_app.gateway.debt.walk import Walk
from snapshot.hotspot import Hotspot

MOST_PAGES = 8
"""Pages that are read in one turn, beside the newest."""

MOST_REQUESTS = MOST_PAGES + 2
"""What one turn costs at most: those pages, the newest one, and the sizes."""

# The files of each are what GitHub has to work for.
_PAGE_SIZE = 40
_MOST_SIZES = 100
_BYTES_OF_A_LINE = 36
"""How long a line of code is on the average: GitHub tells the size of a file, not its lines."""


def read_hotspots(
    github: GitHub, memory: ChangeMemory, base: str, wishes: HotspotWishes, now: datetime
) -> tuple[Hotspot, ...] | None:
    """None while there is more to read in another turn. One request to look what is new, and one
    for the sizes; at first a page for each forty merged pull requests. Where what was read is too
    much to be remembered, no other turn can go on with it: then the newest changes have to do.
    """
    span = timedelta(days=wishes.months * DAYS_OF_A_MONTH)
    changes = _recent(memory.changes, now - span)

    def read(after: str) -> MergedPage:
        return _page(github, base, after)

    def take(page: MergedPage) -> None:
        changes.update(page.changes)

    back_to = (now - span).strftime("%Y-%m-%dT%H:%M:%SZ")
    walk = Walk(read, take, memory.progress, MOST_PAGES, back_to)
    try:
        first = read("")
        if not walk.catch_up(first):
            changes.clear()
            walk.begin(first)
        walk.go_on()
    finally:
        is_kept = memory.put(walk.progress, changes)
    if is_kept and not walk.is_done:
        return None
    history = tuple(changes.values())
    wanted = candidates(history, now=now, months=wishes.months, most=_MOST_SIZES)
    lines = _lines(github, base, wanted)
    return hotspots(
        history, lines, now=now, months=wishes.months, most=wishes.most, sizes_are_guessed=True
    )


def _recent(changes: dict[int, SeenChange], since: datetime) -> dict[int, SeenChange]:
    return {number: change for number, change in changes.items() if change.at >= since}


def _page(github: GitHub, base: str, after: str) -> MergedPage:
    owner, name = github.full_name.split("/", 1)
    asked = {"base": base, "size": _PAGE_SIZE, "after": after or None}
    answer = github.graphql(MERGED, {"owner": owner, "name": name, **asked})
    answer.insist()
    return merged_page((answer.found("repository") or {}).get("merged"))


def _lines(github: GitHub, base: str, paths: Sequence[str]) -> dict[str, int]:
    """About how many lines the files have that are there, by path; one request."""
    if not paths:
        return {}
    owner, name = github.full_name.split("/", 1)
    files = {f"file{n}": f"refs/heads/{base}:{path}" for n, path in enumerate(paths)}
    answer = github.graphql(sizes_read(len(paths)), {"owner": owner, "name": name, **files})
    answer.insist()
    repository = answer.found("repository") or {}
    found = ((path, repository.get(f"file{n}")) for n, path in enumerate(paths))
    return {
        path: math.ceil(int(blob["byteSize"]) / _BYTES_OF_A_LINE)
        for path, blob in found
        if blob and blob.get("byteSize") and not blob.get("isBinary")
    }
