"""Infrastructure as code: Terraform's providers and modules, the charts a Helm chart depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from snapshot.manifests.reader import Mention

_BLOCK = re.compile(r"\s*(?P<kind>[a-z_]{1,40})(?:\s+\"[^\"]*\"){0,2}\s*\{")
_SOURCE = re.compile(r"\s*source\s*=\s*\"(?P<source>[^\"]{1,300})\"")
_VERSION = re.compile(r"\s*version\s*=\s*\"")
_KINDS_OF_BLOCKS = frozenset(
    {"resource", "data", "variable", "output", "provider", "locals", "terraform", "moved"}
    | {"module", "required_providers", "import", "check", "removed", "backend", "provisioner"}
)
_WITH_SOURCES = frozenset({"module", "required_providers"})
_ADDRESS = re.compile(r"git::|(?:https?|ssh)://|git@|(?:github|gitlab|bitbucket)\.\w+/")
_REGISTRY = re.compile(r"(?:[\w.-]+/){1,3}[\w-]+")
_KEY = re.compile(r"(?P<indent>\s*)(?P<item>-\s+)?(?P<key>[A-Za-z]+)\s*:\s*(?P<value>.*)")


def terraform(lines: Sequence[str]) -> Iterator[Mention]:
    """*.tf: the sources of modules and providers; modules of the same repository do not count."""
    block = ""  # not known yet
    for at, line in enumerate(lines):
        if line.startswith("}"):
            block = "none"
        elif (opening := _BLOCK.match(line)) and opening["kind"] in _KINDS_OF_BLOCKS:
            block = opening["kind"]
        match = _SOURCE.match(line)
        if match is None or match["source"].startswith((".", "/")):
            continue
        if block in _WITH_SOURCES or (not block and _is_pinned(lines, at, match["source"])):
            yield Mention(at, _without_version(match["source"]))


def helm_chart(lines: Sequence[str]) -> Iterator[Mention]:
    """Chart.yaml: the entries of `dependencies`; not the maintainers, who have names as well."""
    section = ""  # not known yet
    for at, line in enumerate(lines):
        match = _KEY.match(line)
        if match is None:
            continue
        if not match["indent"] and not match["item"]:
            section = match["key"]
        is_wanted = section == "dependencies" or (not section and _is_chart(lines, at))
        if match["item"] and match["key"] == "name" and is_wanted:
            yield Mention(at, match["value"].partition(" #")[0].strip(" \"'"))


def _is_pinned(lines: Sequence[str], at: int, source: str) -> bool:
    """Whether a source in an unknown block is one of a module or provider: files have no version
    beside them.
    """
    beside = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    is_versioned = any(_VERSION.match(line) for line in beside)
    return bool(_ADDRESS.match(source) or (is_versioned and _REGISTRY.fullmatch(source)))


def _without_version(source: str) -> str:
    return source.partition("?")[0]


def _is_chart(lines: Sequence[str], at: int) -> bool:
    """Whether the item that begins at `at` has a version or a repository."""
    for line in lines[at + 1 : at + 6]:
        match = _KEY.match(line)
        if match is None or match["item"] or not match["indent"]:
            return False
        if match["key"] in ("version", "repository"):
            return True
    return False
