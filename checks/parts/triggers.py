"""ADR link: the settings that say what is architectural, and what they find in a pull request."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.engine.declare import CheckSettings
from checks.engine.fields import GlobPattern, LabelName
from checks.engine.words import listing
from checks.parts.architecture import (
    Fired,
    carried_labels,
    many_lines,
    touched_paths,
    unseen_files,
)
from checks.parts.changed_interfaces import changed_api_descriptions, new_migrations
from checks.parts.new_dependencies import new_dependencies
from checks.parts.new_structure import new_package_folders, new_top_level_folders
from snapshot.facts import Snapshot


class TriggerSettings(CheckSettings):
    """One knob for each trigger."""

    paths: tuple[GlobPattern, ...] = Field(
        default=(),
        max_length=200,
        description="Paths whose change is architectural, such as `infra/` or `src/core/`. An "
        "empty list switches this trigger off.",
    )
    labels: tuple[LabelName, ...] = Field(
        default=("architecture",),
        max_length=50,
        description="Labels that make a pull request architectural. An empty list switches this "
        "trigger off.",
    )
    new_top_level_folders: bool = Field(
        default=True,
        description="A new folder at the root is architectural: it is rare and shapes where "
        "everything else goes. Folders that begin with a dot do not count.",
    )
    new_packages: bool = Field(
        default=True,
        description="A new folder with a manifest of its own (`package.json`, `pyproject.toml`, "
        "`go.mod`, `Cargo.toml`, `pom.xml`, `*.csproj` and their like) is architectural: it is a "
        "part that is built, versioned and owned by itself.",
    )
    new_dependencies: bool = Field(
        default=True,
        description="A dependency that a manifest did not have before is architectural: it is "
        "easy to add and hard to remove, and concerns 1 to 5 of 100 pull requests. A new version "
        "of a known one is not, nor what was there already as a dependency of another.",
    )
    new_images: bool = Field(
        default=False,
        description="A container image that no Dockerfile or compose file of the change used "
        "before. A new version of a known one does not count.",
    )
    new_modules: bool = Field(
        default=False,
        description="A provider or module of Terraform, or a chart that a Helm chart depends on, "
        "that was not used before.",
    )
    migrations: bool = Field(
        default=False,
        description="An added schema migration (Alembic, Django, Rails, Flyway, Liquibase, Prisma, "
        "Knex, EF Core and their like).",
    )
    api_descriptions: bool = Field(
        default=True,
        description="The description of an interface that others build upon (OpenAPI, AsyncAPI, "
        "a GraphQL schema, protobuf) is architectural. Where only comments, descriptions, examples "
        "or the document's version change it is not.",
    )
    lines_changed: int | None = Field(
        default=None,
        ge=1,
        le=1_000_000,
        description="As many added and removed lines make a pull request architectural. Files that "
        "programs write, vendored ones and lock files do not count. Without a number this trigger "
        "is off: size alone says little about architecture.",
    )
    leave_out: tuple[GlobPattern, ...] = Field(
        default=(
            *(".github/", "docs/", "doc/", "documentation/", "examples/", "example/", "samples/"),
            *("test/", "tests/", "testdata/", "fixtures/"),
        ),
        max_length=200,
        description="Paths whose packages, dependencies, migrations and API descriptions do not "
        "count. By default the folders that hold documentation, examples, tests and workflows, at "
        "any depth: what they need does not reach the product.",
    )

    @property
    def looked_for(self) -> tuple[str, ...]:
        """What the triggers that are switched on look for, in words."""
        triggers = {
            "listed path": bool(self.paths),
            "listed label": bool(self.labels),
            "new top-level folder": self.new_top_level_folders,
            "new package": self.new_packages,
            "new dependency": self.new_dependencies,
            "new container image": self.new_images,
            "new infrastructure module": self.new_modules,
            "new schema migration": self.migrations,
            "changed API description": self.api_descriptions,
            "change of that many lines": self.lines_changed is not None,
        }
        return tuple(words for words, is_on in triggers.items() if is_on)


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
