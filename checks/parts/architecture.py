"""ADR link: what makes a pull request architectural.

Each trigger answers with a sentence of Markdown that says what fired it, or with "".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checks.engine.words import code, code_path, listing, plural
from snapshot.changed_file import ChangedFile
from snapshot.dependencies import added_dependencies, is_unread
from snapshot.facts import Snapshot
from snapshot.patterns import Globs
from snapshot.pull_request import PullRequest

_MOST_NAMED = 3


def touched_paths(files: Sequence[ChangedFile], patterns: Sequence[str]) -> str:
    """Fires on changed files that match a pattern, at their new or old place."""
    globs = Globs.compile(patterns)
    hits = {
        file.path: pattern
        for file in files
        for path in file.paths
        if (pattern := globs.first_match(path)) is not None
    }
    if not hits:
        return ""
    by = listing(sorted({code(pattern, 100) for pattern in hits.values()}), _MOST_NAMED)
    return f"It touches {_paths(hits)} (listed as {by})."


def carried_labels(pull_request: PullRequest, labels: Sequence[str]) -> str:
    """Fires on labels the pull request carries."""
    carried = [label for label in labels if pull_request.has_label(label)]
    return f"It carries the label {_named(carried)}." if carried else ""


def new_top_level_folders(snapshot: Snapshot, record_folders: Sequence[str]) -> str:
    """Fires on folders at the root that the base does not have.

    Folders whose name begins with a dot hold settings of tools, and the roots of the decision
    folders hold documents: neither counts.
    """
    known = snapshot.top_level_folders | {folder.split("/")[0] for folder in record_folders}
    brought = {
        file.path.split("/")[0]
        for file in snapshot.pull_request.files
        if "/" in file.path and file.kind in ("added", "renamed", "copied")
    }
    new = sorted(name for name in brought - known if not name.startswith("."))
    folders = "folder" if len(new) == 1 else "folders"
    return f"It adds the top-level {folders} {_named(new)}." if new else ""


def new_dependencies(files: Sequence[ChangedFile], leave_out: Sequence[str]) -> str:
    """Fires on dependencies that manifests did not have before.

    Manifests that match a pattern of `leave_out` bring none, but show what there was before.
    """
    left_out = Globs.compile(leave_out)
    by_manifest = {
        path: names
        for path, names in added_dependencies(files).items()
        if not left_out.matches(path)
    }
    if not by_manifest:
        return ""
    names = sorted({name for added in by_manifest.values() for name in added})
    noun = "dependency" if len(names) == 1 else "dependencies"
    return f"It adds the {noun} {_named(names)} in {_paths(by_manifest)}."


def unread_manifests(files: Sequence[ChangedFile], leave_out: Sequence[str]) -> str:
    """Fires on manifests whose change cannot be read: it may well add a dependency."""
    left_out = Globs.compile(leave_out)
    unread = [file.path for file in files if is_unread(file) and not left_out.matches(file.path)]
    whose = "the diffs of which are" if len(unread) > 1 else "the diff of which is"
    return f"It changes {_paths(unread)}, {whose} too large to read." if unread else ""


def unseen_files(pull_request: PullRequest) -> str:
    """Fires when GitHub does not list every file: what is not seen may well be architectural."""
    if pull_request.files_complete:
        return ""
    return (
        f"It changes {plural(pull_request.changed_files, 'file')}, of which GitHub lists "
        f"{len(pull_request.files):,}; a change of this size counts as architectural."
    )


def _paths(paths: Iterable[str]) -> str:
    return listing([code_path(path) for path in paths], _MOST_NAMED)


def _named(things: Iterable[str]) -> str:
    return listing([code(thing, 120) for thing in things], _MOST_NAMED)
