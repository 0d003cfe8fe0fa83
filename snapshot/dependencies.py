"""Dependencies a change adds, read from the patches of manifests.

A dependency is added when an added line names it and no line of any manifest's patch named it
before: a new version, a moved or a reformatted line adds nothing. Lock files are no manifests, and
what only follows from other dependencies (`// indirect`, `# via`, npm's `overrides`) is not added.

Known packages: Python (requirements, pyproject.toml, setup.py, setup.cfg, Pipfile), JavaScript
(package.json), Go, Rust, Java and Kotlin (Maven, Gradle), .NET, Ruby, PHP (Composer). Known images:
those of Dockerfiles and compose files. Known modules: Terraform's providers and modules, and the
charts a Helm chart depends on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from snapshot.changed_file import ChangedFile, PatchLine
from snapshot.diff import added_lines, hunks
from snapshot.generated import is_generated
from snapshot.manifests.go_imports import imported_modules
from snapshot.manifests.npm_lock import is_override, locked_lines
from snapshot.manifests.reader import Mention, is_too_long, readable
from snapshot.manifests.table import DependencyKind, readers_of

__all__ = ["DependencyKind", "added_dependencies", "is_manifest", "is_unread"]

_GO_MAJOR = re.compile(r"/v\d+$")


def is_manifest(path: str, kind: DependencyKind) -> bool:
    """True for a file whose added dependencies are found; vendored ones do not count."""
    return bool(readers_of(path, kind)) and not is_generated(path)


def is_unread(file: ChangedFile, kind: DependencyKind) -> bool:
    """True for a manifest that may add dependencies which cannot be seen: without a patch, or with
    lines too long to read.
    """
    if not is_manifest(file.path, kind):
        return False
    if file.patch is None:
        return file.additions > 0
    return any(is_too_long(line.text) for line in added_lines(file))


def added_dependencies(
    files: Sequence[ChangedFile], kind: DependencyKind
) -> Mapping[str, tuple[str, ...]]:
    """The dependencies that a change brings, as written, each once, by the manifest's path.

    Manifests that bring none are left out. What any of the manifests shows to have been there
    before, be it as a dependency of a dependency or in another folder, is not brought. Never
    raises.
    """
    manifests = [file for file in files if is_manifest(file.path, kind)]
    before = {_key(said.name) for file in manifests for _, said in _mentions(file, kind, "removed")}
    brought = {file.path: _added(file, kind, files, before) for file in manifests}
    return {path: names for path, names in brought.items() if names}


def _added(
    file: ChangedFile, kind: DependencyKind, files: Sequence[ChangedFile], before: set[str]
) -> tuple[str, ...]:
    lock = locked_lines(file.path, files)
    imported = imported_modules(files) if file.path.endswith("go.mod") else frozenset()
    names: dict[str, str] = {}
    for line, said in _mentions(file, kind, "added"):
        is_direct = said.direct or said.name in imported
        if line.kind == "added" and is_direct and not is_override(line.text, lock):
            names.setdefault(_key(said.name), said.name)
    return tuple(name for key, name in names.items() if key not in before)


def _mentions(
    file: ChangedFile, kind: DependencyKind, side: str
) -> Iterator[tuple[PatchLine, Mention]]:
    """What the readers find on one side of the patch: its context and the lines of `side`."""
    for hunk in hunks(file.patch):
        shown = [line for line in hunk.lines if line.kind in ("context", side)]
        lines = [readable(line.text) for line in shown]
        for reader in readers_of(file.path, kind):
            for said in reader(lines):
                yield shown[said.at], said


def _key(name: str) -> str:
    """Names that registries take for the same compare equal, and so do a Go module's versions."""
    return re.sub(r"[-_.]+", "-", _GO_MAJOR.sub("", name)).casefold()
