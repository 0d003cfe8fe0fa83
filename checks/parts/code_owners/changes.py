"""Code owners: which lines of the file that counts a pull request adds or changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from snapshot.changed_file import ChangedFile
from snapshot.codeowners import Codeowners, Rule, parse
from snapshot.diff import added_lines
from snapshot.edited_owners import EditedOwners
from snapshot.facts import Snapshot


@dataclass(frozen=True, slots=True)
class OwnerChanges:
    """`lines` are the numbers of those that are new or changed, in the file that counts at the
    head; `codeowners` is what it says.
    """

    edited: EditedOwners
    codeowners: Codeowners
    lines: frozenset[int]

    @property
    def changed_rules(self) -> Iterator[Rule]:
        return (rule for rule in self.codeowners.rules if rule.line in self.lines)


def owner_changes(snapshot: Snapshot, edited: EditedOwners) -> OwnerChanges:
    """What changed in the file that counts; nothing where that one is not touched."""
    if edited.text is None:
        return OwnerChanges(edited, Codeowners(), frozenset())
    files = snapshot.pull_request.files
    file = next((f for f in files if f.path == edited.path and f.kind != "removed"), None)
    lines = frozenset[int]() if file is None else _changed(file, edited.text, _before(snapshot))
    return OwnerChanges(edited, parse(edited.text), lines)


def _changed(file: ChangedFile, text: str, before: str) -> frozenset[int]:
    if file.patch is not None:
        return frozenset(line.number for line in added_lines(file))
    if file.kind == "renamed" and not file.changed_lines:
        return frozenset()
    left = Counter(before.replace("\r\n", "\n").split("\n"))
    changed = set()
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if left[line]:
            left[line] -= 1
        elif line:
            changed.add(number)
    return frozenset(changed)


def _before(snapshot: Snapshot) -> str:
    return snapshot.codeowners.text if snapshot.codeowners else ""
