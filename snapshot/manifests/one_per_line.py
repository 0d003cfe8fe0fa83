"""Manifests whose lines say by themselves that they name a dependency: Go, .NET, Ruby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_GO_BLOCK = re.compile(r"\s*(?P<name>require|exclude|replace|retract|tool|godebug)\b[^(]{0,3}\(")
_GO = re.compile(
    r"\s*(?:require\s+)?(?P<name>[\w-]+(?:\.[\w-]+)+(?:/[^\s]+)?)\s+v\d\S*(?P<more>.*)"
)
_NET = re.compile(
    r"\s*<(?:(?:Global)?PackageReference|PackageVersion)\s+Include\s*=\s*\"(?P<name>[^\"]+)\""
    r"|\s*<package\s+id\s*=\s*\"(?P<id>[^\"]+)\""
)
_RUBY = re.compile(
    r"\s*(?:gem|[\w.]{1,40}\.add_(?:runtime_|development_)?dependency)[\s(]{1,3}"
    r"[\"'](?P<name>[\w.-]+)[\"']"
)


def go_mod(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """go.mod: direct requirements; indirect ones follow from others and do not count."""
    block = "require"
    for at, line in enumerate(lines):
        if opening := _GO_BLOCK.match(line):
            block = opening["name"]
        elif line.strip() == ")":
            block = "require"
        elif block == "require" and (match := _GO.match(line)) and _is_direct(match["more"]):
            yield at, match["name"]


def _is_direct(more: str) -> bool:
    return "// indirect" not in more and "=>" not in more


def dotnet(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Project files, Directory.Packages.props and packages.config."""
    for at, line in enumerate(lines):
        if match := _NET.match(line):
            yield at, match["name"] or match["id"]


def ruby(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Gemfile and *.gemspec."""
    for at, line in enumerate(lines):
        if match := _RUBY.match(line):
            yield at, match["name"]
