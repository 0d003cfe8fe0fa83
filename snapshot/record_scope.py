"""What the records of a folder are about: the whole repository, or the package the folder lies in.

`services/billing/docs/adr` holds the decisions of `services/billing/`, `docs/adr` those of
everything. A family with a `scope` of its own says so instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from snapshot.patterns import Globs
from snapshot.record_family import RecordFamily

_OF_DOCUMENTS = frozenset(
    {"doc", "docs", "documentation", "adr", "adrs", "madr", "decision", "decisions", "records"}
    | {"decision-records", "decision_records", "architecture", "architecture-decisions", "arch"}
    | {"architecture-decision-records", "architectural-decisions", "design", "rfc", "rfcs"}
    | {"src", "content", "website", "site", "wiki", "proposals", "design-docs", "postmortems"}
)


def package_of(folder: str) -> str:
    """The package whose documents lie in `folder`: "services/billing"; "" for those of the root and
    where folders of documents are sorted by other things than packages (`docs/adr/billing`).
    """
    parts = folder.split("/")
    while parts and parts[-1].lower() in _OF_DOCUMENTS:
        parts.pop()
    if not parts or len(parts) == folder.count("/") + 1:
        return ""
    return "" if any(part.lower() in _OF_DOCUMENTS - {"src"} for part in parts) else "/".join(parts)


class RecordScopes:
    """The scopes of all folders of `families`."""

    def __init__(self, families: Iterable[RecordFamily]) -> None:
        self._scopes: dict[str, Globs | None] = {}
        for family in families:
            for folder in family.folders:
                patterns = family.scope or _derived(folder)
                self._scopes[folder] = Globs.compile(patterns) if patterns else None
        self._innermost_first = sorted(self._scopes, key=len, reverse=True)

    def folder_of(self, path: str) -> str:
        """The folder of records that `path` lies in; "" outside of all."""
        inside = (f for f in self._innermost_first if f == "." or path.startswith(f"{f}/"))
        return next(inside, "")

    def patterns(self, folder: str) -> tuple[str, ...]:
        """The patterns of the paths that the records in `folder` are about; () for all paths."""
        scope = self._scopes.get(folder)
        return () if scope is None else scope.patterns

    def covers(self, folder: str, paths: Sequence[str]) -> bool:
        """Whether the records in `folder` are about one of `paths`."""
        scope = self._scopes.get(folder)
        return scope is None or any(scope.matches(path) for path in paths)

    def covers_all(self, folder: str, paths: Sequence[str]) -> bool:
        """Whether the records in `folder` are about all of `paths`."""
        scope = self._scopes.get(folder)
        return scope is None or all(scope.matches(path) for path in paths)


def _derived(folder: str) -> tuple[str, ...]:
    package = package_of(folder)
    return (f"/{package}/",) if package else ()
