"""Manifests whose lines say by themselves that they name a dependency: Go, .NET, Ruby."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from snapshot.manifests.reader import Mention

_GO_BLOCK = re.compile(r"\s*(?P<name>require|exclude|replace|retract|tool|godebug)\b[^(]{0,3}\(")
_GO = re.compile(
    r"\s*(?:require\s+)?[\"`]?(?P<name>[\w-]+(?:\.[\w-]+)+(?:/[^\s\"`]+)?)[\"`]?\s+v\d\S*(?P<more>.*)"
)
_NET = re.compile(
    r"\s*<(?:(?:Global)?PackageReference|PackageVersion)\s+Include\s*=\s*\"(?P<name>[^\"]+)\""
    r"|\s*<package\s+id\s*=\s*\"(?P<id>[^\"]+)\""
)
_RUBY = re.compile(
    r"\s*(?:gem|[\w.]{1,40}\.add_(?:runtime_|development_)?dependency)[\s(]{1,3}"
    r"(?:[\"']|%[qQ]?[{(\[<|!])(?P<name>[\w.-]+)[\"'})\]>|!]"
)


def go_mod(lines: Sequence[str]) -> Iterator[Mention]:
    """go.mod: requirements; indirect ones follow from others."""
    block = "require"
    for at, line in enumerate(lines):
        if opening := _GO_BLOCK.match(line):
            block = opening["name"]
        elif line.strip() == ")":
            block = "require"
        elif block == "require" and (match := _GO.match(line)) and "=>" not in match["more"]:
            yield Mention(at, match["name"], direct="// indirect" not in match["more"])


def dotnet(lines: Sequence[str]) -> Iterator[Mention]:
    """Project files, Directory.Packages.props and packages.config."""
    for at, line in enumerate(lines):
        if match := _NET.match(line):
            yield Mention(at, match["name"] or match["id"])


def ruby(lines: Sequence[str]) -> Iterator[Mention]:
    """Gemfile and *.gemspec."""
    for at, line in enumerate(lines):
        if match := _RUBY.match(line):
            yield Mention(at, match["name"])
