"""ADR link: descriptions of interfaces and schemas of databases that a pull request changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.words import plural
from checks.parts.adr_link.triggers.architecture import Fired, paths_named
from snapshot.api_descriptions import changes_for_callers, is_api_description
from snapshot.changed_file import ChangedFile
from snapshot.migrations import is_migration
from snapshot.patterns import Globs


def changed_api_descriptions(
    files: Sequence[ChangedFile], leave_out: Sequence[str]
) -> Iterator[Fired]:
    """Fires on descriptions of interfaces whose callers may notice the change."""
    left_out = Globs.compile(leave_out)
    found = [
        file
        for file in files
        if is_api_description(file.path)
        and not left_out.matches(file.path)
        and changes_for_callers(file)
    ]
    if found:
        paths = tuple(file.path for file in found)
        noun = "API description" if len(found) == 1 else "API descriptions"
        lines = plural(sum(file.changed_lines for file in found), "line")
        yield Fired(f"It changes the {noun} {paths_named(paths)} ({lines}).", paths)


def new_migrations(files: Sequence[ChangedFile], leave_out: Sequence[str]) -> Iterator[Fired]:
    """Fires on added schema migrations."""
    left_out = Globs.compile(leave_out)
    paths = tuple(
        file.path
        for file in files
        if file.kind == "added" and is_migration(file.path) and not left_out.matches(file.path)
    )
    if paths:
        noun = "schema migration" if len(paths) == 1 else "schema migrations"
        yield Fired(f"It adds the {noun} {paths_named(paths)}.", paths)
