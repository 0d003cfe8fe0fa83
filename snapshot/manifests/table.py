"""Which files name dependencies, of which kind, and who reads them."""

from __future__ import annotations

import re
from typing import Literal

from snapshot.manifests.containers import compose, dockerfile
from snapshot.manifests.infrastructure import helm_chart, terraform
from snapshot.manifests.json_sections import composer, npm
from snapshot.manifests.jvm import gradle, pom
from snapshot.manifests.one_per_line import dotnet, go_mod, ruby
from snapshot.manifests.python import quoted_requirements, requirements, setup_cfg
from snapshot.manifests.reader import Reader
from snapshot.manifests.toml_tables import toml_tables

DependencyKind = Literal["packages", "images", "modules"]
"""Packages of a language, container images, modules of infrastructure (Terraform, Helm)."""

_REQUIREMENTS_FILE = re.compile(
    r"(?:.*/)?(?:[\w.-]*requirements[\w.-]*\.(?:txt|in)|requirements/[^/]+\.(?:txt|in))"
)
_DOCKERFILE = re.compile(
    r"(?:dockerfile|containerfile)(?:[._-][\w.-]*)?(?<!\.md)(?<!ignore)|[\w.-]+\.dockerfile"
)
_COMPOSE_FILE = re.compile(r"(?:docker-|podman-)?compose(?:[._-][\w.-]*)?\.ya?ml")
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


def readers_of(path: str, kind: DependencyKind) -> tuple[Reader, ...]:
    """Who finds the dependencies of `kind` in the file at `path`; none where it has none."""
    name = path.rpartition("/")[2].lower()
    if kind == "images":
        return _of_images(name)
    return _of_modules(name) if kind == "modules" else _of_packages(path.lower(), name)


def _of_images(name: str) -> tuple[Reader, ...]:
    if _DOCKERFILE.fullmatch(name):
        return (dockerfile,)
    return (compose,) if _COMPOSE_FILE.fullmatch(name) else ()


def _of_modules(name: str) -> tuple[Reader, ...]:
    if name == "chart.yaml":
        return (helm_chart,)
    return (terraform,) if name.endswith((".tf", ".tofu")) else ()


def _of_packages(path: str, name: str) -> tuple[Reader, ...]:
    if _REQUIREMENTS_FILE.fullmatch(path):
        # Constraints limit versions of what something else asks for.
        return () if "constraint" in name else (requirements,)
    return _BY_NAME.get(name) or _BY_EXTENSION.get("." + name.rpartition(".")[2], ())
