"""ADR link: the settings that say what is architectural."""

from __future__ import annotations

from pydantic import Field

from checks.engine.declare import CheckSettings
from checks.engine.fields import GlobPattern, LabelName


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
