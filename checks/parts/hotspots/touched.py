"""Hotspots: which of them a pull request touches, and how much of them it changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from snapshot.changed_file import ChangedFile
from snapshot.hotspot import Hotspot
from snapshot.pull_request import PullRequest

LARGE_CHANGE: Final = 100
"""Changed lines of one file from which on a smaller change would help."""

_TEST: Final = re.compile(
    r"(?:.*/)?(?:tests?|specs?|__tests__|e2e)/.*|(?:.*/)?test_[^/]+|(?:.*/)?[^/]+[._-](?:test|spec)\.\w+"
    r"|(?:.*/)?[^/]+Tests?\.\w+",
)


@dataclass(frozen=True, slots=True)
class TouchedHotspot:
    """A hotspot and what the pull request does to it; `file` has its path today."""

    hotspot: Hotspot
    file: ChangedFile

    @property
    def is_large(self) -> bool:
        return self.file.additions + self.file.deletions >= LARGE_CHANGE


def touched_hotspots(
    files: Iterable[ChangedFile], hotspots: Iterable[Hotspot]
) -> tuple[TouchedHotspot, ...]:
    """Those that are edited or moved, the highest first; removing one is no reason to speak."""
    by_path = {hotspot.path: hotspot for hotspot in hotspots}
    if not by_path:
        return ()
    found = []
    for file in files:
        hotspot = by_path.get(file.path) or by_path.get(file.previous_path or "")
        if hotspot and file.kind not in ("removed", "added", "copied"):
            found.append(TouchedHotspot(hotspot, file))
    return tuple(sorted(found, key=lambda each: each.hotspot.rank))


def brings_tests(pull_request: PullRequest) -> bool:
    """Whether a test is added or changed along, as far as the files are known."""
    return any(_TEST.fullmatch(file.path) for file in pull_request.files if file.kind != "removed")
