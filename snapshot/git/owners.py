"""CODEOWNERS as a commit has it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pygit2
from pygit2.enums import FileMode

from snapshot.changed_file import ChangedFile
from snapshot.codeowners import LARGEST_FILE, LOCATIONS, Codeowners, LineProblem, parse
from snapshot.edited_owners import EditedOwners, edits_owners

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
        found = _blob(commit, path)
        if found is not None:
            text = found.data.decode("utf-8", "replace")
            is_link = found.filemode == FileMode.LINK
            return OwnersFile(path, text, _link(text) if is_link else parse(text))
    return None


def edited_owners(commit: pygit2.Commit, files: Iterable[ChangedFile]) -> EditedOwners | None:
    """What becomes of CODEOWNERS at `commit`; None when none of `files` is one."""
    if not any(map(edits_owners, files)):
        return None
    places = {path: blob for path in LOCATIONS if (blob := _blob(commit, path)) is not None}
    index = pygit2.Index()
    index.read_tree(commit.tree)
    paths = tuple(entry.path for entry in index)
    if not places:
        return EditedOwners("", None, paths=paths)
    path, blob = next(iter(places.items()))
    counts = blob.size <= LARGEST_FILE and not blob.is_binary
    return EditedOwners(
        path=path,
        text=blob.data.decode("utf-8", "replace") if counts else None,
        size=blob.size,
        unused=tuple(places)[1:],
        paths=paths,
    )


def _blob(commit: pygit2.Commit, path: str) -> pygit2.Blob | None:
    try:
        found = commit.tree[path]
    except KeyError:
        return None
    return found if isinstance(found, pygit2.Blob) else None


def _link(target: str) -> Codeowners:
    return Codeowners(problems=(LineProblem(1, 1, target[:200], _LINK),))
