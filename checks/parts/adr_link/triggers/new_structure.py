"""ADR link: folders at the root and packages that a pull request brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from posixpath import basename

from checks.engine.words import code, code_path, listing
from checks.parts.adr_link.triggers.architecture import Fired, names
from snapshot.facts import Snapshot
from snapshot.packages import new_packages
from snapshot.patterns import Globs

_MOST_NAMED = 3


def new_top_level_folders(snapshot: Snapshot, record_folders: Sequence[str]) -> Iterator[Fired]:
    """Fires on folders at the root that the base does not have.

    Folders whose name begins with a dot hold settings of tools, and the roots of the folders of
    records hold documents: neither counts.
    """
    new = _new_at_root(snapshot, record_folders)
    if new:
        noun = "folder" if len(new) == 1 else "folders"
        inside = (f.path for f in snapshot.pull_request.files if f.path.split("/")[0] in new)
        yield Fired(f"It adds the top-level {noun} {names(new)}.", tuple(inside))


def new_package_folders(
    snapshot: Snapshot, record_folders: Sequence[str], leave_out: Sequence[str]
) -> Iterator[Fired]:
    """Fires on new folders with a manifest of their own; not on top-level ones, which are told of
    already.
    """
    left_out = Globs.compile(leave_out)
    at_root = _new_at_root(snapshot, record_folders)
    found = {
        folder: manifest
        for folder, manifest in new_packages(snapshot.pull_request.files).items()
        if not left_out.matches(manifest) and folder.split("/")[0] not in at_root
    }
    if found:
        noun = "package" if len(found) == 1 else "packages"
        named = [f"{code_path(f)} ({code(basename(m), 60)})" for f, m in found.items()]
        yield Fired(f"It adds the {noun} {listing(named, _MOST_NAMED)}.", tuple(found.values()))


def _new_at_root(snapshot: Snapshot, record_folders: Sequence[str]) -> list[str]:
    known = snapshot.top_level_folders | {folder.split("/")[0] for folder in record_folders}
    brought = {
        file.path.split("/")[0]
        for file in snapshot.pull_request.files
        if "/" in file.path and file.kind in ("added", "renamed", "copied")
    }
    return sorted(name for name in brought - known if not name.startswith("."))
