"""Dependencies a change adds, read from the patch of a manifest.

A dependency is added when an added line names it and no line of the patch named it before: a new
version, a moved or a reformatted line adds nothing. Lock files are no manifests, and what only
follows from other dependencies (`// indirect`) does not count.

Known: Python (requirements, pyproject.toml, setup.py, setup.cfg, Pipfile), JavaScript
(package.json), Go, Rust, Java and Kotlin (Maven, Gradle), .NET, Ruby, PHP (Composer).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from snapshot.changed_file import ChangedFile, PatchLine
from snapshot.diff import hunks
from snapshot.generated import is_generated
from snapshot.manifests.json_sections import composer, npm
from snapshot.manifests.jvm import gradle, pom
from snapshot.manifests.one_per_line import dotnet, go_mod, ruby
from snapshot.manifests.python import quoted_requirements, requirements, setup_cfg
from snapshot.manifests.reader import LONGEST_LINE, Reader
from snapshot.manifests.toml_tables import toml_tables

_REQUIREMENTS_FILE = re.compile(
    r"(?:.*/)?(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|requirements/[^/]+\.(?:txt|in))"
)
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


def added_dependencies(file: ChangedFile) -> tuple[str, ...]:
    """The dependencies `file` adds, as written, each once, in order; () when it is no manifest.

    Never raises.
    """
    if not is_manifest(file.path):
        return ()
    before: set[str] = set()
    after: dict[str, str] = {}
    for hunk in hunks(file.patch):
        for reader in _readers(file.path):
            before.update(_key(name) for _, name in _named(hunk.lines, "removed", reader))
            for line, name in _named(hunk.lines, "added", reader):
                if line.kind == "added":
                    after.setdefault(_key(name), name)
    return tuple(name for key, name in after.items() if key not in before)


def _named(
    lines: Iterable[PatchLine], kind: str, reader: Reader
) -> Iterator[tuple[PatchLine, str]]:
    """What `reader` finds on one side of a hunk: its context and the lines of `kind`."""
    side: Sequence[PatchLine] = [line for line in lines if line.kind in ("context", kind)]
    for position, name in reader([line.text[:LONGEST_LINE] for line in side]):
        yield side[position], name


def _readers(path: str) -> tuple[Reader, ...]:
    name = path.rpartition("/")[2].lower()
    if _REQUIREMENTS_FILE.fullmatch(path.lower()):
        return (requirements,)
    return _BY_NAME.get(name) or _BY_EXTENSION.get("." + name.rpartition(".")[2], ())


def _key(name: str) -> str:
    """Names that registries take for the same compare equal."""
    return re.sub(r"[-_.]+", "-", name).casefold()
