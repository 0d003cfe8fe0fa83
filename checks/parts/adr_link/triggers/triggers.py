"""ADR link: what the triggers that are switched on find in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.words import listing
from checks.parts.adr_link.triggers.architecture import (
    Fired,
    carried_labels,
    many_lines,
    touched_paths,
    unseen_files,
)
from checks.parts.adr_link.triggers.changed_interfaces import (
    changed_api_descriptions,
    new_migrations,
)
from checks.parts.adr_link.triggers.new_dependencies import new_dependencies
from checks.parts.adr_link.triggers.new_structure import new_package_folders, new_top_level_folders
from checks.parts.adr_link.triggers.trigger_settings import TriggerSettings
from snapshot.facts import Snapshot


def fired(snapshot: Snapshot, settings: TriggerSettings) -> tuple[Fired, ...]:
    """What the triggers that are switched on find, in their order."""
    return tuple(_fired(snapshot, settings))


def decision_folders(snapshot: Snapshot) -> tuple[str, ...]:
    """Where decisions are written down, in the order of the policy."""
    return tuple(f for family in snapshot.families if family.decides for f in family.folders)


def nothing_found(snapshot: Snapshot, settings: TriggerSettings) -> str:
    """The sentence for a pull request in which no trigger fired."""
    if not settings.looked_for:
        return "Nothing counts as architectural: the policy switches every trigger off."
    looked_for = listing(settings.looked_for, len(settings.looked_for), "or")
    return f"Nothing here is architectural: no {looked_for}{unknown_labels(snapshot, settings)}."


def unknown_labels(snapshot: Snapshot, settings: TriggerSettings) -> str:
    """What a clone cannot know; "" where it is known or does not matter."""
    is_unknown = settings.labels and snapshot.pull_request.labels is None
    return " (labels need GitHub)" if is_unknown else ""


def _fired(snapshot: Snapshot, settings: TriggerSettings) -> Iterator[Fired]:
    pull_request, folders = snapshot.pull_request, decision_folders(snapshot)
    yield from carried_labels(pull_request, settings.labels)
    yield from touched_paths(pull_request.files, settings.paths)
    if settings.new_top_level_folders:
        yield from new_top_level_folders(snapshot, folders)
    if settings.new_packages:
        yield from new_package_folders(snapshot, folders, settings.leave_out)
    yield from _in_files(snapshot, settings)
    if settings.lines_changed is not None:
        yield from many_lines(pull_request.files, settings.lines_changed)
    if any(words != "listed label" for words in settings.looked_for):
        yield from unseen_files(pull_request)


def _in_files(snapshot: Snapshot, settings: TriggerSettings) -> Iterator[Fired]:
    files, leave_out = snapshot.pull_request.files, settings.leave_out
    if settings.new_dependencies:
        yield from new_dependencies(files, "packages", leave_out)
    if settings.new_images:
        yield from new_dependencies(files, "images", leave_out)
    if settings.new_modules:
        yield from new_dependencies(files, "modules", leave_out)
    if settings.migrations:
        yield from new_migrations(files, leave_out)
    if settings.api_descriptions:
        yield from changed_api_descriptions(files, leave_out)
