"""Where debt belongs: the area of a path or of an issue, by whatever names parts of a repository.

The areas that the policy names go first; without any, the owners in CODEOWNERS; without that file,
the top folders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from snapshot.area import Area, areas_of
from snapshot.codeowners import Codeowners

NO_AREA: Final = "no area"
"""Where debt belongs that lies in none, and files at the top of the repository."""

_PREFIX: Final = re.compile(
    r"(?:area|team|component|module|package|pkg|domain)\s*[:/_-]+\s*", re.IGNORECASE
)


class DebtAreas:
    """Answers for many paths and issues of one repository. `owners` is None without CODEOWNERS."""

    def __init__(self, named: Sequence[Area], owners: Codeowners | None) -> None:
        self._named = tuple(named)
        self._owners = owners

    def of_path(self, path: str) -> tuple[str, ...]:
        """The names of the areas a path lies in, never empty; several owners are several areas."""
        if self._named:
            return tuple(area.name for area in areas_of(self._named, path)) or (NO_AREA,)
        if self._owners is not None:
            rule = self._owners.rule_for(path)
            owners = rule.owners if rule else ()
            names = {owner.written.casefold(): owner.written for owner in owners}
            return tuple(names.values()) or (NO_AREA,)
        folder, slash, _ = path.partition("/")
        return (folder,) if slash and folder else (NO_AREA,)

    def of_paths(self, paths: Iterable[str]) -> tuple[str, ...]:
        """All areas of some paths, sorted; NO_AREA only where nothing else is known."""
        found = {name for path in paths for name in self.of_path(path)}
        return tuple(sorted(found - {NO_AREA})) or (NO_AREA,)

    def of_issue(self, paths: Sequence[str], labels: Iterable[str]) -> tuple[str, ...]:
        """Those of its paths; of an issue without paths those that its labels name (`payments`,
        `area: payments`), sorted.
        """
        if paths:
            return self.of_paths(paths)
        found = {name for label in labels if (name := self._of_label(label))}
        return tuple(sorted(found)) or (NO_AREA,)

    def _of_label(self, label: str) -> str:
        """The area that a label names; "" for any other label."""
        bare = _PREFIX.sub("", label.strip(), count=1)
        says_area = bare != label.strip()
        for area in self._named:
            if area.name == bare.casefold():
                return area.name
        if self._owners is not None:
            return self._owner_called(bare) if says_area else ""
        return bare if says_area and not self._named else ""

    def _owner_called(self, name: str) -> str:
        """The owner whose handle, or its last part, is `name`."""
        wanted = name.removeprefix("@").casefold()
        for rule in self._owners.rules if self._owners else ():
            for owner in rule.owners:
                handle = owner.written.removeprefix("@").casefold()
                if wanted in (handle, handle.rpartition("/")[2]):
                    return owner.written
        return ""
