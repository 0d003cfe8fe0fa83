"""New packages: folders that a change brings together with a manifest of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from posixpath import basename, dirname

from snapshot.changed_file import ChangedFile
from snapshot.generated import is_generated

_MANIFEST = re.compile(
    r"package\.json|deno\.jsonc?|pyproject\.toml|setup\.py|go\.mod|Cargo\.toml|pom\.xml"
    r"|build\.gradle(?:\.kts)?|composer\.json|mix\.exs|pubspec\.yaml|Package\.swift|Chart\.yaml"
    r"|[\w.-]+\.(?:csproj|fsproj|vbproj|gemspec)"
)


def new_packages(files: Sequence[ChangedFile]) -> Mapping[str, str]:
    """The manifest by the folder of each new package, the outermost folders only.

    A folder is new when nothing in it was changed, moved within it or removed: that a change shows
    no older file in a folder is all it can tell. Vendored packages do not count.
    """
    added = [f.path for f in files if f.kind == "added" and _is_manifest(f.path)]
    if not added:
        return {}
    known = {folder for file in files for old in _older(file) for folder in _folders(old)}
    new: dict[str, str] = {}
    for path in sorted(added, key=lambda path: (path.count("/"), path)):
        folder = dirname(path)
        if folder and folder not in known and new.keys().isdisjoint(_folders(path)):
            new[folder] = path
    return new


def _is_manifest(path: str) -> bool:
    return bool(_MANIFEST.fullmatch(basename(path))) and not is_generated(path)


def _older(file: ChangedFile) -> tuple[str, ...]:
    """The places of `file` before the change."""
    if file.kind in ("added", "copied"):
        return ()
    return (file.previous_path or file.path,)


def _folders(path: str) -> tuple[str, ...]:
    """All folders that `path` lies in, the innermost first."""
    folders = []
    while path := dirname(path):
        folders.append(path)
    return tuple(folders)
