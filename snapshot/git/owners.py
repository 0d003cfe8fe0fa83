"""CODEOWNERS as a commit has it."""

from __future__ import annotations

from dataclasses import dataclass

import pygit2
from pygit2.enums import FileMode

from snapshot.codeowners import LOCATIONS, Codeowners, LineProblem, parse

_LINK = "The file is a link, which GitHub does not follow; put the owners themselves here."


@dataclass(frozen=True, slots=True)
class OwnersFile:
    """The file at `path`: its text, and what it says."""

    path: str
    text: str
    codeowners: Codeowners


def owners_at(commit: pygit2.Commit) -> OwnersFile | None:
    """The first file where GitHub looks for one, readable or not; None when there is none."""
    for path in LOCATIONS:
        try:
            found = commit.tree[path]
        except KeyError:
            continue
        if isinstance(found, pygit2.Blob):
            text = found.data.decode("utf-8", "replace")
            is_link = found.filemode == FileMode.LINK
            return OwnersFile(path, text, _link(text) if is_link else parse(text))
    return None


def _link(target: str) -> Codeowners:
    return Codeowners(problems=(LineProblem(1, 1, target[:200], _LINK),))
