"""The hotspots of a clone, by its history."""

from __future__ import annotations

from datetime import datetime, timedelta

import pygit2

from cli.progress import Steps
from debt.fixes import is_fix
from debt.hotspots import DAYS_OF_A_MONTH, MOST_PATHS, SeenChange, candidates, hotspots
from debt.wishes import HotspotWishes
from snapshot.checkout import CommitReader
from snapshot.git.authorship import Authors
from snapshot.git.opening import objects_at_hand
from snapshot.git.past_changes import PastChange, past_changes
from snapshot.git.trees import text_file
from snapshot.hotspot import Hotspot


def hot_files(
    commit: CommitReader, wishes: HotspotWishes, now: datetime, steps: Steps
) -> tuple[Hotspot, ...]:
    """The files with the highest scores, that first. Raises CheckoutError."""
    git, authors = commit.git, Authors(commit.git)
    since = now - timedelta(days=wishes.months * DAYS_OF_A_MONTH)
    with objects_at_hand():
        changes = past_changes(git, commit.commit, since, MOST_PATHS)
        history = [
            _seen(change, authors) for change in steps.each("Reading changes", changes, None)
        ]
        named = candidates(history, now=now, months=wishes.months)
        sizes = {path: lines for path in named if (lines := _lines(commit.commit, path))}
    return hotspots(history, sizes, now=now, months=wishes.months, most=wishes.most)


def _seen(change: PastChange, authors: Authors) -> SeenChange:
    return SeenChange(
        paths=change.paths,
        is_fix=is_fix(change.title, branch=change.branch),
        at=change.at,
        by=authors.of(change.commit).name,
        renames=change.renames,
    )


def _lines(commit: pygit2.Commit, path: str) -> int:
    found = text_file(commit, path)
    return found.text.count("\n") + 1 if found else 0
