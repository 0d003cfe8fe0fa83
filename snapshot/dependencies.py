"""Dependencies a change adds, read from the patches of manifests.

A dependency is added when an added line names it and no line of any manifest's patch named it
before: a new version, a moved or a reformatted line adds nothing. Lock files are no manifests, and
what only follows from other dependencies (`// indirect`, `# via`, npm's `overrides`) is not added.

Known: Python (requirements, pyproject.toml, setup.py, setup.cfg, Pipfile), JavaScript
(package.json), Go, Rust, Java and Kotlin (Maven, Gradle), .NET, Ruby, PHP (Composer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from snapshot.changed_file import ChangedFile, PatchLine
from snapshot.diff import added_lines, hunks
from snapshot.generated import is_generated
from snapshot.manifests.go_imports import imported_modules
from snapshot.manifests.json_sections import composer, npm
from snapshot.manifests.jvm import gradle, pom
from snapshot.manifests.npm_lock import is_override, locked_lines
from snapshot.manifests.one_per_line import dotnet, go_mod, ruby
from snapshot.manifests.python import quoted_requirements, requirements, setup_cfg
from snapshot.manifests.reader import Mention, Reader, is_too_long, readable
from snapshot.manifests.toml_tables import toml_tables

_REQUIREMENTS_FILE = re.compile(
    r"(?:.*/)?(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|requirements/[^/]+\.(?:txt|in))"
)
_GO_MAJOR = re.compile(r"/v\d+$")
_BY_NAME: dict[str, tuple[Reader, ...]] = {
    "package.json": (npm,),
    "composer.json": (composer,),
    "pyproject.toml": (quoted_requirements, toml_tables),
    "setup.py": (quoted_requirements,),
    "setup.cfg": (setup_cfg,),
    "pipfile": (toml_tables,),
    "cargo.toml": (toml_tables,),
    "libs.versions.toml": (toml_tables,),
    "go.mod": (go_mod,),
    "pom.xml": (pom,),
    "build.gradle": (gradle,),
    "build.gradle.kts": (gradle,),
    "directory.packages.props": (dotnet,),
    "packages.config": (dotnet,),
    "gemfile": (ruby,),
    "gems.rb": (ruby,),
}
_BY_EXTENSION: dict[str, tuple[Reader, ...]] = {
    **dict.fromkeys((".csproj", ".fsproj", ".vbproj", ".props"), (dotnet,)),
    ".gemspec": (ruby,),
}


def is_manifest(path: str) -> bool:
    """True for a file whose added dependencies are found; vendored ones do not count."""
    return bool(_readers(path)) and not is_generated(path)


def is_unread(file: ChangedFile) -> bool:
    """True for a manifest that may add dependencies which cannot be seen: without a patch, or with
    lines too long to read.
    """
    if not is_manifest(file.path):
        return False
    if file.patch is None:
        return file.additions > 0
    return any(is_too_long(line.text) for line in added_lines(file))


def added_dependencies(files: Sequence[ChangedFile]) -> Mapping[str, tuple[str, ...]]:
    """The dependencies that a change brings, as written, each once, by the manifest's path.

    Manifests that bring none are left out. What any of the manifests shows to have been there
    before, be it as a dependency of a dependency or in another folder, is not brought. Never
    raises.
    """
    manifests = [file for file in files if is_manifest(file.path)]
    before = {_key(said.name) for file in manifests for _, said in _mentions(file, "removed")}
    brought = {file.path: _added(file, files, before) for file in manifests}
    return {path: names for path, names in brought.items() if names}


def _added(file: ChangedFile, files: Sequence[ChangedFile], before: set[str]) -> tuple[str, ...]:
    lock = locked_lines(file.path, files)
    imported = imported_modules(files) if file.path.endswith("go.mod") else frozenset()
    names: dict[str, str] = {}
    for line, said in _mentions(file, "added"):
        is_direct = said.direct or said.name in imported
        if line.kind == "added" and is_direct and not is_override(line.text, lock):
            names.setdefault(_key(said.name), said.name)
    return tuple(name for key, name in names.items() if key not in before)


def _mentions(file: ChangedFile, kind: str) -> Iterator[tuple[PatchLine, Mention]]:
    """What the readers find on one side of the patch: its context and the lines of `kind`."""
    for hunk in hunks(file.patch):
        side = [line for line in hunk.lines if line.kind in ("context", kind)]
        lines = [readable(line.text) for line in side]
        for reader in _readers(file.path):
            for said in reader(lines):
                yield side[said.at], said


def _readers(path: str) -> tuple[Reader, ...]:
    name = path.rpartition("/")[2].lower()
    if _REQUIREMENTS_FILE.fullmatch(path.lower()):
        # Constraints limit versions of what something else asks for.
        return () if "constraint" in name else (requirements,)
    return _BY_NAME.get(name) or _BY_EXTENSION.get("." + name.rpartition(".")[2], ())


def _key(name: str) -> str:
    """Names that registries take for the same compare equal, and so do a Go module's versions."""
    return re.sub(r"[-_.]+", "-", _GO_MAJOR.sub("", name)).casefold()
