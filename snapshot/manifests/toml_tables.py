"""TOML tables whose keys are dependencies: Cargo.toml, Poetry, Pipfile, Gradle's catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from snapshot.manifests.reader import Mention, unescaped

_TABLE = re.compile(r"\s*\[+\s*(?P<name>[^\[\]]+?)\s*\]+\s*(?:#.*)?")
_ENTRY = re.compile(
    r"\s*(?P<quote>[\"']?)(?P<key>[A-Za-z0-9_.-]{1,100})(?P=quote)\s*=\s*(?P<value>.*)"
)
_OF_DEPENDENCIES = re.compile(
    r"(?:.*\.)?(?:(?:dev|build)[-_])?dependencies|(?:dev-)?packages|libraries"
)
_ONE_DEPENDENCY = re.compile(
    r"(?:.*\.)?(?:(?:dev|build)[-_])?dependencies\.[\"']?(?P<name>[A-Za-z0-9_-]+)[\"']?"
)
_PINNED = re.compile(
    r"\{.*\b(?:version|git|path|workspace)\b|[\"'](?:[\^~=<>*]|\d+(?:\.\d+)*[\"'])"
)
_INNER = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]|\"[^\"]*\"(?!\s*=)|'[^']*'(?!\s*=)")
_KEY = re.compile(r"[\"']?([A-Za-z0-9_-]{1,100})[\"']?(?:\.\w+)*\s*=")
_SETTINGS = frozenset(
    {"version", "edition", "rust-version", "resolver", "python", "python_version"}
)


def toml_tables(lines: Sequence[str]) -> Iterator[Mention]:
    """The keys in tables of dependencies, and the tables that are one dependency each."""
    wanted: bool | None = None  # the table a hunk begins in is not known
    for at, line in enumerate(lines):
        if header := _TABLE.fullmatch(line):
            wanted = bool(_OF_DEPENDENCIES.fullmatch(header["name"]))
            one = _ONE_DEPENDENCY.fullmatch(header["name"])
            if one and not wanted:
                yield Mention(at, one["name"])
            continue
        entry = _ENTRY.fullmatch(unescaped(line))
        if entry is None or entry["key"] in _SETTINGS:
            continue
        if not wanted and (inline := _inline(entry["key"], entry["value"])):
            yield from (Mention(at, name) for name in inline)
            continue
        if wanted is False:
            continue
        if wanted or _PINNED.match(entry["value"]):
            yield Mention(at, entry["key"].removesuffix(".workspace").removesuffix(".version"))


def _inline(key: str, value: str) -> tuple[str, ...]:
    """The names in `dependencies = { a = "1" }` and `dependencies.a = "1"`."""
    if one := _ONE_DEPENDENCY.fullmatch(key):
        return (one["name"],)
    if not _OF_DEPENDENCIES.fullmatch(key) or not value.startswith("{"):
        return ()
    return tuple(_KEY.findall(_INNER.sub("", value[1:])))
