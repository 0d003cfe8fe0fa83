"""ADR link: dependencies that a pull request adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checks.parts.adr_link.triggers.architecture import Fired, names, paths_named
from snapshot.changed_file import ChangedFile
from snapshot.dependencies import DependencyKind, added_dependencies, is_unread
from snapshot.patterns import Globs

_NOUNS: Mapping[DependencyKind, tuple[str, str]] = {
    "packages": ("dependency", "dependencies"),
    "images": ("container image", "container images"),
    "modules": ("infrastructure module", "infrastructure modules"),
}


def new_dependencies(
    files: Sequence[ChangedFile], kind: DependencyKind, leave_out: Sequence[str]
) -> Iterator[Fired]:
    """Fires on dependencies that manifests did not have before, and on manifests that are too large
    to be read.

    Manifests that match a pattern of `leave_out` bring none, but show what there was before.
    """
    left_out = Globs.compile(leave_out)
    added = added_dependencies(files, kind)
    by_manifest = {path: found for path, found in added.items() if not left_out.matches(path)}
    if by_manifest:
        found = sorted({name for added in by_manifest.values() for name in added})
        noun = _NOUNS[kind][len(found) > 1]
        yield Fired(
            f"It adds the {noun} {names(found)} in {paths_named(by_manifest)}.", tuple(by_manifest)
        )
    unread = [f.path for f in files if is_unread(f, kind) and not left_out.matches(f.path)]
    if unread:
        whose = "the diffs of which are" if len(unread) > 1 else "the diff of which is"
        yield Fired(f"It changes {paths_named(unread)}, {whose} too large to read.", tuple(unread))
